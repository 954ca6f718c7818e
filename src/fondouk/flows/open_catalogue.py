"""categories' files -> tree; products' files -> drafts -> one save a company -> published
     -> declared certificates -> pictures drawn later, by the worker

The demonstration's catalogue. It is loaded into companies that are there and have no product yet,
so that loading again changes nothing that somebody has edited.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import orjson
from django.conf import settings

from fondouk.catalogue import commands as catalogue
from fondouk.catalogue import events
from fondouk.catalogue.events import AttributeKind, AttributeSpec, CategoryDraft, Choice
from fondouk.catalogue.queries import count_by_state, get_category_tree, read_records
from fondouk.companies.queries import find_written
from fondouk.evidence import commands as evidence
from fondouk.evidence.events import CertificateDraft
from fondouk.kernel.actor import System
from fondouk.kernel.codes import Language
from fondouk.kernel.texts import Texts
from fondouk.plumbing import clock
from fondouk.plumbing.jobs import task
from fondouk.plumbing.tx import flow

HUB = System()
_DRAWN_AT_ONCE = 12
# What the desk may still read: the languages of these suppliers wait for review.
_UNREVIEWED_EVERY = 9


@flow
def load_starter_categories(*, at: datetime) -> int:
    """The starter tree of categories, for a hub that has none yet; return how many are new.

    A tree that somebody keeps is left alone: what the desk deleted does not come back.
    """
    return 0 if get_category_tree(HUB) else _load_categories(at)


@flow
def load_demo_catalogue(*, at: datetime) -> int:
    """Load categories, products and certificates that are missing; return how many products are
    new.
    """
    _load_categories(at)
    rows = sorted(_rows("catalogue/products"), key=lambda row: str(row["supplier"]))
    companies = find_written(HUB, {str(row["supplier"]) for row in rows})
    made: list[str] = []
    for slug, own in groupby(rows, key=lambda row: str(row["supplier"])):
        company = companies.get(slug)
        if company and not count_by_state(HUB, company):
            made += _load_products(company, list(own), at)
    _mark_reviewed(made, at)
    _declare_certificates(companies, at)
    for start in range(0, len(made), _DRAWN_AT_ONCE):
        draw_in_background.enqueue(made[start : start + _DRAWN_AT_ONCE])
    return len(made)


@task()
def draw_in_background(product_ids: list[str]) -> None:
    """The worker's door: pictures for products that have none."""
    catalogue.draw_pictures(HUB, product_ids=product_ids, at=clock.now())


def _load_categories(at: datetime) -> int:
    known = {view.code for view in get_category_tree(HUB)}
    new = 0
    for position, row in enumerate(_rows("catalogue/categories")):
        if row["code"] not in known:
            catalogue.save_category(HUB, draft=_category(row, position), at=at)
            new += 1
    return new


def _category(row: Mapping[str, Any], position: int) -> CategoryDraft:
    words = {code: ", ".join(listed) for code, listed in row["words"].items()}
    return CategoryDraft(
        code=row["code"],
        parent=row["parent"],
        names=Texts.of(row["names"]),
        words=Texts.of(words),
        motif=row["motif"],
        attributes=tuple(_attribute(one) for one in row["attributes"]),
        position=position,
    )


def _attribute(row: Mapping[str, Any]) -> AttributeSpec:
    return AttributeSpec(
        code=row["code"],
        kind=AttributeKind(row["kind"]),
        names=Texts.of(row["names"]),
        unit=row.get("unit"),
        choices=tuple(
            Choice(code=one["code"], names=Texts.of(one["names"]))
            for one in row.get("choices") or ()
        ),
        required=bool(row.get("required")),
    )


def _load_products(company_id: str, rows: Sequence[Mapping[str, Any]], at: datetime) -> list[str]:
    drafts = read_records(HUB, rows)
    published = {str(row["sku"]) for row in rows if row["status"] == "published"}
    outcomes = catalogue.save_products(
        HUB, company_id=company_id, drafts=drafts, publish_skus=published, at=at
    )
    return [_saved(outcome) for outcome in outcomes]


def _saved(outcome: events.SaveOutcome) -> str:
    """The data is ours: a refusal is a mistake of ours and stops the load."""
    if outcome.refused or outcome.product_id is None:
        raise RuntimeError(f"{outcome.sku}: {', '.join(map(str, outcome.refused))}")
    return outcome.product_id


def _mark_reviewed(product_ids: Sequence[str], at: datetime) -> None:
    if read := [one for place, one in enumerate(product_ids) if place % _UNREVIEWED_EVERY]:
        languages = [language.value for language in Language]
        catalogue.mark_translations_reviewed(HUB, product_ids=read, languages=languages, at=at)


def _declare_certificates(companies: Mapping[str, str], at: datetime) -> None:
    for row in _rows("companies"):
        company, held = companies.get(str(row["slug"])), row.get("certificates") or ()
        if company and held:
            drafts = [
                CertificateDraft(
                    kind=one["kind"],
                    issuer=one["issuer"],
                    valid_to=date.fromisoformat(one["valid_to"]) if one.get("valid_to") else None,
                )
                for one in held
            ]
            evidence.declare_certificates(HUB, company_id=company, drafts=drafts, at=at)


def _rows(folder: str) -> Iterator[dict[str, Any]]:
    """The rows of a folder's files, in a fixed order."""
    for file in sorted((Path(str(settings.FONDOUK.facts_dir)) / folder).glob("*.jsonl")):
        for line in file.read_bytes().splitlines():
            yield orjson.loads(line)
