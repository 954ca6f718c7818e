"""Pictures: what is refused, what is dropped, and what reaches a visitor."""

import struct
from io import BytesIO

import pytest
from PIL import Image

from fondouk.catalogue import commands, queries
from fondouk.catalogue.adapters.pictures import PillowPictures
from fondouk.kernel.actor import Visitor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import blobs

make = PillowPictures().renditions


def file(size=(900, 600), kind="JPEG", mode="RGB", colour="#b5651d", **more) -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, kind, **more)
    return out.getvalue()


def noise(size) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(out, "PNG")
    return out.getvalue()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_each_format_becomes_webp_in_four_widths(kind):
    made = make(file((1600, 1200), kind))
    assert [width for width, _ in made] == [160, 320, 640, 1280]
    assert {opened(content).format for _, content in made} == {"WEBP"}
    assert next(opened(content).size for _, content in made) == (160, 120)


def test_a_picture_is_never_made_larger():
    assert [width for width, _ in make(file((500, 400)))] == [160, 320, 500]
    assert [width for width, _ in make(file((140, 140)))] == [140]


def test_pictures_for_lists_stay_small_whatever_they_show():
    for width, content in make(noise((1300, 1300))):
        if width <= 320:
            assert len(content) <= 12_000, width


def test_what_the_camera_told_is_dropped_and_its_turn_obeyed():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "A camera"
    made = make(file((900, 600), exif=exif))
    assert next(opened(content).size for _, content in made) == (160, 240)
    assert not any(opened(content).getexif() for _, content in made)


def test_what_is_see_through_lies_on_white():
    made = make(file((200, 200), "PNG", "RGBA", (0, 0, 0, 0)))
    assert opened(made[0][1]).convert("RGB").getpixel((50, 50)) == (255, 255, 255)


def bomb() -> bytes:
    """A PNG of a few bytes that claims 30,000 by 30,000 pixels."""
    import struct
    import zlib

    def chunk(kind: bytes, data: bytes) -> bytes:
        whole = kind + data
        return struct.pack(">I", len(data)) + whole + struct.pack(">I", zlib.crc32(whole))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_a_picture"),
        (b"\xff\xd8\xff but no picture", "not_a_picture"),
        (file()[:2000], "not_a_picture"),
        (bomb(), "picture_too_many_pixels"),
        (file((60, 400)), "picture_too_small"),
        (b"\xff" * (16 * 1024 * 1024), "picture_too_big"),
    ],
)
def test_what_is_refused(content, code):
    with pytest.raises(Refused, match=code):
        make(content)


@pytest.fixture
def product(world):
    coop = world.cooperative()
    return coop, world.product(coop)


def test_pictures_are_added_ordered_and_removed(product, at):
    coop, product_id = product
    first = commands.add_picture(coop, product_id=product_id, content=file(), at=at)
    again = commands.add_picture(coop, product_id=product_id, content=file(), at=at)
    other = file(colour="#123456")
    second = commands.add_picture(coop, product_id=product_id, content=other, at=at)
    assert again == first
    commands.move_picture_first(coop, product_id=product_id, picture_id=second, at=at)
    shown = queries.get_listing(Visitor(), product_id)
    assert [picture.id for picture in shown.pictures] == [second, first]
    assert "picture" not in shown.missing
    commands.remove_picture(coop, product_id=product_id, picture_id=second, at=at)
    assert [one.id for one in queries.get_listing(coop, product_id).pictures] == [first]


def test_only_the_supplier_adds_pictures(product, world, at):
    _, product_id = product
    with pytest.raises(Refused, match="not_found"):
        commands.add_picture(world.trader(), product_id=product_id, content=file(), at=at)


def test_a_public_picture_is_served_for_ever_and_a_private_file_is_not(product, client, at):
    coop, product_id = product
    commands.add_picture(coop, product_id=product_id, content=file(), at=at)
    _, sha256 = queries.get_listing(coop, product_id).pictures[0].renditions[0]
    answer = client.get(f"/media/{sha256}.webp")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content) == blobs.read(sha256)
    assert "immutable" in answer["Cache-Control"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    known = client.get(f"/media/{sha256}.webp", headers={"If-None-Match": answer["ETag"]})
    assert known.status_code == 304
    secret = blobs.keep(b"%PDF-1.7", "application/pdf", at=at, public=False)
    assert client.get(f"/media/{secret}.webp").status_code == 404


def test_a_picture_longer_than_webp_can_hold_is_refused():
    with pytest.raises(Refused) as caught:
        make(file((130, 17_000), "PNG"))
    assert caught.value.code == "picture_too_long"


@pytest.mark.parametrize("error", [struct.error, TypeError, ValueError, KeyError])
@pytest.mark.parametrize("step", ["ImageOps.exif_transpose", "_written"])
def test_what_the_maker_stumbles_over_is_no_picture(monkeypatch, error, step):
    def stumble(*args):
        raise error

    monkeypatch.setattr(f"fondouk.catalogue.adapters.pictures.{step}", stumble)
    with pytest.raises(Refused) as caught:
        make(file())
    assert caught.value.code == "not_a_picture"
