"""The category tree: paths of codes, and no node under itself."""

from fondouk.kernel.refused import Refused

PARTING = "/"


def path_under(parent_path: str | None, code: str) -> str:
    """The path of a node. Refuses `category_cycle` where the parent lies under the node."""
    if parent_path is None:
        return code
    if code in parent_path.split(PARTING):
        raise Refused("category_cycle", "parent", category=code)
    return f"{parent_path}{PARTING}{code}"


def moved(path: str, old: str, new: str) -> str:
    """The path of a node after the subtree `old` has become `new`."""
    return new + path.removeprefix(old)
