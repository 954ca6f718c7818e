"""companies file -> company + owner + verification -> mandate -> key; one person at the desk.

The demonstration's people and companies, all invented and marked so. Two of them wait for the desk
with a paper each, so that verifying can be tried. Loading again adds what is missing and changes
nothing that is there.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings
from django.utils.crypto import salted_hmac

from fondouk.companies import commands, queries
from fondouk.companies.events import CompanyDraft, CompanyKind, DocumentKind, Producer, Role
from fondouk.evidence import commands as evidence
from fondouk.evidence.events import CertificateDraft, Paper
from fondouk.flows.demo_paper import demo_paper
from fondouk.kernel.actor import System
from fondouk.kernel.codes import Language
from fondouk.kernel.texts import Texts
from fondouk.plumbing.tx import flow

HUB = System()
GROUND = "Demonstration: an invented company, nobody was checked."
OWNER = "owner@{slug}.demo.fondouk.example"
# Companies that the desk has still to judge, each with the number that it registers under.
WAITING = {"poterie-colline-safi-demo": "000000001000070", "mineraux-abda-demo": "000000002000043"}
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@flow
def load_demo_companies(*, at: datetime) -> int:
    """Register every company of `data/companies` with an owner; return how many are new."""
    rows = list(demo_company_rows())
    ids = {row["slug"]: _company(row, at) for row in rows}
    new = [row for row in rows if ids[row["slug"]][1]]
    for row in new:
        exporter = row.get("acts_through")
        if exporter and ids[exporter][0]:
            _mandate(ids[row["slug"]][0], exporter, at)
    _open_desk(at)
    return len(new)


def demo_company_rows() -> Iterator[dict[str, Any]]:
    """The rows of the companies' files, in a fixed order."""
    folder = Path(settings.FONDOUK.facts_dir) / "companies"
    for file in sorted(folder.glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            yield orjson.loads(line)


def demo_token(slug: str) -> str:
    """The API key of a demonstration company: made from the hub's secret, so that it can be
    printed again, while the database holds its hash alone.
    """
    digest = salted_hmac("fondouk.demo.key", slug, algorithm="sha512").digest()
    letters = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest)
    return commands.token_of(letters[:10], letters[10:50])


def _company(row: Mapping[str, Any], at: datetime) -> tuple[str, bool]:
    known = queries.find_card_by_slug(HUB, row["slug"])
    if known is not None:
        return known.id, False
    company_id = commands.register_company(actor=HUB, draft=_draft(row), at=at)
    if row["slug"] in WAITING:
        _ask_for_verification(company_id, row, at)
    else:
        commands.verify_company(actor=HUB, company_id=company_id, ground=GROUND, at=at)
    producers = tuple(
        Producer(name=one["name"], town=one.get("town", "")) for one in row.get("members") or ()
    )
    if producers and row["kind"] == CompanyKind.COOPERATIVE:
        commands.list_producers(actor=HUB, company_id=company_id, producers=producers, at=at)
    owner = _person(OWNER.format(slug=row["slug"]), "Demo", row, at)
    commands.add_member(actor=HUB, company_id=company_id, person_id=owner, role=Role.OWNER, at=at)
    commands.keep_demonstration_key(
        actor=HUB, company_id=company_id, token=demo_token(row["slug"]), at=at
    )
    return company_id, True


def _ask_for_verification(company_id: str, row: Mapping[str, Any], at: datetime) -> None:
    """Two papers for the desk to read: the company's own, and its first certificate's."""
    commands.add_document(
        actor=HUB,
        company_id=company_id,
        kind=DocumentKind.TRADE_REGISTER,
        name="trade-register-demonstration.pdf",
        content=demo_paper("Trade register extract", row["slug"]),
        at=at,
    )
    commands.submit_for_verification(actor=HUB, company_id=company_id, at=at)
    for one in row["certificates"][:1]:
        draft = CertificateDraft(
            kind=one["kind"], issuer=one["issuer"], valid_to=date.fromisoformat(one["valid_to"])
        )
        content = demo_paper(f"Certificate {one['kind']}", row["slug"])
        paper = Paper(name="certificate-demonstration.pdf", content=content)
        evidence.add_certificate(HUB, company_id=company_id, draft=draft, paper=paper, at=at)


def _draft(row: Mapping[str, Any]) -> CompanyDraft:
    return CompanyDraft(
        kind=CompanyKind(row["kind"]),
        names=Texts.of(row["names"]),
        about=Texts.of(row["about"]),
        country=row["country"],
        region=row.get("region"),
        town=row.get("town") or "",
        founded_year=row.get("founded"),
        people_count=row.get("people"),
        languages=tuple(code for code in row.get("languages", ()) if code in set(Language)),
        registry_number=WAITING.get(row["slug"], ""),
        export_number=row.get("export_number"),
        slug=row["slug"],
        demonstration=True,
    )


def _mandate(producer_id: str, exporter_slug: str, at: datetime) -> None:
    mandate_id = commands.propose_mandate(
        actor=HUB, company_id=producer_id, exporter_slug=exporter_slug, at=at
    )
    commands.accept_mandate(actor=HUB, mandate_id=mandate_id, at=at)


def _open_desk(at: datetime) -> None:
    person = _person(queries.DEMONSTRATION_STAFF, "Demo", {"names": {"en": "desk"}}, at)
    deeds = queries.list_desk_deeds()
    commands.grant_desk_deeds(actor=HUB, person_id=person, deeds=deeds, at=at)


def _person(email: str, name: str, row: Mapping[str, Any], at: datetime) -> str:
    known = queries.find_person_by_address(HUB, email)
    if known is not None:
        return known
    whose = str(row["names"].get("en") or next(iter(row["names"].values())))
    shown = f"{name} · {whose.split('(')[0].strip()}"[:120]
    return commands.open_person(actor=HUB, email=email, name=shown, at=at)
