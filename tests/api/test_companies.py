"""Companies through the API: the key's own, public pages, certificates."""

from fondouk.companies.commands import revoke_key, suspend_company
from fondouk.evidence.commands import add_certificate
from fondouk.evidence.events import CertificateDraft
from fondouk.kernel.actor import Deed
from fondouk.plumbing import clock


def test_a_key_says_who_it_is(world, caller):
    owner = world.buyer()
    body = caller(owner, Deed.ASK, Deed.READ_TRADE).get("/me").json()
    assert body["kind"] == "key"
    assert body["company"]["id"] == owner.company_id
    assert body["scopes"] == ["rfq:write", "trade:read"]
    assert caller().get("/me").json()["code"] == "key_needed"


def test_a_revoked_key_is_nobodys(world, caller):
    owner = world.buyer()
    program = caller(owner)
    revoke_key(actor=owner, key_id=program.actor.key, at=clock.now())
    answer = program.get("/me")
    assert (answer.status_code, answer.json()["code"]) == (401, "bad_key")
    for written in ("Basic abc", "Bearer", "Bearer fk_nothing_at_all"):
        refused = caller().get("/search/suggest", authorization=written)
        assert refused.json()["code"] == "bad_key"


def test_a_suspended_companys_key_may_nothing(world, caller, at):
    owner = world.cooperative()
    program = caller(owner)
    suspend_company(actor=world.staff(), company_id=owner.company_id, ground="Papers", at=at)
    assert program.get("/me").json()["scopes"] == []
    assert program.get("/products").status_code == 403


def test_a_company_is_read_by_id_or_slug(world, caller, at):
    owner = world.cooperative()
    by_id = caller().get(f"/companies/{owner.company_id}").json()
    assert by_id["state"] == "verified"
    assert caller().get(f"/companies/{by_id['slug']}").json() == by_id
    assert caller(world.buyer()).get(f"/companies/{by_id['slug']}").json()["actions"] == [
        "ask_quote"
    ]
    for absent in ("nobody", "com_nobody"):
        assert caller().get(f"/companies/{absent}").status_code == 404


def test_others_see_what_is_published_and_the_company_all(world, caller):
    owner = world.cooperative()
    shown, hidden = world.product(owner), world.product(owner, publish=False)
    path = f"/companies/{owner.company_id}/products"
    assert [one["id"] for one in caller().get(path).json()["items"]] == [shown]
    assert {one["id"] for one in caller(owner).get(path).json()["items"]} == {shown, hidden}


def test_certificates_say_how_far_the_hub_has_looked(world, caller, at):
    owner = world.cooperative()
    draft = CertificateDraft(kind="organic_eu", issuer="A body", number="1")
    add_certificate(owner, company_id=owner.company_id, draft=draft, at=at)
    path = f"/companies/{owner.company_id}/certificates"
    one = caller().get(path).json()["items"][0]
    assert (one["kind"], one["trust"], one["actions"]) == ("organic_eu", "declared", [])
    assert caller(owner).get(path).json()["items"][0]["actions"] == ["withdraw"]
