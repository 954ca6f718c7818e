"""Accounts, from the operator's command line: open, list, close, let work at the desk."""

import json
import sys
from typing import Any

import click

from fondouk.cli.ready import get_ready


@click.group(help="Open, list and close accounts; let people work at the desk.")
def command() -> None:
    """Everything here acts as the hub itself."""
    get_ready()


_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@command.command(name="list", help="List every account.")
@_json
def list_people(as_json: bool) -> None:
    """One line an account."""
    from fondouk.companies.queries import list_people as people
    from fondouk.kernel.actor import System

    rows = people(System())
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        state = "erased" if row["erased"] else "open" if row["active"] else "closed"
        desk = " desk" if row["desk_deeds"] else ""
        click.echo(f"{row['id']}  {row['email'] or row['phone'] or '-'}  {state}{desk}")


@command.command(help="Open an account for ADDRESS, an e-mail address or a phone number.")
@click.argument("address")
@click.option("--name", default="", help="How to call the person.")
@click.option("--language", default="en", show_default=True, help="en, fr, ar or es.")
@click.option("--staff", is_flag=True, help="Let the person work at the desk, with every deed.")
@_json
def create(address: str, name: str, language: str, staff: bool, as_json: bool) -> None:
    """They sign in by a code that is sent to the address."""
    from fondouk.companies import commands, queries
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock

    def make() -> dict[str, Any]:
        email, phone = queries.read_address(address)
        person = commands.open_person(
            actor=System(),
            email=email,
            phone=phone,
            name=name,
            language=language,
            at=clock.now(),
        )
        if staff:
            deeds = queries.list_desk_deeds()
            commands.grant_desk_deeds(
                actor=System(), person_id=person, deeds=deeds, at=clock.now()
            )
        return {"id": person, "staff": staff}

    _say(make, as_json)


@command.command(help="Let PERSON (id or address) work at the desk with these deeds alone.")
@click.argument("person")
@click.argument("deeds", nargs=-1)
@_json
def desk(person: str, deeds: tuple[str, ...], as_json: bool) -> None:
    """No deed at all ends the work at the desk; `all` grants every one."""
    from fondouk.companies import commands, queries
    from fondouk.kernel.actor import Deed, System
    from fondouk.plumbing import clock

    known = {deed.value: deed for deed in queries.list_desk_deeds()}
    if unknown := [deed for deed in deeds if deed not in known and deed != "all"]:
        sys.exit(f"fondouk: {unknown[0]} is not a deed of the desk. Known: {', '.join(known)}")
    granted: list[Deed] = list(known.values()) if "all" in deeds else [known[d] for d in deeds]

    def grant() -> dict[str, Any]:
        person_id = _person(person)
        commands.grant_desk_deeds(
            actor=System(), person_id=person_id, deeds=granted, at=clock.now()
        )
        return {"id": person_id, "desk_deeds": [deed.value for deed in granted]}

    _say(grant, as_json)


@command.command(help="Close the account of PERSON (id or address); its sessions end at once.")
@click.argument("person")
@click.option("--undo", is_flag=True, help="Open it again.")
@_json
def disable(person: str, undo: bool, as_json: bool) -> None:
    """Nothing is deleted."""
    from fondouk.companies import commands
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock

    def close() -> dict[str, Any]:
        person_id = _person(person)
        commands.set_active(actor=System(), person_id=person_id, active=undo, at=clock.now())
        return {"id": person_id, "active": undo}

    _say(close, as_json)


@command.command(help="Remove every second factor of PERSON, who has lost theirs.")
@click.argument("person")
@_json
def unlock(person: str, as_json: bool) -> None:
    """They then sign in by a code alone, and may add a new factor."""
    from fondouk.companies import commands
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock

    def drop() -> dict[str, Any]:
        person_id = _person(person)
        count = commands.drop_second_factor(actor=System(), person_id=person_id, at=clock.now())
        return {"id": person_id, "removed": count}

    _say(drop, as_json)


@command.command(help="Erase PERSON: the id stays, the person is forgotten. Cannot be undone.")
@click.argument("person")
@click.option("--yes", is_flag=True, help="Do not ask.")
@_json
def erase(person: str, yes: bool, as_json: bool) -> None:
    """The same as the person's own erasure."""
    from fondouk.companies import commands
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock

    if not yes:
        click.confirm("Forget this person for good?", abort=True)

    def forget() -> dict[str, Any]:
        person_id = _person(person)
        commands.erase_person(actor=System(), person_id=person_id, at=clock.now())
        return {"id": person_id, "erased": True}

    _say(forget, as_json)


def _person(line: str) -> str:
    from fondouk.companies.queries import find_person_by_address
    from fondouk.kernel.actor import System

    found = find_person_by_address(System(), line)
    if found is None:
        sys.exit(f"fondouk: no account has the id or address {line}.")
    return found


def _say(deed: Any, as_json: bool) -> None:
    """Do it; a refusal is one sentence and exit code 1."""
    from fondouk.cli.refusals import said

    with said():
        done = deed()
        click.echo(
            json.dumps(done, ensure_ascii=False)
            if as_json
            else "  ".join(str(value) for value in done.values())
        )
