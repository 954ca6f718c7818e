"""Certificates: who adds them, who reads the paper, and what the desk makes of them."""

from datetime import date

import pytest

from fakes.world import HUB
from fondouk.evidence import commands, queries
from fondouk.evidence.events import CertificateDraft, CertificateState, Paper, Trust
from fondouk.kernel.actor import Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs

pytestmark = [pytest.mark.django_db, pytest.mark.both]
ANYBODY = Visitor()
PDF = Paper(name="C:\\scans\\organic.pdf", content=b"%PDF-1.7 a certificate")


def organic(**more) -> CertificateDraft:
    given = {"kind": "organic_eu", "issuer": "Inspection body", "number": "MA-1"} | more
    return CertificateDraft(**given)


@pytest.fixture
def coop(world):
    return world.cooperative()


def add(actor, at, company=None, paper=PDF, **more) -> str:
    return commands.add_certificate(
        actor,
        company_id=company or actor.company_id,
        draft=organic(**more),
        paper=paper,
        at=at,
    )


def test_a_paper_raises_a_claim_and_the_desk_raises_it_further(world, coop, at):
    declared, uploaded = add(coop, at, paper=None), add(coop, at)
    assert queries.get_certificate(ANYBODY, declared).trust is Trust.DECLARED
    desk = world.staff()
    assert [one.id for one in queries.list_waiting(desk)] == [uploaded]
    commands.verify_certificate(desk, certificate_id=uploaded, at=at)
    assert queries.get_certificate(ANYBODY, uploaded).trust is Trust.VERIFIED
    with pytest.raises(Refused, match="paper_required"):
        commands.verify_certificate(desk, certificate_id=declared, at=at)


def test_the_paper_is_for_the_holder_and_the_desk(world, coop, at):
    certificate = add(coop, at)
    for reader in (coop, world.staff()):
        paper = queries.get_paper(reader, certificate)
        assert (paper.name, paper.media_type) == ("organic.pdf", "application/pdf")
        assert blobs.read(paper.sha256) == PDF.content
    for stranger in (ANYBODY, world.trader(), world.buyer()):
        with pytest.raises(Refused, match="not_found"):
            queries.get_paper(stranger, certificate)


def test_a_refused_certificate_is_hidden_and_its_holder_reads_why(world, coop, at):
    certificate, desk = add(coop, at), world.staff()
    with pytest.raises(Refused, match="reason_required"):
        commands.refuse_certificate(desk, certificate_id=certificate, note="", at=at)
    commands.refuse_certificate(desk, certificate_id=certificate, note="Unreadable", at=at)
    with pytest.raises(Refused, match="not_found"):
        queries.get_certificate(ANYBODY, certificate)
    mine = queries.get_certificate(coop, certificate)
    assert (mine.state, mine.note) == (CertificateState.REFUSED, "Unreadable")
    with pytest.raises(Refused, match="wrong_certificate_state"):
        commands.verify_certificate(desk, certificate_id=certificate, at=at)


def test_only_the_holder_adds_and_withdraws(world, coop, at):
    certificate, rival = add(coop, at), world.trader()
    with pytest.raises(Refused, match="not_found"):
        add(rival, at, company=coop.company_id)
    with pytest.raises(Refused, match="not_found"):
        commands.withdraw_certificate(rival, certificate_id=certificate, at=at)
    with pytest.raises(Refused, match="not_allowed"):
        add(world.member(coop, "viewer"), at)
    with pytest.raises(Refused, match="not_allowed"):
        commands.verify_certificate(coop, certificate_id=certificate, at=at)
    commands.withdraw_certificate(coop, certificate_id=certificate, at=at)
    assert queries.list_certificates(ANYBODY, [coop.company_id]) == {coop.company_id: ()}


def test_a_product_bears_its_own(world, coop, at):
    product = world.product(coop)
    certificate = add(coop, at, product_id=product)
    held = queries.list_product_certificates(ANYBODY, [product])
    assert [one.id for one in held[product]] == [certificate]
    with pytest.raises(Refused, match="not_found"):
        add(world.trader(), at, product_id=product)


def test_many_companies_cost_one_query(world, at, django_assert_num_queries):
    coops = [world.cooperative() for _ in range(3)]
    for coop in coops:
        add(coop, at)
    with django_assert_num_queries(1):
        held = queries.list_certificates(ANYBODY, [coop.company_id for coop in coops])
    assert [len(held[coop.company_id]) for coop in coops] == [1, 1, 1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "best_in_world"}, "unknown_certificate_kind"),
        ({"issuer": " "}, "field_required"),
        ({"number": "9" * 200}, "too_long"),
        (
            {"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)},
            "period_ends_before_it_starts",
        ),
    ],
)
def test_what_a_certificate_must_say(coop, at, change, code):
    with pytest.raises(Refused, match=code):
        add(coop, at, **change)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<script>", "paper_unknown"),
        (b"", "paper_unknown"),
        (b"%PDF-" * 2**22, "paper_too_large"),
    ],
)
def test_what_a_paper_may_be(coop, at, content, code):
    with pytest.raises(Refused, match=code):
        add(coop, at, paper=Paper(name="x.pdf", content=content))


def test_expiry_is_a_day(coop, at):
    certificate = add(coop, at, valid_to=date(2026, 12, 31))
    view = queries.get_certificate(coop, certificate)
    assert not view.expired(date(2026, 12, 31))
    assert view.expired(date(2027, 1, 1))
    soon = queries.list_expiring(coop, coop.company_id, until=date(2027, 1, 31))
    assert [one.id for one in soon] == [certificate]


def test_declaring_again_adds_nothing(coop, at):
    drafts = [organic(), organic(kind="halal")]
    for added in (2, 0):
        assert added == commands.declare_certificates(
            HUB, company_id=coop.company_id, drafts=drafts, at=at
        )


def test_kinds_have_names_in_four_languages():
    assert all(len(kind.names.by_language) == 4 for kind in queries.list_kinds())
