"""What the desk calls states, deeds and things. An unknown code is shown as it is."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fondouk.evidence.events import CertificateState, CertificateView, Trust
from fondouk.web.ui.labels import company_kind

__all__ = ["company_kind"]


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
        "verified": (_("Verified"), "good"),
        "suspended": (_("Suspended"), "bad"),
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
        "text": _("Text"),
        "number": _("Number"),
        "choice": _("Choice"),
        "boolean": _("Yes or no"),
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


def deed(code: str) -> str:
    """What somebody did, as a row of the history says it; a deed without words by its code."""
    return {
        "product_saved": _("Listing saved"),
        "product_created": _("Listing entered"),
        "product_changed": _("Listing changed"),
        "product_published": _("Listing published"),
        "product_unpublished": _("Listing taken back"),
        "product_archived": _("Listing put away"),
        "product_restored": _("Listing taken out again"),
        "listing_suspended": _("Listing suspended"),
        "suspension_lifted": _("Suspension lifted"),
        "translation_reviewed": _("Text reviewed"),
        "translations_reviewed": _("Texts reviewed"),
        "products_saved": _("Listings brought in"),
        "category_saved": _("Category saved"),
        "category_deleted": _("Category deleted"),
        "register_company": _("Company registered"),
        "edit_company": _("Company's page changed"),
        "list_producers": _("Members of the cooperative listed"),
        "add_document": _("Paper added"),
        "remove_document": _("Paper taken back"),
        "submit_for_verification": _("Verification asked for"),
        "verify_company": _("Company verified"),
        "suspend_company": _("Company suspended"),
        "reinstate_company": _("Company's suspension lifted"),
        "add_member": _("Member added"),
        "invite_member": _("Colleague invited"),
        "remove_member": _("Member removed"),
        "change_role": _("Role changed"),
        "issue_key": _("API key issued"),
        "revoke_key": _("API key revoked"),
        "certificate_added": _("Certificate added"),
        "certificate_withdrawn": _("Certificate taken back"),
        "certificate_verified": _("Certificate verified"),
        "certificate_refused": _("Certificate refused"),
        "rate_typed": _("Exchange rate typed"),
        "reference_loaded": _("Reference data loaded"),
    }.get(code, code)
