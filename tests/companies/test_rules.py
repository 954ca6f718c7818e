"""The rules of companies as tables: roles, owners, mandates, papers, keys, addresses."""

import pytest

from fondouk.companies.domain import keys, mandates, papers, people
from fondouk.companies.domain.roles import DEEDS_OF_ROLE, DESK_DEEDS, KEY_SCOPES, deeds_in
from fondouk.companies.events import CompanyKind, CompanyState, MandateState, Role
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused


def code_of(call, *args, **given):
    with pytest.raises(Refused) as refused:
        call(*args, **given)
    return refused.value.code


@pytest.mark.parametrize(
    "role, may, may_not",
    [
        (Role.OWNER, Deed.MANAGE_MEMBERS, Deed.DESK_VERIFY),
        (Role.OWNER, Deed.READ_MONEY, Deed.DESK_AUDIT),
        (Role.SALES, Deed.AWARD, Deed.MANAGE_COMPANY),
        (Role.CATALOGUE, Deed.PUBLISH, Deed.QUOTE),
        (Role.FINANCE, Deed.READ_MONEY, Deed.EDIT_CATALOGUE),
        (Role.VIEWER, Deed.READ_TRADE, Deed.MESSAGE),
    ],
)
def test_roles(role, may, may_not):
    assert may in DEEDS_OF_ROLE[role] and may_not not in DEEDS_OF_ROLE[role]


@pytest.mark.parametrize("role", Role)
def test_a_suspended_company_trades_with_nobody(role):
    trading = {Deed.PUBLISH, Deed.EDIT_CATALOGUE, Deed.ASK, Deed.QUOTE, Deed.AWARD}
    assert not deeds_in(role, CompanyState.SUSPENDED) & (trading | {Deed.MANAGE_KEYS})
    assert deeds_in(role, CompanyState.UNVERIFIED) == DEEDS_OF_ROLE[role]


def test_no_role_and_no_key_reaches_the_desk():
    for deeds in (*DEEDS_OF_ROLE.values(), KEY_SCOPES):
        assert not deeds & DESK_DEEDS
    assert not KEY_SCOPES & {Deed.MANAGE_COMPANY, Deed.MANAGE_MEMBERS, Deed.MANAGE_KEYS}


@pytest.mark.parametrize(
    "others, after, refused",
    [
        ([], None, True),
        ([], Role.SALES, True),
        ([], Role.OWNER, False),
        ([Role.SALES], None, True),
        ([Role.OWNER], None, False),
        ([Role.OWNER, Role.VIEWER], Role.VIEWER, False),
    ],
)
def test_one_owner_stays(others, after, refused):
    if refused:
        assert code_of(people.check_an_owner_stays, others, after) == "last_owner"
    else:
        people.check_an_owner_stays(others, after)


@pytest.mark.parametrize("state", MandateState)
@pytest.mark.parametrize("side", ["producer", "exporter"])
@pytest.mark.parametrize("to", MandateState)
def test_moves_of_a_mandate(state, side, to):
    allowed = {
        ("proposed", "exporter", "accepted"),
        ("proposed", "exporter", "refused"),
        ("proposed", "producer", "ended"),
        ("accepted", "exporter", "ended"),
        ("accepted", "producer", "ended"),
    }
    if (state.value, side, to.value) in allowed:
        mandates.check_move(state, side, to)
    else:
        assert code_of(mandates.check_move, state, side, to) == "mandate_closed"


PROPOSAL = {
    "producer_kind": CompanyKind.COOPERATIVE,
    "exporter_kind": CompanyKind.TRADER,
    "exporter_state": CompanyState.VERIFIED,
    "exporter_number": "EXP 1",
    "same": False,
}


@pytest.mark.parametrize(
    "change, code",
    [
        ({"producer_kind": CompanyKind.BUYER}, "mandate_needs_a_seller"),
        ({"exporter_kind": CompanyKind.BUYER}, "mandate_needs_a_seller"),
        ({"same": True}, "mandate_with_oneself"),
        ({"exporter_state": CompanyState.SUSPENDED}, "company_suspended"),
        ({"exporter_number": None}, "exporter_lacks_number"),
    ],
)
def test_who_may_be_asked_to_export(change, code):
    mandates.check_proposal(**PROPOSAL)
    assert code_of(mandates.check_proposal, **PROPOSAL | change) == code


PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"x" * 20 + b"\0\0\0\0IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + b"x" * 20 + b"\xff\xd9"


@pytest.mark.parametrize(
    "content, kind", [(PDF, "application/pdf"), (PNG, "image/png"), (JPEG, "image/jpeg")]
)
def test_papers_are_told_by_their_content(content, kind):
    assert papers.media_type_of(content) == kind
    assert code_of(papers.media_type_of, content[: len(content) // 2]) == "document_kind_unknown"


@pytest.mark.parametrize(
    "content, code",
    [
        (b"", "document_empty"),
        (b"<html><script>", "document_kind_unknown"),
        (b"MZ\x90", "document_kind_unknown"),
        (b"%PDF-" + b"x" * papers.SIZE_MAX, "document_too_large"),
    ],
)
def test_papers_that_are_none(content, code):
    assert code_of(papers.media_type_of, content) == code


@pytest.mark.parametrize(
    "given, kept",
    [
        ("ICE.pdf", "ICE.pdf"),
        ("../../etc/passwd", "etcpasswd.pdf"),
        ('a";filename="x.exe', "afilename=x.pdf"),
        ("\r\nSet-Cookie: a", "Set-Cookie a.pdf"),
        ("", "document.pdf"),
        ("شهادة.PDF", "شهادة.pdf"),
    ],
)
def test_names_of_papers_are_safe(given, kept):
    assert papers.file_name(given, "application/pdf") == kept


def test_a_token_is_found_by_its_prefix_and_matched_by_its_hash():
    token = keys.token_of("abcdefghjk", "s" * 40)
    assert keys.prefix_of(token) == "abcdefghjk"
    assert keys.matches(token, keys.digest_of(token))
    assert not keys.matches(token + "x", keys.digest_of(token))
    for bad in ("", "fnd", "fnd_short_x", "xyz_abcdefghjk_s", "fnd_abcdefghjk_"):
        assert keys.prefix_of(bad) is None


def test_a_key_holds_no_more_than_who_issues_it():
    held = DEEDS_OF_ROLE[Role.OWNER]
    assert keys.scopes_of(["rfq:write", "catalogue:read"], held) == ["catalogue:read", "rfq:write"]
    assert code_of(keys.scopes_of, [], held) == "scope_needed"
    assert code_of(keys.scopes_of, ["members:manage"], held) == "scope_unknown"
    assert code_of(keys.scopes_of, ["quote:award"], DEEDS_OF_ROLE[Role.VIEWER]) == "scope_beyond"


@pytest.mark.parametrize(
    "line, answer",
    [
        (" Amal@Example.com ", ("amal@example.com", None)),
        ("0661223344", (None, "+212661223344")),
        ("+33 6 12 34 56 78", (None, "+33612345678")),
        ("00212661223344", (None, "+212661223344")),
        ("٠٦٦١٢٢٣٣٤٤", (None, "+212661223344")),
    ],
)
def test_one_line_for_mail_or_phone(line, answer):
    assert people.address_of(line) == answer


@pytest.mark.parametrize(
    "line, code",
    [
        ("", "address_needed"),
        ("a@b", "bad_email"),
        ("a b@c.de", "bad_email"),
        ("12", "bad_phone"),
        ("amal", "bad_phone"),
    ],
)
def test_lines_that_reach_nobody(line, code):
    assert code_of(people.address_of, line) == code
