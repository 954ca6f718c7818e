"""The command's tree. A subcommand's module is loaded when it is asked for, so that starting is
quick.
"""

import errno
import importlib
import sys

import click

COMMANDS = {
    "reference": "fondouk.cli.reference",
    "demo": "fondouk.cli.demo",
    "user": "fondouk.cli.user",
    "keys": "fondouk.cli.keys",
    "backup": "fondouk.cli.backup",
    "catalogue": "fondouk.cli.catalogue",
    "doctor": "fondouk.cli.doctor",
    "reindex": "fondouk.cli.reindex",
    "restore": "fondouk.cli.restore",
    "search": "fondouk.cli.search",
    "serve": "fondouk.cli.serve",
    "worker": "fondouk.cli.worker",
    "migrate": "fondouk.cli.migrate",
    "prepare": "fondouk.cli.prepare",
}


class Tree(click.Group):
    """Loads `command` from the module of the name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = COMMANDS.get(cmd_name)
        return importlib.import_module(module).command if module else None


@click.group(cls=Tree, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="fondouk")
def fondouk() -> None:
    """Fondouk: an open trade hub. Open it, load it, look after it."""


def run() -> None:
    """Run the command; foreseen failures of the machine become one sentence."""
    try:
        fondouk(prog_name="fondouk")
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        sys.exit("fondouk: the disk is full. Free some space, then run the command again.")
