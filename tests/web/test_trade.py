"""A trade on the pages: asked, answered, compared, awarded, confirmed; and who sees none of it."""

import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from fondouk.companies.events import Role
from fondouk.orders.queries import get_order, list_orders
from fondouk.plumbing import clock
from fondouk.sourcing.queries import get_rfq, list_quotes, list_rfqs

LANGUAGES = ("en", "fr", "ar", "es")


@pytest.fixture(autouse=True)
def _now(monkeypatch, at):
    """Pages ask the clock; in tests it stands at the test's instant."""
    monkeypatch.setattr(clock, "now", lambda: at)


@pytest.fixture
def browser(trade):
    """A signed-in client of this actor."""

    def signed(actor):
        client = Client()
        trade.world.sign_in(client, actor)
        return client

    return signed


def text_of(response) -> str:
    """What a reader sees, without markup."""
    body = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", body)))


def hidden(response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', response.content.decode()).group(1)


def asking(*suppliers, **changes):
    """A filled-in request as a browser sends it."""
    return {
        "title": "Oil for the spring",
        "visibility": "private",
        "suppliers": [one.company_id for one in suppliers],
        "country": "FR",
        "postcode": "69001",
        "place": "Lyon",
        "incoterm": "FCA",
        "needed_by": "2027-03-01",
        "currency": "EUR",
        "note": "",
        "line-TOTAL_FORMS": "2",
        "line-INITIAL_FORMS": "0",
        "line-0-text": "Argan oil",
        "line-0-quantity": "1 200,5",
        "line-0-unit": "litre",
        "line-0-target_price": "",
        "line-1-text": "",
        "line-1-unit": "piece",
        "then": "send",
        "token": "frm_test",
    } | changes


def answering(rfq, price, **changes):
    """A filled-in quote."""
    return {
        "valid_until": "2026-12-31",
        "incoterm": "FCA",
        "place": "Agadir",
        "currency": "EUR",
        "terms": "Half in advance",
        "price-TOTAL_FORMS": "1",
        "price-INITIAL_FORMS": "1",
        "price-0-rfq_line": rfq.lines[0].id,
        "price-0-unit_price": price,
        "price-0-quantity": "1200.5",
        "price-0-unit": "litre",
        "price-0-lead_time_days": "21",
        "price-0-packing": "Drums",
        "token": f"frm_{price}",
    } | changes


def test_a_whole_trade(trade, browser):
    buyer, coop, maker = browser(trade.buyer), browser(trade.coop), browser(trade.maker)

    # The buyer asks two suppliers, from their names in the address.
    address = f"{reverse('buyer:rfq-new')}?supplier={trade.coop.company_id}"
    address += f"&supplier={trade.maker.company_id}"
    blank = buyer.get(address)
    assert "Cooperative" in text_of(blank)
    sent = buyer.post(address, asking(trade.coop, trade.maker), follow=True)
    assert "The request is on its way" in text_of(sent)
    (card,) = list_rfqs(trade.buyer, on=trade.on).items
    rfq = get_rfq(trade.coop, card.id, on=trade.on)
    assert str(rfq.lines[0].quantity) == "1200.5 litre"

    # Both find it and answer; the second betters its price.
    for supplier, client, price in ((trade.coop, coop, "24.50"), (trade.maker, maker, "23.90")):
        assert "Oil for the spring" in text_of(client.get(reverse("supplier:requests")))
        page = client.get(reverse("supplier:request", kwargs={"rfq_id": rfq.id}))
        assert "Write a quote" in text_of(page)
        form = reverse("supplier:quote-new", kwargs={"rfq_id": rfq.id})
        assert client.get(form).status_code == 200
        done = client.post(form, answering(rfq, price), follow=True)
        assert "The buyer has your quote" in text_of(done), supplier
    own = list_quotes(trade.coop, rfq.id, on=trade.on)[0]
    revise = reverse("supplier:offer-revise", kwargs={"quote_id": own.id})
    assert "24.5" in coop.get(revise).content.decode()
    better = answering(rfq, "23.10", version="1")
    assert "round 2" in text_of(coop.post(revise, better, follow=True)).lower()

    # The buyer compares, looks and awards.
    table = text_of(buyer.get(reverse("buyer:compare", kwargs={"rfq_id": rfq.id})))
    assert "23.10 EUR" in table and "23.90 EUR" in table and "Lowest" in table
    quote = buyer.get(reverse("buyer:quote", kwargs={"quote_id": own.id}))
    assert "27,731.55 EUR" in text_of(quote)
    award = reverse("buyer:award", kwargs={"quote_id": own.id})
    choice = {"version": hidden(quote, "version"), "regret": "Dearer per litre"}
    order = buyer.post(award, choice, follow=True)
    assert "The order stands" in text_of(order)
    again = buyer.post(award, choice)
    (placed,) = list_orders(trade.buyer).items
    assert again["Location"] == reverse("buyer:order", kwargs={"order_id": placed.id})

    # The loser reads the regret, the winner confirms, both see the history.
    lost = list_quotes(trade.maker, rfq.id, on=trade.on)[0]
    regret = text_of(maker.get(reverse("supplier:offer", kwargs={"quote_id": lost.id})))
    assert "did not choose this quote" in regret and "Dearer per litre" in regret
    confirm = {"order_id": placed.id, "deed": "confirm"}
    page = coop.post(reverse("buyer:order-deed", kwargs=confirm), follow=True)
    assert "Order confirmed" in text_of(page) and "Order placed" in text_of(page)
    assert "Confirmed" in text_of(buyer.get(reverse("buyer:orders")))
    assert get_order(trade.buyer, placed.id).terms.round_number == 2


def test_a_form_sent_twice_makes_one_request(trade, browser):
    buyer = browser(trade.buyer)
    where = f"{reverse('buyer:rfq-new')}?supplier={trade.coop.company_id}"
    first, second = (buyer.post(where, asking(trade.coop)) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert len(list_rfqs(trade.buyer, on=trade.on).items) == 1


def test_a_refused_form_keeps_what_was_typed(trade, browser):
    buyer = browser(trade.buyer)
    where = reverse("buyer:rfq-new")
    page = buyer.post(where, asking(suppliers=[], needed_by="2026-11-22"))
    assert page.status_code == 422
    assert "This day has already passed" in text_of(page)
    assert 'value="Argan oil"' in page.content.decode()
    nameless = asking(**{"line-0-text": "", "title": ""})
    assert "must be filled in" in text_of(buyer.post(where, nameless))
    more = buyer.post(where, asking(more="1"))
    assert more.status_code == 200
    assert more.content.decode().count('name="line-') > 20
    assert 'value="Argan oil"' in more.content.decode()
    for odd in ("²", "9" * 5000):
        count = {"line-TOTAL_FORMS": odd}
        assert buyer.post(where, asking(more="1", **count)).status_code < 500
        award = reverse("buyer:award", kwargs={"quote_id": "quo_none"})
        assert buyer.post(award, {"version": odd}).status_code == 404
    assert list_rfqs(trade.buyer, on=trade.on).items == ()


def test_a_draft_is_kept_edited_and_sent(trade, browser):
    buyer = browser(trade.buyer)
    where = f"{reverse('buyer:rfq-new')}?supplier={trade.coop.company_id}"
    kept = buyer.post(where, asking(trade.coop, then="keep"), follow=True)
    assert "Only your company sees this draft" in text_of(kept)
    (card,) = list_rfqs(trade.buyer, on=trade.on).items
    edit = reverse("buyer:rfq-edit", kwargs={"rfq_id": card.id})
    assert 'value="Oil for the spring"' in buyer.get(edit).content.decode()
    changed = asking(trade.coop, title="Only oil", then="keep", version="1", token="frm_2")
    assert "Only oil" in text_of(buyer.post(edit, changed, follow=True))
    stale = asking(trade.coop, title="Late", then="keep", version="1", token="frm_3")
    assert "Somebody changed this" in text_of(buyer.post(edit, stale))
    deed = reverse("buyer:rfq-deed", kwargs={"rfq_id": card.id, "deed": "send"})
    assert "on its way" in text_of(buyer.post(deed, follow=True))
    assert buyer.get(edit).status_code == 409


def test_a_request_is_asked_again(trade, browser):
    rfq = trade.sent(trade.coop)
    page = browser(trade.buyer).get(f"{reverse('buyer:rfq-new')}?again={rfq}")
    assert 'value="Oil and saffron for the spring"' in page.content.decode()
    assert 'value="200"' in page.content.decode()


def test_words_and_files_go_between_two_companies_alone(trade, browser):
    rfq = trade.sent()
    buyer, coop, maker = browser(trade.buyer), browser(trade.coop), browser(trade.maker)
    talk = reverse("buyer:talk", kwargs={"rfq_id": rfq, "supplier_id": trade.coop.company_id})
    assert "Nothing has been said yet" in text_of(buyer.get(talk))
    paper = SimpleUploadedFile("label.pdf", b"%PDF-1.7 our label")
    words = {
        "text": "Can you print <b>our</b> label?",
        "supplier": trade.coop.company_id,
        "next": talk,
        "token": "frm_a",
        "attached": paper,
    }
    say = reverse("buyer:say", kwargs={"kind": "rfq", "subject": rfq})
    page = buyer.post(say, words, follow=True)
    assert "<b>our</b>" in text_of(page)
    assert "1 new" in text_of(coop.get(reverse("buyer:messages")))
    theirs = coop.get(reverse("supplier:request", kwargs={"rfq_id": rfq}))
    assert "label.pdf" in text_of(theirs)
    file = re.search(r'href="(/messages/files/[^"]+)"', theirs.content.decode()).group(1)
    got = coop.get(file)
    assert got.content == b"%PDF-1.7 our label"
    assert got["Content-Disposition"] == 'attachment; filename="label.pdf"'
    assert got["X-Content-Type-Options"] == "nosniff"
    assert maker.get(file).status_code == 404
    assert Client().get(file).status_code == 302
    assert "label" not in text_of(maker.get(reverse("supplier:request", kwargs={"rfq_id": rfq})))
    assert "No messages yet" in text_of(maker.get(reverse("buyer:messages")))
    assert "new" not in text_of(coop.get(reverse("buyer:messages"))).split("Messages")[-1]
    disguised = {**words, "token": "frm_b", "attached": SimpleUploadedFile("x.png", b"%PDF-")}
    assert buyer.post(say, disguised).status_code == 422


def addresses(trade):
    """Every page of one finished trade, by who may open it."""
    order = trade.ordered()
    found = get_order(trade.buyer, order)
    rfq, quote = found.terms.rfq_id, found.terms.quote_id
    coop = trade.coop.company_id
    both = [
        reverse("buyer:rfq", kwargs={"rfq_id": rfq}),
        reverse("buyer:quote", kwargs={"quote_id": quote}),
        reverse("buyer:order", kwargs={"order_id": order}),
        reverse("buyer:talk", kwargs={"rfq_id": rfq, "supplier_id": coop}),
    ]
    buyers = [reverse("buyer:compare", kwargs={"rfq_id": rfq})]
    suppliers = [
        reverse("supplier:request", kwargs={"rfq_id": rfq}),
        reverse("supplier:offer", kwargs={"quote_id": quote}),
    ]
    return both, buyers, suppliers


def test_nobody_else_opens_a_page_of_it(trade, browser):
    both, buyers, suppliers = addresses(trade)
    buyer, coop = browser(trade.buyer), browser(trade.coop)
    strangers = [browser(trade.world.buyer()), browser(trade.world.cooperative())]
    for address in (*both, *buyers, *suppliers):
        for stranger in strangers:
            assert stranger.get(address).status_code == 404, address
        assert Client().get(address).status_code == 302, address
    for address in (*both, *buyers):
        assert buyer.get(address, follow=True).status_code == 200, address
    for address in (*both, *suppliers):
        assert coop.get(address, follow=True).status_code == 200, address
    for address in buyers:
        assert coop.get(address).status_code == 404, address
    for address in suppliers:
        assert buyer.get(address).status_code == 404, address


def test_nobody_else_does_a_deed_of_it(trade, browser):
    rfq = trade.sent()
    quote = trade.quoted(rfq, trade.coop, "24.50")
    order = trade.ordered()
    posts = [
        reverse("buyer:rfq-deed", kwargs={"rfq_id": rfq, "deed": "close"}),
        reverse("buyer:rfq-deed", kwargs={"rfq_id": rfq, "deed": "cancel"}),
        reverse("buyer:award", kwargs={"quote_id": quote}),
        reverse("buyer:order-deed", kwargs={"order_id": order, "deed": "confirm"}),
        reverse("buyer:order-deed", kwargs={"order_id": order, "deed": "cancel"}),
        reverse("buyer:say", kwargs={"kind": "order", "subject": order}),
        reverse("supplier:decline", kwargs={"rfq_id": rfq}),
        reverse("supplier:offer-withdraw", kwargs={"quote_id": quote}),
    ]
    for stranger in (browser(trade.world.buyer()), browser(trade.world.trader())):
        for address in posts:
            answer = stranger.post(address, {"reason": "mine", "text": "mine"})
            assert answer.status_code == 404, address
    viewer = browser(trade.world.member(trade.buyer, Role.VIEWER))
    for address in posts[:3]:
        assert viewer.post(address, {"reason": "mine"}).status_code == 403, address


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_page_opens_in_each_language(trade, browser, language):
    both, buyers, suppliers = addresses(trade)
    open_rfq = trade.sent()
    draft_pages = [reverse("buyer:rfq-new"), reverse("buyer:rfqs"), reverse("buyer:orders")]
    draft_pages += [
        reverse("buyer:messages"),
        reverse("buyer:compare", kwargs={"rfq_id": open_rfq}),
    ]
    own = [reverse("supplier:requests"), reverse("supplier:open-requests")]
    own += [
        reverse("supplier:offers"),
        reverse("supplier:quote-new", kwargs={"rfq_id": open_rfq}),
    ]
    for actor, pages in (
        (trade.buyer, [*both, *buyers, *draft_pages]),
        (trade.coop, [*suppliers, *own, reverse("buyer:orders") + "?side=supplier"]),
        (trade.world.buyer(), draft_pages[:4]),
        (trade.world.workshop(), own[:3]),
    ):
        client = browser(actor)
        client.cookies["language"] = language
        for page in pages:
            answer = client.get(page, follow=True)
            assert answer.status_code == 200, page
            assert f'lang="{language}"' in answer.content.decode()


def test_lists_cost_the_same_however_long(trade, browser, django_assert_max_num_queries):
    for _ in range(4):
        trade.quoted(trade.sent(), trade.coop, "24.50")
    buyer, coop = browser(trade.buyer), browser(trade.coop)
    pages = ((buyer, "buyer:rfqs"), (coop, "supplier:requests"), (coop, "supplier:offers"))
    for client, page in pages:
        with django_assert_max_num_queries(10):
            client.get(reverse(page))


def test_a_deed_clicked_twice_is_done_once(trade, browser):
    buyer, coop = browser(trade.buyer), browser(trade.coop)
    rfq = trade.sent()
    page = buyer.get(reverse("buyer:rfq", kwargs={"rfq_id": rfq}))
    close = reverse("buyer:rfq-deed", kwargs={"rfq_id": rfq, "deed": "close"})
    reopen = reverse("buyer:rfq-deed", kwargs={"rfq_id": rfq, "deed": "reopen"})
    token = {"token": hidden(page, "token")}
    assert [buyer.post(close, token).status_code for _ in range(2)] == [302, 302]
    assert buyer.post(close, {"token": "frm_other"}).status_code == 409
    assert buyer.post(reopen, token).status_code == 302
    order = trade.ordered()
    page = coop.get(reverse("buyer:order", kwargs={"order_id": order}))
    confirm = reverse("buyer:order-deed", kwargs={"order_id": order, "deed": "confirm"})
    token = {"token": hidden(page, "token")}
    assert [coop.post(confirm, token).status_code for _ in range(2)] == [302, 302]
    assert len(get_order(trade.coop, order).history) == 2


def test_several_suppliers_are_asked_for_one_need(trade, browser):
    """One line that each can quote, in which no rival's product is named."""
    goods = [trade.world.product(one) for one in (trade.coop, trade.maker)]
    ask = "&".join(f"product={one}" for one in goods)
    body = browser(trade.buyer).get(f"{reverse('buyer:rfq-new')}?{ask}").content.decode()
    assert not any(f'value="{one}"' in body for one in goods)
    for supplier in (trade.coop, trade.maker):
        ticked = rf'value="{supplier.company_id}"[^>]*checked'
        assert re.search(ticked, body)


def test_products_of_one_supplier_keep_a_line_each(trade, browser):
    goods = [trade.world.product(trade.coop) for _ in range(3)]
    ask = "&".join(f"product={one}" for one in goods)
    page = browser(trade.buyer).get(f"{reverse('buyer:rfq-new')}?{ask}")
    assert all(one in page.content.decode() for one in goods)
    assert "and 2 more" in page.content.decode()


def test_the_supplier_not_chosen_reads_that_another_was(trade, browser):
    trade.ordered()
    (card,) = list_rfqs(trade.buyer, on=trade.on).items
    asked = browser(trade.buyer).get(reverse("buyer:rfq", kwargs={"rfq_id": card.id}))
    assert "Another offer was chosen" in text_of(asked)
    assert "Not read yet" not in text_of(asked)
    own = browser(trade.maker).get(reverse("supplier:request", kwargs={"rfq_id": card.id}))
    assert "Another offer was chosen" in text_of(own)


def test_the_menu_shows_what_the_company_can_use(trade, browser):
    theirs = (reverse("supplier:products"), reverse("supplier:imports"))
    bought = browser(trade.buyer).get(reverse("buyer:rfqs")).content.decode()
    sold = browser(trade.coop).get(reverse("supplier:requests")).content.decode()
    assert all(one not in bought and one in sold for one in theirs)
    assert reverse("buyer:rfqs") in sold and reverse("buyer:searches") in bought
