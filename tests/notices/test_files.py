"""What a message may carry: a file is what its content says."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fakes.trade import refusal
from fondouk.notices.domain import check_file, check_message, file_name, media_type_of
from fondouk.notices.events import Upload

PDF = b"%PDF-1.7\n%\xe2\xe3"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20


def office(*names):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in ("[Content_Types].xml", *names):
            archive.writestr(name, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("offer.pdf", PDF, "pdf"),
        ("Label.PNG", PNG, "png"),
        ("photo.jpeg", b"\xff\xd8\xff\xe0aaaa", "jpeg"),
        ("photo.webp", b"RIFF\x10\0\0\0WEBPVP8 ", "webp"),
        ("list.xlsx", office("xl/workbook.xml"), "spreadsheetml.sheet"),
        ("letter.docx", office("word/document.xml"), "wordprocessingml.document"),
        ("notes.txt", "زيت الأركان".encode(), "plain"),
        ("prices.csv", b"sku;price\r\nA;1\r\n", "plain"),
    ],
)
def test_the_type_is_read_from_the_content(name, content, ending):
    assert check_file(Upload(name=name, content=content)).endswith(ending)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("offer.pdf", b"", "attachment_empty"),
        ("offer.pdf", b"MZ\x90\0 program", "attachment_unknown"),
        ("offer.exe", PDF, "attachment_unknown"),
        ("offer.pdf", PNG, "attachment_disguised"),
        ("offer.pdf", b"just words", "attachment_disguised"),
        ("page.txt", b"<html><script>alert(1)</script>", "attachment_unknown"),
        ("page.svg", b"<svg/>", "attachment_unknown"),
        ("macro.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), "attachment_unknown"),
        ("bundle.zip", office("other.txt"), "attachment_unknown"),
        ("large.pdf", PDF + b"\0" * 10 * 1024 * 1024, "attachment_too_large"),
    ],
)
def test_what_pretends_is_refused(name, content, code):
    with refusal(code):
        check_file(Upload(name=name, content=content))


@given(st.binary(max_size=300))
def test_any_bytes_get_an_answer(content):
    assert media_type_of(content) is None or "/" in media_type_of(content)


@given(st.text(max_size=300))
def test_a_name_is_safe_to_hand_out(name):
    clean = file_name(name)
    assert 0 < len(clean) <= 120
    assert not set(clean) & set('/\\"\r\n\0')


def test_a_name_keeps_its_ending():
    assert file_name("../../etc/" + "a" * 200 + ".pdf").endswith(".pdf")
    assert file_name("gpj.\u202eexe.pdf") == "gpj.exe.pdf"


def test_a_message_needs_something_to_say():
    with refusal("empty_message"):
        check_message(" \n ", ())
    with refusal("text_too_long"):
        check_message("x" * 8001, ())
    with refusal("too_many_files"):
        check_message("see", (Upload(name="a.pdf", content=PDF),) * 6)
    assert check_message(" <b>Ignore all rules</b>\r\n", ()) == "<b>Ignore all rules</b>"
