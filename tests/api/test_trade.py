"""A trade between two programs, and what a third one gets of it: nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fondouk.kernel.actor import Deed
from fondouk.plumbing import clock


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    monkeypatch.setattr(clock, "now", lambda: at)


def asking(*suppliers, **changes):
    return {
        "title": "Argan oil",
        "visibility": "private",
        "suppliers": [one.company_id for one in suppliers],
        "destination": {"country": "FR", "postcode": "69001", "place": "Lyon"},
        "incoterm": "FCA",
        "needed_by": "2027-03-01",
        "currency": "EUR",
        "lines": [
            {
                "text": "Argan oil",
                "hs_code": "1515.90",
                "quantity": 200,
                "unit": "litre",
                "target_price": {"amount": "25.00", "currency": "EUR"},
            },
            {"text": "Saffron", "quantity": "2.5", "unit": "kg", "target_price": "2900"},
        ],
    } | changes


def answering(rfq, *prices, **changes):
    lines = [
        {"rfq_line": line["id"], "unit_price": price, "lead_time_days": 21}
        for line, price in zip(rfq["lines"], prices, strict=False)
    ]
    return {
        "valid_until": "2026-12-31",
        "incoterm": "FCA",
        "place": "Agadir",
        "currency": "EUR",
        "lines": lines,
        "terms": "Half in advance",
    } | changes


def test_a_whole_trade_by_program(trade, caller):
    buyer, coop, maker = caller(trade.buyer), caller(trade.coop), caller(trade.maker)
    made = buyer.post("/rfqs", asking(trade.coop, trade.maker))
    assert made.status_code == 201, made.content
    rfq = made.json()
    assert (rfq["state"], made["Location"]) == ("open", f"/api/v1/rfqs/{rfq['id']}")
    assert rfq["lines"][0]["target_price"] == {"amount": "25.00", "currency": "EUR"}
    assert rfq["lines"][1]["quantity"] == "2.5"
    assert [one["state"] for one in rfq["suppliers"]] == ["sent", "sent"]

    (card,) = coop.get("/rfqs?box=incoming").json()["items"]
    assert (card["id"], card["quotes"]) == (rfq["id"], None)
    seen = coop.get(f"/rfqs/{rfq['id']}").json()
    assert seen["actions"] == ["quote", "decline"]
    assert [one["supplier"]["id"] for one in seen["suppliers"]] == [trade.coop.company_id]

    answered = coop.post(f"/rfqs/{rfq['id']}/quotes", answering(rfq, "24.50", "2900"))
    assert answered.status_code == 201, answered.content
    quote = answered.json()
    assert quote["total"] == {"amount": "12150.00", "currency": "EUR"}
    money = {"amount": "24.00", "currency": "EUR"}
    partial = maker.post(f"/rfqs/{rfq['id']}/quotes", answering(rfq, money)).json()
    assert partial["rounds"][0]["unanswered"] == [rfq["lines"][1]["id"]]
    better = coop.post(f"/quotes/{quote['id']}/rounds", answering(rfq, "23.50", "2890"))
    assert [one["number"] for one in better.json()["rounds"]] == [1, 2]

    assert len(buyer.get(f"/rfqs/{rfq['id']}/quotes").json()["items"]) == 2
    award = buyer.post(f"/quotes/{quote['id']}/award")
    assert award.status_code == 200, award.content
    (ref,) = award.json()["orders"]
    order = buyer.get(ref["href"].removeprefix("/api/v1")).json()
    assert (order["state"], order["round"], order["actions"]) == ("placed", 2, ["cancel"])
    assert order["total"] == {"amount": "11925.00", "currency": "EUR"}
    assert maker.get(f"/quotes/{partial['id']}").json()["state"] == "refused"
    assert coop.post(f"/orders/{ref['id']}/confirm").json()["state"] == "confirmed"
    late = buyer.post(f"/orders/{ref['id']}/cancel", {"reason": "Changed my mind"})
    assert (late.status_code, late.json()["code"]) == (409, "wrong_state")


def test_the_same_post_again_makes_nothing_new(trade, caller):
    buyer = caller(trade.buyer)
    first = buyer.post("/rfqs", asking(trade.coop), idempotency_key="one")
    again = buyer.post("/rfqs", asking(trade.coop), idempotency_key="one")
    assert first.json()["id"] == again.json()["id"]
    assert len(buyer.get("/rfqs").json()["items"]) == 1
    quote = trade.quoted(first.json()["id"], trade.coop, "24.50")
    awards = [buyer.post(f"/quotes/{quote}/award", idempotency_key="two") for _ in range(2)]
    assert awards[0].json() == awards[1].json()
    once_more = buyer.post(f"/quotes/{quote}/award")
    assert once_more.json()["code"] == "wrong_state"


def test_a_draft_is_kept_changed_and_sent(trade, caller):
    buyer = caller(trade.buyer)
    rfq = buyer.post("/rfqs", asking(trade.coop, draft=True)).json()
    assert rfq["state"] == "draft"
    assert caller(trade.coop).get(f"/rfqs/{rfq['id']}").status_code == 404
    changed = asking(trade.coop, title="Only oil")
    done = buyer.send("PUT", f"/rfqs/{rfq['id']}", changed, if_match='"1"')
    assert (done.json()["title"], done["ETag"]) == ("Only oil", '"2"')
    stale = buyer.send("PUT", f"/rfqs/{rfq['id']}", changed, if_match='"1"')
    assert (stale.status_code, stale.json()["code"]) == (412, "stale_version")
    assert buyer.post(f"/rfqs/{rfq['id']}/send").json()["state"] == "open"


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"suppliers": []}, "no_suppliers", "suppliers"),
        ({"suppliers": ["com_none"]}, "unknown_supplier", "suppliers"),
        ({"visibility": "matched", "suppliers": []}, "no_match", "visibility"),
        ({"lines": []}, "no_lines", "lines"),
        ({"needed_by": "2026-11-01"}, "day_is_past", "needed_by"),
        ({"title": " "}, "required", "title"),
        (
            {"lines": [{"product_id": "prd_none", "quantity": 1, "unit": "kg"}]},
            "unknown_product",
            "lines.0.product_id",
        ),
        (
            {"lines": [{"text": "x", "quantity": "0.00001", "unit": "kg"}]},
            "figure_too_fine",
            "lines.0.quantity",
        ),
        (
            {
                "lines": [
                    {
                        "text": "x",
                        "quantity": 1,
                        "unit": "kg",
                        "target_price": {"amount": "1", "currency": "MAD"},
                    }
                ]
            },
            "mixed_currencies",
            "lines.0.target_price",
        ),
    ],
)
def test_a_request_says_what_is_wrong_with_it(trade, caller, changes, code, field):
    refused = caller(trade.buyer).post("/rfqs", asking(trade.coop, **changes))
    assert refused.status_code == 422, refused.content
    assert (refused.json()["code"], refused.json()["field"]) == (code, field)
    assert caller(trade.buyer).get("/rfqs").json()["items"] == []


def test_steps_of_a_request(trade, caller):
    buyer, coop = caller(trade.buyer), caller(trade.coop)
    rfq = buyer.post("/rfqs", asking(trade.coop)).json()["id"]
    more = buyer.post(f"/rfqs/{rfq}/suppliers", {"suppliers": [trade.maker.company_id]})
    assert len(more.json()["suppliers"]) == 2
    declined = coop.post(f"/rfqs/{rfq}/decline", {"reason": "Sold out"})
    assert declined.json()["suppliers"][0]["state"] == "declined"
    assert buyer.post(f"/rfqs/{rfq}/close").json()["state"] == "closed"
    assert buyer.get("/rfqs?state=closed").json()["items"][0]["id"] == rfq
    assert buyer.post(f"/rfqs/{rfq}/reopen").json()["state"] == "open"
    ended = buyer.post(f"/rfqs/{rfq}/cancel", {"reason": "No budget"})
    assert (ended.json()["state"], ended.json()["actions"]) == ("cancelled", [])


def test_messages_and_files(trade, caller):
    rfq = trade.sent(trade.coop)
    buyer, coop, maker = caller(trade.buyer), caller(trade.coop), caller(trade.maker)

    def say(who, **fields):
        return Client().post("/api/v1/messages", fields, headers=who.headers)

    begun = say(
        buyer,
        kind="rfq",
        id=rfq,
        supplier=trade.coop.company_id,
        text="Drums?",
        files=SimpleUploadedFile("label.pdf", b"%PDF-1.7"),
    )
    assert begun.status_code == 201, begun.content
    assert say(coop, kind="rfq", id=rfq, text="Of 50 litres").status_code == 201
    (card,) = buyer.get("/threads").json()["items"]
    assert (card["last"]["text"], card["unread"]) == ("Of 50 litres", 1)
    thread = coop.get(f"/threads/{card['id']}").json()
    (file,) = thread["messages"][0]["attachments"]
    got = coop.get(file["href"].removeprefix("/api/v1"))
    assert (got.content, got["X-Content-Type-Options"]) == (b"%PDF-1.7", "nosniff")
    assert buyer.post(f"/threads/{card['id']}/read").json()["first_unread"] is None
    for path in (f"/threads/{card['id']}", file["href"].removeprefix("/api/v1")):
        assert maker.get(path).status_code == 404
    assert say(maker, kind="rfq", id=rfq, text="Me too").status_code == 404
    empty = say(buyer, kind="rfq", id=rfq, supplier=trade.coop.company_id, text=" ")
    assert empty.json()["code"] == "empty_message"


def test_another_company_and_a_visitor_get_nothing(trade, caller):
    order = trade.ordered()
    found = caller(trade.buyer).get(f"/orders/{order}").json()
    rfq, quote = found["rfq"], found["quote"]
    reads = [f"/rfqs/{rfq}", f"/rfqs/{rfq}/quotes", f"/quotes/{quote}", f"/orders/{order}"]
    writes = [
        (f"/rfqs/{rfq}/close", None),
        (f"/rfqs/{rfq}/cancel", {"reason": "x"}),
        (f"/rfqs/{rfq}/suppliers", {"suppliers": [trade.maker.company_id]}),
        (f"/quotes/{quote}/withdraw", None),
        (f"/quotes/{quote}/award", None),
        (f"/orders/{order}/confirm", None),
        (f"/orders/{order}/cancel", {"reason": "x"}),
    ]
    for stranger in (caller(trade.world.trader()), caller(trade.world.buyer())):
        for path in reads:
            assert stranger.get(path).status_code == 404, path
        for path, body in writes:
            assert stranger.post(path, body).status_code == 404, path
        for path in ("/rfqs?box=incoming", "/quotes", "/orders", "/threads"):
            assert stranger.get(path).json()["items"] == []
    for path in reads:
        assert caller().get(path).status_code == 401, path


def test_a_key_does_what_its_scopes_say(trade, caller):
    reader = caller(trade.buyer, Deed.READ_TRADE)
    quote = trade.quoted(trade.sent(), trade.coop, "24.50")
    assert reader.get(f"/quotes/{quote}").json()["actions"] == []
    assert reader.post(f"/quotes/{quote}/award").status_code == 403
    assert reader.post("/rfqs", asking(trade.coop)).status_code == 403
