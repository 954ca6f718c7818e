"""Words for the closed sets of companies: kinds, states, roles, papers, scopes."""

from django.utils.translation import gettext_lazy as _

from fondouk.companies.events import CompanyKind, CompanyState, DocumentKind, MandateState, Role
from fondouk.kernel.actor import Deed

KINDS = {
    CompanyKind.COOPERATIVE: _("Cooperative"),
    CompanyKind.MANUFACTURER: _("Manufacturer"),
    CompanyKind.TRADER: _("Trader or exporter"),
    CompanyKind.ARTISAN_WORKSHOP: _("Artisan workshop"),
    CompanyKind.BUYER: _("Buyer"),
}

STATES = {
    CompanyState.UNVERIFIED: (_("Not verified yet"), "open"),
    CompanyState.SUBMITTED: (_("The desk is looking"), "wait"),
    CompanyState.VERIFIED: (_("Verified"), "good"),
    CompanyState.SUSPENDED: (_("Suspended"), "bad"),
}

ROLES = {
    Role.OWNER: _("Owner"),
    Role.SALES: _("Sales"),
    Role.CATALOGUE: _("Catalogue"),
    Role.FINANCE: _("Finance"),
    Role.VIEWER: _("Reader"),
}

ROLES_MEAN = {
    Role.OWNER: _("everything, also members, keys and this page"),
    Role.SALES: _("products, requests, quotes and orders"),
    Role.CATALOGUE: _("products, and reading the rest"),
    Role.FINANCE: _("reading, money and messages"),
    Role.VIEWER: _("reading only"),
}

PAPERS = {
    DocumentKind.TRADE_REGISTER: _("Extract of the trade register"),
    DocumentKind.ICE_CERTIFICATE: _("ICE certificate"),
    DocumentKind.TAX_CERTIFICATE: _("Tax certificate"),
    DocumentKind.COOPERATIVE_STATUTES: _("Statutes of the cooperative"),
    DocumentKind.EXPORT_LICENCE: _("Export licence or exporter's number"),
    DocumentKind.IDENTITY: _("Identity of the person in charge"),
    DocumentKind.OTHER: _("Another paper"),
}

MANDATES = {
    MandateState.PROPOSED: (_("Waiting for an answer"), "wait"),
    MandateState.ACCEPTED: (_("In force"), "good"),
    MandateState.REFUSED: (_("Refused"), "bad"),
    MandateState.ENDED: (_("Ended"), "open"),
}

SCOPES = {
    Deed.EDIT_CATALOGUE: _("write products"),
    Deed.READ_CATALOGUE: _("read own products"),
    Deed.PUBLISH: _("publish products"),
    Deed.ASK: _("send requests for quotation"),
    Deed.QUOTE: _("send quotes"),
    Deed.AWARD: _("award quotes"),
    Deed.READ_TRADE: _("read requests, quotes and orders"),
    Deed.MESSAGE: _("write messages"),
    Deed.READ_MONEY: _("read money"),
}
