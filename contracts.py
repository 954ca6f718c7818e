"""The import contract of our own: rooms ask each other; only flows and the delivery layer
command.
"""

from importlinter import Contract, ContractCheck, fields, output


class Doors(Contract):
    """Other rooms are reached through `ask` modules; commanders may also reach `command`
    modules, and the one `wirer` the `wire` modules, where slots wait for their adapters.
    """

    root = fields.StringField()
    wirer = fields.StringField()
    ask, command, wire, commanders, shared = (
        fields.ListField(subfield=fields.StringField()) for _ in range(5)
    )

    def check(self, graph, verbose):
        trespass = []
        for target in graph.modules:
            top, room, door, *_ = [*target.split("."), "", "", ""]
            if top != self.root or not door or room in {*self.shared, *self.commanders}:
                continue
            for importer in graph.find_modules_that_directly_import(target):
                home = f"{importer}.".split(".")[1]
                allowed = self.command if home in self.commanders else self.ask
                allowed = [*allowed, *self.wire] if home == self.wirer else allowed
                if home != room and door not in allowed:
                    trespass.append(f"{importer} -> {target}")
        return ContractCheck(kept=not trespass, metadata={"trespass": sorted(trespass)})

    def render_broken_contract(self, check):
        for line in check.metadata["trespass"]:
            output.print_error(line)
