"""A stage for the access walk: one company with something of everything, another with nothing.

`mine` is a cooperative that sells and buys. Its people have each role; `theirs` is another
cooperative with the same roles and no share in any of it. `things` names one object of each kind
that is the first company's own.
"""

import re
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLResolver

from fakes import trade as told
from fondouk.catalogue.commands import open_import, prepare_import, save_mapping
from fondouk.catalogue.queries import Options
from fondouk.companies import commands as companies
from fondouk.companies.events import DocumentKind, Role
from fondouk.companies.queries import list_cards, list_colleagues, list_open_invitations
from fondouk.discovery.commands import save_search
from fondouk.discovery.events import SearchRequest
from fondouk.evidence.commands import add_certificate
from fondouk.evidence.events import CertificateDraft, Paper
from fondouk.flows.award_quote import award_quote
from fondouk.flows.write_message import write_message
from fondouk.kernel.actor import Deed
from fondouk.notices.events import Upload
from fondouk.notices.queries import get_thread
from fondouk.plumbing import blobs
from fondouk.plumbing.models import AuditRow
from fondouk.sourcing import commands as sourcing
from fondouk.sourcing import queries as asked

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
ROLES = [role.value for role in Role]


class Stage:
    """The two companies, the staff, and `things`."""

    def __init__(self, world, at) -> None:
        self.world, self.at = world, at
        self.mine = world.cooperative(verified=False)
        self.theirs = world.cooperative()
        self.staff = world.staff()
        self.people = {
            **{f"mine-{role}": self._person(self.mine, role) for role in ROLES},
            **{f"theirs-{role}": self._person(self.theirs, role) for role in ROLES},
        }
        self.things = self._catalogue() | self._company() | self._as_buyer() | self._as_supplier()

    def _person(self, owner, role):
        return owner if role == "owner" else self.world.member(owner, role)

    def _catalogue(self):
        mine, at = self.mine, self.at
        draft = self.world.product(mine, publish=False)
        sha256 = blobs.keep([b"sku,name_en\nA,Oil\n"], "text/csv", at=at, public=False)
        certificate = CertificateDraft(kind="organic_eu", issuer="A body", number="1")
        file = open_import(
            actor=mine,
            company_id=mine.company_id,
            sha256=sha256,
            file_name="a.csv",
            at=at,
        )
        prepare_import(actor=mine, import_id=file, options=Options(), at=at)
        return {
            "product": draft,
            "category": self.world.category("crafts"),
            "import": file,
            "mapping": save_mapping(
                actor=mine,
                company_id=mine.company_id,
                name="Ours",
                written={"version": 1, "fields": {"sku": "Ref"}},
                at=at,
            ),
            "certificate": add_certificate(
                mine,
                company_id=mine.company_id,
                draft=certificate,
                paper=Paper(name="a.pdf", content=PDF),
                at=at,
            ),
            "search": save_search(
                actor=mine, name="Oils", request=SearchRequest(words="oil"), at=at
            ),
        }

    def _company(self):
        mine, at = self.mine, self.at
        exporter = self.world.trader(export_number="EXP-1", slug="an-exporter")
        companies.invite_member(
            actor=mine,
            company_id=mine.company_id,
            address="somebody@example.com",
            role=Role.SALES,
            at=at,
        )
        colleague = self.people["mine-viewer"]
        return {
            "company": mine.company_id,
            "slug": list_cards(mine, [mine.company_id])[mine.company_id].slug,
            "paper": companies.add_document(
                actor=mine,
                company_id=mine.company_id,
                kind=DocumentKind.ICE_CERTIFICATE,
                name="ICE.pdf",
                content=PDF,
                at=at,
            ),
            "mandate": companies.propose_mandate(
                actor=mine,
                company_id=mine.company_id,
                exporter_slug="an-exporter",
                at=at,
            ),
            "exporter": exporter.company_id,
            "invitation": list_open_invitations(mine, at)[0].id,
            "membership": next(
                one.membership_id
                for one in list_colleagues(mine)
                if one.person_id == colleague.person_id
            ),
            "key": companies.issue_key(
                actor=mine,
                company_id=mine.company_id,
                label="A program",
                scopes=[Deed.READ_CATALOGUE.value],
                at=at,
            ).id,
        }

    def _quoted(self, buyer, supplier):
        at = self.at
        rfq = sourcing.start_rfq(actor=buyer, draft=told.request(supplier), at=at)
        sourcing.send_rfq(actor=buyer, rfq_id=rfq, at=at)
        seen = asked.get_rfq(supplier, rfq, on=at.date())
        quote = sourcing.give_quote(
            actor=supplier, rfq_id=rfq, draft=told.terms(seen, "20", "2000"), at=at
        )
        return rfq, quote

    def _as_buyer(self):
        supplier = self.world.manufacturer()
        rfq, quote = self._quoted(self.mine, supplier)
        _, awarded = self._quoted(self.mine, supplier)
        thread = write_message(
            actor=self.mine,
            about=("rfq", rfq),
            supplier_id=supplier.company_id,
            text="A question",
            files=(Upload(name="a.pdf", content=PDF),),
            at=self.at,
        )
        said = get_thread(self.mine, thread).messages[0]
        draft = told.request(supplier)
        return {
            "rfq": rfq,
            "draft": sourcing.start_rfq(actor=self.mine, draft=draft, at=self.at),
            "quote": quote,
            "order": award_quote(actor=self.mine, quote_id=awarded, at=self.at),
            "thread": thread,
            "attachment": said.attachments[0].id,
            "supplier": supplier.company_id,
        }

    def _as_supplier(self):
        buyer = self.world.buyer()
        received = sourcing.start_rfq(actor=buyer, draft=told.request(self.mine), at=self.at)
        sourcing.send_rfq(actor=buyer, rfq_id=received, at=self.at)
        quoted, given = self._quoted(buyer, self.mine)
        _, sold = self._quoted(buyer, self.mine)
        on = self.at.date()
        return {
            "received": received,
            "received-line": asked.get_rfq(self.mine, received, on=on).lines[0].id,
            "given": given,
            "given-line": asked.get_rfq(self.mine, quoted, on=on).lines[0].id,
            "sale": award_quote(actor=buyer, quote_id=sold, at=self.at),
        }


