"""What a company must say about itself, and how its address on the hub is formed."""

import re
import unicodedata
from dataclasses import replace

from stdnum.exceptions import ValidationError
from stdnum.ma import ice

from fondouk.companies.events import CompanyDraft, CompanyState, Producer
from fondouk.kernel.codes import Language, country_code
from fondouk.kernel.refused import Refused, refuse_all

NAME_LENGTH_MAX = 160
ABOUT_LENGTH_MAX = 2000
TOWN_LENGTH_MAX = 80
NUMBER_LENGTH_MAX = 40
PRODUCERS_MAX = 2000
YEAR_MIN = 1200

_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]*")
_LINK = re.compile(r"https?\s*:\s*/|www\s*\.", re.IGNORECASE)
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def checked(draft: CompanyDraft, *, year: int) -> CompanyDraft:
    """The draft in its kept form: codes in capitals, numbers without blanks.

    Refuses, all at once: `company_name_needed`, `company_name_link`, `company_text_too_long`,
    `bad_country`, `bad_region`, `bad_ice`, `bad_number`, `bad_year`, `unknown_language`. The hub
    sends names by mail and short message, so a link in one would reach strangers.
    """
    refusals: list[Refused] = []
    if not draft.names:
        refusals.append(Refused("company_name_needed", "names"))
    if any(_LINK.search(name) for name in draft.names.shown().values()):
        refusals.append(Refused("company_name_link", "names"))
    for field, texts, most in (
        ("names", draft.names, NAME_LENGTH_MAX),
        ("about", draft.about, ABOUT_LENGTH_MAX),
    ):
        if any(len(text) > most for text in texts.shown().values()):
            refusals.append(Refused("company_text_too_long", field, max=most))
    if len(draft.town) > TOWN_LENGTH_MAX:
        refusals.append(Refused("company_text_too_long", "town", max=TOWN_LENGTH_MAX))
    if draft.founded_year is not None and not YEAR_MIN <= draft.founded_year <= year:
        refusals.append(Refused("bad_year", "founded_year", max=year))
    unknown = [code for code in draft.languages if code not in set(Language)]
    if unknown:
        refusals.append(Refused("unknown_language", "languages", value=unknown[0][:10]))
    kept = _codes_checked(draft, refusals)
    refuse_all(refusals)
    return kept


def _codes_checked(draft: CompanyDraft, refusals: list[Refused]) -> CompanyDraft:
    country = draft.country.strip().upper()
    region = (draft.region or "").strip().upper() or None
    registry, export = draft.registry_number.strip(), (draft.export_number or "").strip() or None
    try:
        country_code(country, "country")
        if region is not None and not region.startswith(f"{country}-"):
            refusals.append(Refused("bad_region", "region", value=region[:12]))
        registry = registry_number(registry, country)
    except Refused as refused:
        refusals.append(refused)
    if export is not None and not _fits(export):
        refusals.append(Refused("bad_number", "export_number", value=export[:40]))
    return replace(
        draft,
        country=country,
        region=region,
        town=draft.town.strip(),
        registry_number=registry,
        export_number=export,
    )


def registry_number(number: str, country: str) -> str:
    """The company's number in its country's register, in its kept form; "" when not given.

    In Morocco this is the ICE, fifteen digits of which the last two check the others (Direction
    générale des impôts). Refuses `bad_ice`, elsewhere `bad_number`.
    """
    if not number:
        return ""
    if country != "MA":
        if not _fits(number):
            raise Refused("bad_number", "registry_number", value=number[:40])
        return number
    try:
        return str(ice.validate(number))
    except ValidationError:
        raise Refused("bad_ice", "registry_number", value=number[:40]) from None


def slug_of(draft: CompanyDraft) -> str:
    """A readable part of an address from the first name that has Latin letters; "company" else."""
    for language in ("en", "fr", "es", "ar"):
        plain = unicodedata.normalize("NFKD", draft.names.get(language) or "")
        slug = _NOT_SLUG.sub("-", plain.encode("ascii", "ignore").decode().lower()).strip("-")
        if slug:
            return slug[:60].rstrip("-")
    return "company"


def state_after_edit(state: CompanyState, before: CompanyDraft, after: CompanyDraft) -> str:
    """A verified company that changes who or where it is, or a number, is checked again.

    A name in one more language is a new name: nobody has compared it with the papers.
    """
    if state == CompanyState.VERIFIED and _identity(before) != _identity(after):
        return CompanyState.SUBMITTED
    return state


def _identity(draft: CompanyDraft) -> tuple[object, ...]:
    """What the desk holds against the papers."""
    return (
        draft.names.shown(),
        draft.country,
        draft.region,
        draft.town,
        draft.registry_number,
        draft.export_number,
    )


def producers_checked(producers: tuple[Producer, ...]) -> tuple[Producer, ...]:
    """The list without blank rows. Refuses `too_many_producers`, `company_text_too_long`."""
    kept = tuple(
        Producer(name=one.name.strip(), town=one.town.strip())
        for one in producers
        if one.name.strip()
    )
    if len(kept) > PRODUCERS_MAX:
        raise Refused("too_many_producers", "producers", max=PRODUCERS_MAX)
    if any(len(one.name) > 120 or len(one.town) > TOWN_LENGTH_MAX for one in kept):
        raise Refused("company_text_too_long", "producers", max=TOWN_LENGTH_MAX)
    return kept


def _fits(number: str) -> bool:
    return len(number) <= NUMBER_LENGTH_MAX and bool(_NUMBER.fullmatch(number))
