"""Keys: those by which programs call the API, and those that seal secrets at rest."""

import json
import sys

import click

_json = click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")


@click.group(help="Issue and revoke API keys; make and rotate encryption keys.")
def command() -> None:
    """`new` needs no database, the others do."""


@command.command(help="Print a fresh encryption key for FONDOUK_ENCRYPTION_KEYS.")
@_json
def new(as_json: bool) -> None:
    """The key is printed and kept nowhere."""
    from cryptography.fernet import Fernet

    key = Fernet.generate_key().decode()
    click.echo(json.dumps({"encryption_key": key}) if as_json else key)


@command.command(help="Put every sealed secret under the newest encryption key.")
@_json
def rotate(as_json: bool) -> None:
    """Afterwards the old keys may leave FONDOUK_ENCRYPTION_KEYS."""
    _ready()
    from fondouk.companies import commands as companies
    from fondouk.kernel.actor import System
    from fondouk.notices import commands as notices
    from fondouk.plumbing import clock

    factors = companies.reseal_factors(actor=System(), at=clock.now())
    waiting = notices.reseal_deliveries()
    done = {"second_factors": factors, "waiting_messages": waiting}
    click.echo(json.dumps(done) if as_json else f"{factors + waiting} secrets sealed anew.")


@command.command(name="list", help="List the API keys of a company.")
@click.argument("company")
@_json
def list_keys(company: str, as_json: bool) -> None:
    """By the company's slug. Never the keys themselves: nobody has them but their holders."""
    _ready()
    from fondouk.cli.refusals import said
    from fondouk.companies.queries import list_keys_of
    from fondouk.kernel.actor import System

    with said():
        rows = list_keys_of(System(), _company(company))
    if as_json:
        shown = [
            {
                "id": row.id,
                "label": row.label,
                "prefix": row.prefix,
                "scopes": row.scopes,
                "issued_at": row.issued_at.isoformat(),
                "last_used_at": row.last_used_at.isoformat() if row.last_used_at else None,
                "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
            }
            for row in rows
        ]
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    for row in rows:
        state = "revoked" if row.revoked_at else "in use"
        click.echo(f"{row.id}  {row.prefix}  {state}  {row.label}: {' '.join(row.scopes)}")


@command.command(help="Make an API key for a company and print it, this once.")
@click.argument("company")
@click.option("--label", required=True, help="The program that will use the key.")
@click.option("--scope", "scopes", multiple=True, required=True, help="May be given repeatedly.")
@_json
def issue(company: str, label: str, scopes: tuple[str, ...], as_json: bool) -> None:
    """By the company's slug."""
    _ready()
    from fondouk.cli.refusals import said
    from fondouk.companies.commands import issue_key
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock

    with said():
        key = issue_key(
            actor=System(),
            company_id=_company(company),
            label=label,
            scopes=scopes,
            at=clock.now(),
        )
    click.echo(json.dumps({"id": key.id, "key": key.token}) if as_json else key.token)


@command.command(help="End an API key at once, by its id.")
@click.argument("key_id")
@_json
def revoke(key_id: str, as_json: bool) -> None:
    """A program that uses it is refused from then on."""
    _ready()
    from fondouk.cli.refusals import said
    from fondouk.companies.commands import revoke_key
    from fondouk.kernel.actor import System
    from fondouk.plumbing import clock

    with said():
        revoke_key(actor=System(), key_id=key_id, at=clock.now())
    click.echo(json.dumps({"id": key_id, "revoked": True}) if as_json else f"{key_id} revoked.")


def _company(slug: str) -> str:
    from fondouk.companies.queries import find_card_by_slug
    from fondouk.kernel.actor import System

    card = find_card_by_slug(System(), slug)
    if card is None:
        sys.exit(f"fondouk: no company has the slug {slug}.")
    return card.id


def _ready() -> None:
    from fondouk.cli.ready import get_ready

    get_ready()