def routes(resolver=None, prefix=""):
    """Every address of the hub, as its patterns are written."""
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        else:
            yield route


def outcome(response) -> str:
    """One letter: let in (+), sent to sign in (s), not for this role (x), nothing here (0), not
    now (9), not this method (-), failed (!).
    """
    status = response.status_code
    if status == 302 and response["Location"].startswith("/account/sign-in"):
        return "s"
    letters = {401: "s", 403: "x", 404: "0", 405: "-", 409: "9"}
    return "!" if status >= 500 else letters.get(status, "+")


class Walker:
    """Asks as one person or program, and takes back whatever the answer changed."""

    def __init__(self, headers=None) -> None:
        self.client = Client(raise_request_exception=False, headers=headers)
        self.cookies: dict[str, str] = {}

    def signed_in(self, world, actor) -> "Walker":
        """Whatever the walk does, signing out included, this person comes in anew each time."""
        world.sign_in(self.client, actor)
        self.cookies = {name: one.value for name, one in self.client.cookies.items()}
        return self

    def ask(self, method: str, address: str, **more) -> str:
        send = getattr(self.client, method.lower())
        return self._taken_back(lambda: send(address, **more))

    def send(self, method: str, address: str, body: bytes) -> str:
        """The same with a body as it is: JSON, for the API."""
        kind = "application/json"
        return self._taken_back(
            lambda: self.client.generic(method, address, body, content_type=kind)
        )

    def _taken_back(self, send: Callable[[], Any]) -> str:
        self.client.cookies = SimpleCookie(self.cookies)
        with transaction.atomic():
            before = AuditRow.objects.count()
            response = send()
            wrote = AuditRow.objects.count() > before
            transaction.set_rollback(True)
        return "w" if wrote else outcome(response)


def filled(route: str, things: dict[str, str], places: dict[str, str]) -> str:
    """The address of a route, its places filled with the first company's own things: `places`
    says which, or with "=" in front what is to stand there.
    """
    route = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", route)
    route = route.replace("^", "").replace("$", "").replace("\\", "")

    def value(match) -> str:
        name = match[1].split(":")[-1]
        meant = places.get(name, name)
        return meant[1:] if meant.startswith("=") else things[meant]

    return "/" + re.sub(r"[<{]([^>}]+)[>}]", value, route).lstrip("/")
