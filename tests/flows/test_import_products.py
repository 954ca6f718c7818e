"""Files become products: staged, decided, saved in hiding, shown as a whole, and only once."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from fakes.world import HUB, World
from fondouk.catalogue import commands, queries
from fondouk.catalogue.queries import ImportState, OnError, Options
from fondouk.companies.queries import find_written, list_cards
from fondouk.flows import import_products
from fondouk.kernel.actor import Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs
from fondouk.plumbing.models import OutboxEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(at):
    return World(at)


def record(number: int, **changes) -> dict[str, object]:
    price = {"min_quantity": "1", "amount": "12.50", "currency": "EUR", "incoterm": "FCA"}
    return {
        "sku": f"OIL-{number}",
        "status": "published",
        "name": {"en": f"Argan oil no. {number}"},
        "category": "food.oils",
        "unit": "litre",
        "prices": [price | {"place": "Agadir"}],
        **changes,
    }


def lines(records) -> bytes:
    return b"".join(json.dumps(one).encode() + b"\n" for one in records)


def started(world, actor, content: bytes, company_id="own", **options) -> str:
    """An import of these bytes, queued as the web would."""
    world.category("food.oils")
    sha256 = blobs.keep(content, "application/octet-stream", at=world.at, public=False)
    company = actor.company_id if company_id == "own" else company_id
    import_id = commands.open_import(
        actor=actor, company_id=company, sha256=sha256, file_name="products", at=world.at
    )
    commands.prepare_import(
        actor=actor, import_id=import_id, options=Options(**options), at=world.at
    )
    commands.start_import(actor=actor, import_id=import_id, at=world.at)
    return import_id


def run(world, import_id: str):
    return import_products.run_import(import_id, now=lambda: world.at)


def public(world, company_id: str) -> list[str]:
    page = queries.list_products(Visitor(), company_id)
    return sorted(one.draft.sku for one in page.items)


@pytest.mark.both
def test_a_file_becomes_products_that_everybody_sees(world):
    owner = world.cooperative()
    import_id = started(world, owner, lines(record(n) for n in range(3)))
    view = run(world, import_id)
    assert view.state is ImportState.DONE
    assert view.counts.shown() == {
        "read": 3,
        "refused": 0,
        "created": 3,
        "updated": 0,
        "unchanged": 0,
        "published": 3,
    }
    assert public(world, owner.company_id) == ["OIL-0", "OIL-1", "OIL-2"]
    events = OutboxEvent.objects.filter(kind="products_changed")
    assert [len(event.payload["products"]) for event in events] == [3]


@pytest.mark.both
def test_the_same_file_again_changes_nothing(world):
    owner = world.cooperative()
    content = lines([*(record(n) for n in range(3)), record(9, status="draft")])
    run(world, started(world, owner, content))
    before = OutboxEvent.objects.count()
    view = run(world, started(world, owner, content))
    assert (view.counts.unchanged, view.counts.created, view.counts.updated) == (4, 0, 0)
    assert OutboxEvent.objects.count() == before


def test_one_wrong_row_stops_an_abort_and_is_skipped_by_a_skip(world):
    owner = world.cooperative()
    content = lines([record(1), record(2, unit="barrel"), record(3)])
    view = run(world, started(world, owner, content))
    assert (view.state, view.counts.read, view.counts.refused) == (ImportState.CHECKED, 3, 1)
    assert public(world, owner.company_id) == []
    assert "apply" not in view.actions
    found = list(queries.iter_problems(owner, view.id))
    assert [(one.row, one.column, one.value, one.code) for one in found] == [
        (2, "unit", "barrel", "unknown_unit")
    ]
    view = run(world, started(world, owner, content, on_error=OnError.SKIP))
    assert (view.state, view.counts.created, view.counts.refused) == (ImportState.DONE, 2, 1)
    assert public(world, owner.company_id) == ["OIL-1", "OIL-3"]


def test_a_dry_run_changes_nothing_and_may_be_applied_afterwards(world):
    owner = world.cooperative()
    view = run(world, started(world, owner, lines([record(1)]), dry_run=True))
    assert (view.state, view.actions[1]) == (ImportState.CHECKED, "apply")
    assert public(world, owner.company_id) == []
    commands.start_import(actor=owner, import_id=view.id, at=world.at)
    assert run(world, view.id).counts.created == 1
    assert public(world, owner.company_id) == ["OIL-1"]


@pytest.mark.parametrize("killed_in", ["stage_chunk", "mark_applied", "release_import"])
def test_a_killed_import_goes_on_where_it_stopped(world, monkeypatch, killed_in):
    monkeypatch.setattr("fondouk.catalogue.queries.checking.CHUNK_ROWS", 2)
    owner = world.cooperative()
    import_id = started(world, owner, lines(record(n) for n in range(7)))
    real, calls = getattr(commands, killed_in), []

    def killed(*args, **given):
        calls.append(given)
        if len(calls) == (1 if killed_in == "release_import" else 3):
            raise KeyboardInterrupt
        return real(*args, **given)

    monkeypatch.setattr(f"fondouk.catalogue.commands.{killed_in}", killed)
    with pytest.raises(KeyboardInterrupt):
        run(world, import_id)
    assert public(world, owner.company_id) == []
    view = run(world, import_id)
    assert (view.state, view.counts.read, view.counts.created) == (ImportState.DONE, 7, 7)
    assert len(public(world, owner.company_id)) == 7


def test_a_repeated_sku_is_found_over_chunks_and_after_a_kill(world, monkeypatch):
    monkeypatch.setattr("fondouk.catalogue.queries.checking.CHUNK_ROWS", 2)
    owner = world.cooperative()
    content = lines([record(1), record(2), record(3), record(1)])
    import_id = started(world, owner, content)
    chunks = queries.check_chunks(HUB, import_id, own=frozenset())
    commands.stage_chunk(actor=HUB, import_id=import_id, chunk=next(chunks))
    view = run(world, import_id)
    assert view.counts.refused == 1
    found = next(queries.iter_problems(owner, import_id))
    assert (found.row, found.code, found.facts["first_row"]) == (4, "duplicate_sku", "1")


@pytest.mark.both
def test_a_changed_product_shows_its_old_self_until_the_release(world, monkeypatch):
    owner = world.cooperative()
    run(world, started(world, owner, lines([record(1)])))
    monkeypatch.setattr("fondouk.catalogue.commands.release_import", lambda *args, **given: 1 / 0)
    import_id = started(world, owner, lines([record(1, name={"en": "New name"})]))
    with pytest.raises(ZeroDivisionError):
        run(world, import_id)
    seen = queries.list_products(Visitor(), owner.company_id).items
    assert [one.draft.names.get("en") for one in seen] == ["Argan oil no. 1"]
    monkeypatch.undo()
    run(world, import_id)
    seen = queries.list_products(Visitor(), owner.company_id).items
    assert [one.draft.names.get("en") for one in seen] == ["New name"]


@pytest.mark.both
def test_an_operator_names_many_suppliers_and_makes_the_missing_ones(world):
    known = world.cooperative()
    slug = list_cards(HUB, [known.company_id])[known.company_id].slug
    desk = world.staff()
    content = lines([record(1, supplier=slug), record(2, supplier="Zaouia & Fils"), record(3)])
    view = run(world, started(world, desk, content, company_id=None, on_error=OnError.SKIP))
    assert (view.counts.created, view.counts.refused) == (2, 1)
    assert [one.code for one in queries.iter_problems(desk, view.id)] == ["supplier_required"]
    made = find_written(HUB, ["Zaouia & Fils"])["Zaouia & Fils"]
    assert list_cards(HUB, [made])[made].state == "unverified"
    assert public(world, known.company_id) == ["OIL-1"]
    assert public(world, made) == ["OIL-2"]


def test_a_company_imports_only_for_itself(world):
    owner, other = world.cooperative(), world.cooperative()
    slug = list_cards(HUB, [other.company_id])[other.company_id].slug
    view = run(world, started(world, owner, lines([record(1, supplier=slug)])))
    assert [one.code for one in queries.iter_problems(owner, view.id)] == ["not_your_company"]
    with pytest.raises(Refused) as caught:
        started(world, owner, lines([record(1)]), company_id=None)
    assert caught.value.code == "not_allowed"
    for question in (queries.get_import, lambda *given: list(queries.iter_problems(*given))):
        with pytest.raises(Refused) as caught:
            question(other, view.id)
        assert caught.value.code == "not_found"


def test_a_file_that_breaks_off_fails_whole(world):
    owner = world.cooperative()
    content = b'sku,name_en,category\nA,one,food.oils\nB,"never closed,food.oils\n'
    view = run(world, started(world, owner, content))
    assert (view.state, view.failure.code) == (ImportState.FAILED, "unclosed_quote")
    assert public(world, owner.company_id) == []


def test_only_one_import_of_a_company_runs(world):
    owner = world.cooperative()
    started(world, owner, lines([record(1)]))
    with pytest.raises(Refused) as caught:
        started(world, owner, lines([record(2)]))
    assert caught.value.code == "import_running"


def test_a_cancelled_import_stops(world):
    owner = world.cooperative()
    import_id = started(world, owner, lines([record(1)]))
    assert commands.cancel_import(actor=owner, import_id=import_id, at=world.at).state == (
        "cancelled"
    )
    assert run(world, import_id).state is ImportState.CANCELLED
    assert public(world, owner.company_id) == []


@pytest.mark.both
def test_a_preview_suggests_a_mapping_and_tells_what_is_wrong(world):
    owner = world.cooperative()
    world.category("food.oils")
    content = "Référence;Désignation;Famille;Prix;Unité;Zone\nA;Huile;food.oils;12,50;litre;x\n"
    sha256 = blobs.keep(content.encode(), "text/csv", at=world.at, public=False)
    import_id = commands.open_import(
        actor=owner, company_id=owner.company_id, sha256=sha256, file_name="p.csv", at=world.at
    )
    habits = {"price_1_currency": "MAD"}
    found = queries.preview_import(owner, import_id, habits=habits, language="fr")
    assert found.needed == ("price_1_incoterm", "price_1_place")
    assert found.unused == ("Zone",)
    assert {one.code for one in found.problems} == {"field_required"}
    written = dict(found.written)
    written["fields"] |= {
        "price_1_incoterm": {"constant": "EXW"},
        "price_1_place": {"constant": "Fès"},
    }
    again = queries.preview_import(owner, import_id, written=written)
    assert (again.valid, again.problems) == (1, ())
    kept = commands.save_mapping(
        actor=owner, company_id=owner.company_id, name=" Price list ", written=written, at=world.at
    )
    again = commands.save_mapping(
        actor=owner, company_id=owner.company_id, name="Price list", written=written, at=world.at
    )
    assert again == kept
    mine = queries.list_mappings(owner, owner.company_id)
    assert [(one.id, one.name) for one in mine] == [(kept, "Price list")]


def test_the_example_of_real_products_goes_through_its_mapping(world):
    example = Path(__file__).resolve().parents[2] / "docs" / "examples" / "icecat-mapping.json"
    world.category("industry")
    row = {"id": "7", "title": "Toner", "supplier": "Xerox", "price": 4995, "ean": []}
    mapping = json.loads(example.read_text("utf-8"))
    view = run(
        world, started(world, world.staff(), lines([row]), company_id=None, mapping=mapping)
    )
    assert (view.counts.created, view.counts.published) == (1, 1)


def picture(colour: str) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(buffer, "PNG")
    return buffer.getvalue()


def test_pictures_come_in_the_archive_and_a_bad_one_is_told(world):
    owner = world.cooperative()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        named = ["red.png", "photos/blue.png", "text.png", "gone.png"]
        archive.writestr("products.jsonl", lines([record(1, images=named), record(2)]))
        archive.writestr("photos/red.png", picture("red"))
        archive.writestr("photos/blue.png", picture("blue"))
        archive.writestr("text.png", b"no picture at all")
    for _ in range(2):
        view = run(world, started(world, owner, buffer.getvalue()))
        assert view.state is ImportState.DONE
        told = [(one.value, one.code) for one in queries.iter_problems(owner, view.id)]
        assert told == [("text.png", "not_a_picture"), ("gone.png", "picture_not_in_archive")]
    seen = {one.draft.sku: one for one in queries.list_products(Visitor(), owner.company_id).items}
    assert (len(seen["OIL-1"].pictures), len(seen["OIL-2"].pictures)) == (2, 0)


def in_background(import_id: str) -> None:
    import_products.import_in_background.func(import_id)


@pytest.mark.parametrize("broken_in", ["stage_chunk", "mark_applied", "release_import"])
def test_an_error_ends_the_import_and_lets_the_next_one_start(world, monkeypatch, broken_in):
    owner = world.cooperative()
    import_id = started(world, owner, lines(record(n) for n in range(3)))
    monkeypatch.setattr(f"fondouk.catalogue.commands.{broken_in}", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        in_background(import_id)
    monkeypatch.undo()
    view = queries.get_import(owner, import_id)
    assert (view.state, view.failure.code) == (ImportState.FAILED, "import_broke_off")
    assert run(world, started(world, owner, lines([record(9)]))).state is ImportState.DONE
    commands.start_import(actor=owner, import_id=import_id, at=world.at)
    in_background(import_id)
    assert queries.get_import(owner, import_id).state is ImportState.DONE
    assert public(world, owner.company_id) == ["OIL-0", "OIL-1", "OIL-2", "OIL-9"]


def test_what_was_saved_before_an_error_is_shown(world, monkeypatch):
    monkeypatch.setattr("fondouk.catalogue.queries.checking.CHUNK_ROWS", 2)
    owner = world.cooperative()
    import_id = started(world, owner, lines(record(n) for n in range(3)))
    real = commands.mark_applied

    def second_refused(**given):
        if given["number"] == 2:
            raise Refused("not_allowed")
        real(**given)

    monkeypatch.setattr("fondouk.catalogue.commands.mark_applied", second_refused)
    in_background(import_id)
    view = queries.get_import(owner, import_id)
    assert (view.state, view.failure.code, view.counts.created) == ("failed", "not_allowed", 2)
    assert public(world, owner.company_id) == ["OIL-0", "OIL-1"]


def test_a_run_that_nobody_works_on_is_started_again(world, monkeypatch):
    owner = world.cooperative()
    import_id = started(world, owner, lines([record(1)]))
    monkeypatch.setattr("fondouk.catalogue.commands.release_import", lambda *a, **k: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(world, import_id)
    monkeypatch.undo()
    view = queries.get_import(owner, import_id)
    assert (view.state, view.actions) == (ImportState.RELEASING, ("start",))
    commands.start_import(actor=owner, import_id=import_id, at=world.at)
    assert run(world, import_id).state is ImportState.DONE
    assert public(world, owner.company_id) == ["OIL-1"]


def test_a_damaged_picture_costs_only_itself(world, monkeypatch):
    owner = world.cooperative()
    picture = io.BytesIO()
    Image.effect_noise((200, 200), 90).convert("RGB").save(picture, "PNG")
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("p.jsonl", lines([record(1, images=["a.png", "b.png"])]))
        out.writestr("a.png", b"x" * 900)
        out.writestr("b.png", picture.getvalue())
    content = bytearray(archive.getvalue())
    start = content.index(b"a.png") + len("a.png")
    content[start : start + 6] = b"\xff" * 6
    import_id = started(world, owner, bytes(content))
    in_background(import_id)
    assert queries.get_import(owner, import_id).state is ImportState.DONE
    found = [(one.value, one.code) for one in queries.iter_problems(owner, import_id)]
    assert found == [("a.png", "damaged_file")]
    listing = queries.find_by_sku(owner, owner.company_id, "OIL-1")
    assert len(listing.pictures) == 1
