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
        sys.exit(f"fondouk: {_said(error)}")
    except Exception as error:
        if not _tables_missing(error):
            raise
        sys.exit(
            "fondouk: the database has no tables yet, or not those of this version. "
            "Run fondouk migrate (in production: back up first)."
        )


def _said(error: OSError) -> str:
    """What the machine refused, in words; what nobody foresaw goes on as it is."""
    if error.errno == errno.ENOSPC:
        return "the disk is full. Free some space, then run the command again."
    if error.filename and error.errno in _FORESEEN:
        return f"{error.filename}: {_FORESEEN[error.errno]}"
    raise error


_FORESEEN = {
    errno.EACCES: "this user may not read or write it.",
    errno.EROFS: "it lies on a disk that cannot be written.",
    errno.ENOENT: "there is no such file or folder.",
    errno.ENOTDIR: "a part of this path is no folder.",
    errno.EEXIST: "a file of this name is in the way.",
    errno.EISDIR: "this is a folder, not a file.",
}


def _tables_missing(error: Exception) -> bool:
    from django.db import OperationalError, ProgrammingError

    words = str(error)
    return isinstance(error, OperationalError | ProgrammingError) and (
        "no such table" in words or "no such column" in words or "does not exist" in words
    )
