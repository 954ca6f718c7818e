"""`fondouk reference`: load the facts that ship with the hub, and the large public files."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from fondouk.cli.ready import get_ready


@click.group(help="Facts of the trade: HS nomenclature, places, exchange rates.")
def command() -> None:
    """The group."""


@command.command(help="Load the starter rows and, where asked, the large files of FONDOUK_SHARED.")
@click.option("--hs", is_flag=True, help="The full HS 2022 nomenclature.")
@click.option("--places", is_flag=True, help="UN/LOCODE.")
@click.option("--rates", is_flag=True, help="The European Central Bank's rates since 1999.")
@click.option("--all", "everything", is_flag=True, help="All three.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def load(hs: bool, places: bool, rates: bool, everything: bool, as_json: bool) -> None:
    """Say for each file how many rows were read, kept and refused, and why."""
    get_ready()
    from django.conf import settings

    from fondouk.kernel.actor import System
    from fondouk.kernel.refused import Refused
    from fondouk.plumbing import clock, refusals
    from fondouk.reference.commands import load_public_file, load_starter

    hub = settings.FONDOUK
    folder = Path(hub.facts_dir) / "reference"
    reports = list(load_starter(System(), folder=folder, at=clock.now()))
    wanted = {"hs": hs, "places": places, "rates": rates}
    for name in [name for name, asked in wanted.items() if asked or everything]:
        try:
            reports.append(
                load_public_file(System(), name=name, shared=Path(hub.shared), at=clock.now())
            )
        except Refused as refused:
            words = f"{refusals.sentence(refused, 'en')} {refusals.remedy(refused, 'en')}"
            sys.exit(f"fondouk: {words}")
    if as_json:
        click.echo(json.dumps([asdict(report) for report in reports]))
        return
    for report in reports:
        kept = f"{report.created} new, {report.updated} changed, {report.unchanged} as before"
        click.echo(f"{report.source}: {report.read} read, {kept}, {report.refused} refused")
        for reason, count in report.reasons:
            click.echo(f"  refused {count}: {reason}")
