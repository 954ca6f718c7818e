"""Loading facts: the starter rows that ship with the hub, and large public files."""

from fondouk.reference.commands.load import (
    PUBLIC_FILES,
    load_public_file,
    load_starter,
    type_rate,
)

__all__ = ["PUBLIC_FILES", "load_public_file", "load_starter", "type_rate"]
