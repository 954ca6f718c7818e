"""What the desk calls states, deeds and things. An unknown code is shown as it is."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fondouk.evidence.events import CertificateState, CertificateView, Trust
from fondouk.web.desk.deeds import deed
from fondouk.web.ui.labels import company_kind

__all__ = ["company_kind", "deed"]


def product_state(code: str) -> tuple[str, str]:
    """A listing's state in words and its tone."""
    return {
        "draft": (pgettext("product", "Draft"), "open"),
        "published": (pgettext("product", "Published"), "good"),
        "suspended": (pgettext("product", "Suspended"), "bad"),
        "archived": (pgettext("product", "Archived"), "open"),
    }.get(str(code), (str(code), "open"))


def company_state(code: str) -> tuple[str, str]:
    """How far a company has been checked, in words, and its tone."""
    return {
        "unverified": (pgettext("company", "Not verified"), "open"),
        "submitted": (pgettext("company", "Waits for the desk"), "wait"),
        "verified": (pgettext("company", "Verified"), "good"),
        "suspended": (pgettext("company", "Suspended"), "bad"),
    }.get(str(code), (str(code), "open"))


def verdict(code: str) -> tuple[str, str]:
    """What the desk decided, and its tone."""
    return {
        "verified": (pgettext("company", "Verified"), "good"),
        "suspended": (pgettext("company", "Suspended"), "bad"),
        "reinstated": (_("Suspension lifted"), "open"),
    }.get(str(code), (str(code), "open"))


def paper(code: str) -> str:
    """What a company's paper is."""
    return {
        "trade_register": _("Trade register extract"),
        "ice_certificate": _("ICE certificate"),
        "tax_certificate": _("Tax certificate"),
        "cooperative_statutes": _("Statutes of the cooperative"),
        "export_licence": _("Export licence"),
        "identity": _("Identity paper"),
        "other": _("Other paper"),
    }.get(str(code), str(code))


def certificate_standing(view: CertificateView, on: date) -> tuple[str, str]:
    """How far a certificate may be believed on that day, and its tone."""
    if view.state == CertificateState.REFUSED:
        return pgettext("certificate", "Refused"), "bad"
    if view.state == CertificateState.WITHDRAWN:
        return pgettext("certificate", "Withdrawn"), "open"
    if view.expired(on):
        return pgettext("certificate", "Expired"), "bad"
    return {
        Trust.DECLARED: (pgettext("certificate", "Declared, without a paper"), "open"),
        Trust.UPLOADED: (pgettext("certificate", "Paper waits for the desk"), "wait"),
        Trust.VERIFIED: (pgettext("certificate", "Verified"), "good"),
    }[view.trust]


def attribute_kind(code: str) -> str:
    """The type of an attribute."""
    return {
        "text": pgettext("attribute", "Text"),
        "number": pgettext("attribute", "Number"),
        "choice": pgettext("attribute", "Choice"),
        "boolean": pgettext("attribute", "Yes or no"),
    }.get(str(code), str(code))


def rate_kind(code: str) -> str:
    """Where an exchange rate comes from."""
    return {
        "market": _("market"),
        "peg": _("fixed by law"),
        "typed": _("typed by the desk"),
    }.get(str(code), str(code))


def missing(code: str) -> str:
    """What a listing lacks; names, texts and attributes are told as they are coded."""
    return {
        "unit": _("unit"),
        "price": _("price"),
        "hs_code": _("HS code"),
        "origin": _("country of origin"),
        "packing": _("packing"),
        "picture": _("picture"),
    }.get(code, "")


def thing(code: str) -> str:
    """The kind of object in a row of the history."""
    return {
        "product": _("Listing"),
        "company": _("Company"),
        "category": _("Category"),
        "person": _("Person"),
        "import": _("Import"),
        "rfq": _("Request for quotation"),
        "quote": _("Quote"),
        "order": _("Order"),
        "thread": _("Conversation"),
        "saved_search": _("Saved search"),
        "mandate": _("Mandate"),
        "rate": _("Exchange rate"),
        "reference": _("Reference data"),
        "certificate": _("Certificate"),
        "key": _("API key"),
        "hub": _("Hub"),
    }.get(code, code)


def who(code: str) -> str:
    """The kind of actor in a row of the history."""
    return {
        "visitor": _("Visitor"),
        "member": _("Member"),
        "staff": _("Desk"),
        "key": _("API key"),
        "guest": _("Guest by link"),
        "system": _("The hub itself"),
    }.get(code, code)
