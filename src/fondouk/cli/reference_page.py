"""The reference page of the command line, made from the commands themselves."""

from collections.abc import Iterator

import click

HEAD = """# The command line

`fondouk` runs and looks after a hub. It reads the same settings as the hub itself
([settings](settings.md)). Every command answers `--help`; with `--json` it answers for programs.
A refusal is one sentence on the error output and exit code 1; an option that cannot be is exit
code 2.

This page is made from the commands: `make docs`.
"""


def commands_page() -> str:
    """Markdown, one section a command, in the order of the alphabet."""
    return HEAD + "".join(_section(path, command) for path, command in leaves())


def leaves() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command that does something, with the words that name it."""
    from fondouk.cli.main import fondouk

    yield from _leaves((), fondouk)


def _leaves(
    path: tuple[str, ...], command: click.Command
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in sorted(command.list_commands(context)):
        below = command.get_command(context, name)
        if below is not None:
            yield from _leaves((*path, name), below)


def _section(path: tuple[str, ...], command: click.Command) -> str:
    words = " ".join(path)
    usage = " ".join(command.collect_usage_pieces(click.Context(command)))
    lines = [f"\n## {words}\n", f"`fondouk {words} {usage}`\n", f"{command.help}\n"]
    options = [one for one in command.params if isinstance(one, click.Option)]
    if options:
        lines += ["| option | meaning |", "|---|---|", *(_row(one) for one in options), ""]
    return "\n".join(lines)


def _row(option: click.Option) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    value = "" if option.is_flag else f" {_value(option)}"
    shown = f" Default: {option.default}." if option.show_default else ""
    return f"| {names}{value} | {option.help or ''}{shown} |"


def _value(option: click.Option) -> str:
    if isinstance(option.type, click.Choice):
        return " or ".join(str(one) for one in option.type.choices)
    return option.metavar or option.type.name.upper()
