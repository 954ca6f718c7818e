"""Every format that the importer reads gives numbered rows; every bad file gives a coded no."""

import bz2
import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import zstandard

from fondouk.catalogue.adapters.readers import ArchivePictures, open_rows
from fondouk.catalogue.domain.intake.rows import Kind, Limits, RawRow
from fondouk.kernel.refused import Refused

LINES = b'{"sku":"A","n":1}\n\n{"sku":"B","n":1.5,"tags":["x"]}\n'


def written(folder: Path, data: bytes | str, name: str = "upload") -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def rows(path: Path, **options) -> list[RawRow]:
    return list(open_rows(path, **options).rows)


def refusal(path: Path, **options) -> Refused:
    with pytest.raises(Refused) as caught:
        rows(path, **options)
    return caught.value


def zipped(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def sheet(cells: list[list[object]], at: tuple[int, int] = (0, 0)) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        page = book.add_worksheet("Products")
        for down, line in enumerate(cells):
            for across, cell in enumerate(line):
                page.write(at[0] + down, at[1] + across, cell)
        book.add_worksheet("Notes").write(0, 0, "about")
    return buffer.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_csv_in_any_unicode_form_reads_the_same(tmp_path, encoding):
    text = 'sku;name_fr;note\nA;Huile d’argan;"two\r\nlines"\n;;\nB;زعفران;\n'
    source = open_rows(written(tmp_path, text.encode(encoding)))
    assert source.kind is Kind.CSV
    assert source.columns == ("sku", "name_fr", "note")
    assert list(source.rows) == [
        RawRow(2, {"sku": "A", "name_fr": "Huile d’argan", "note": "two\r\nlines"}),
        RawRow(4, {"sku": "B", "name_fr": "زعفران"}),
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "sku,name_fr\nA,Câpres au sel – récolte d'été\nB,Thé à la menthe\n"),
        ("cp1256", "sku,name_ar\nA,زيت الأركان المعصور على البارد\nB,تمور المجهول\n"),
    ],
)
def test_an_old_windows_encoding_is_guessed_and_said(tmp_path, encoding, text):
    source = open_rows(written(tmp_path, text.encode(encoding)))
    assert source.encoding == encoding
    assert [note.code for note in source.notes] == ["encoding_guessed"]
    assert [next(iter(row.cells.values())) for row in source.rows] == ["A", "B"]
    name = rows(written(tmp_path, text.encode(encoding)))[0].cells
    assert next(reversed(name.values())) == text.split("\n")[1].removeprefix("A,")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, delimiter):
    lines = [["sku", "name_en", "moq"], ["A", "Saffron, threads; 1 g", "1,5"], ["B", "Figs", "2"]]
    text = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    source = open_rows(written(tmp_path, text))
    assert source.columns == ("sku", "name_en", "moq")
    assert source.kind is (Kind.TSV if delimiter == "\t" else Kind.CSV)
    assert next(source.rows).cells["name_en"] == "Saffron, threads; 1 g"


def test_a_stated_separator_is_obeyed(tmp_path):
    assert rows(written(tmp_path, "sep=;\nsku;name\nA;x,y,z\n")) == [
        RawRow(3, {"sku": "A", "name": "x,y,z"})
    ]


def test_a_row_of_another_width_is_refused_alone(tmp_path):
    found = rows(written(tmp_path, "sku,name\nA,one,two\nB\nC,fine,\nD,fine\n"))
    assert [(row.number, [no.code for no in row.refused]) for row in found] == [
        (2, ["row_width"]),
        (3, ["row_width"]),
        (4, []),
        (5, []),
    ]
    assert found[0].refused[0].facts == {"expected": 2, "found": 3, "header": 1}


@pytest.mark.parametrize("packed", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_json_lines_read_plain_and_packed(tmp_path, packed):
    source = open_rows(written(tmp_path, packed(LINES)))
    assert (source.kind, source.columns) == (Kind.JSONL, ("sku", "n", "tags"))
    assert list(source.rows) == [
        RawRow(1, {"sku": "A", "n": 1}),
        RawRow(3, {"sku": "B", "n": 1.5, "tags": ["x"]}),
    ]


def test_json_lines_read_from_zstd_and_from_two_xz_streams(tmp_path):
    assert len(rows(written(tmp_path, zstandard.compress(LINES)))) == 2
    assert len(rows(written(tmp_path, lzma.compress(LINES) + lzma.compress(LINES)))) == 4


def test_bad_lines_are_refused_alone(tmp_path):
    lines = (
        b'{"sku":"A"}\n{"sku":\n[1]\n{"sku":"\xff"}\n{"sku":"' + b"x" * 5000 + b'"}\n{"sku":"Z"}'
    )
    limits = Limits(max_row_bytes=4000)
    found = rows(written(tmp_path, lines), limits=limits)
    assert [(row.number, [no.code for no in row.refused]) for row in found] == [
        (1, []),
        (2, ["bad_json"]),
        (3, ["not_an_object"]),
        (4, ["wrong_encoding"]),
        (5, ["cell_too_large"]),
        (6, []),
    ]


def test_a_spreadsheet_reads_its_first_sheet_with_its_own_row_numbers(tmp_path):
    cells = [["sku", "price", "ean", "formula"], ["A", 28.5, 6111234567890, "'=1+1"], ["B", 20.0]]
    source = open_rows(written(tmp_path, sheet(cells, at=(2, 1))))
    assert source.kind is Kind.XLSX
    assert [note.code for note in source.notes] == ["sheet_chosen"]
    assert list(source.rows) == [
        RawRow(4, {"sku": "A", "price": "28.5", "ean": "6111234567890", "formula": "=1+1"}),
        RawRow(5, {"sku": "B", "price": "20"}),
    ]


def test_an_archive_holds_one_data_file_and_pictures(tmp_path):
    path = written(
        tmp_path,
        zipped({"in/products.csv": b"sku,name\nA,x\n", "in/a.jpg": b"JPG", "__MACOSX/a.csv": b""}),
    )
    source = open_rows(path)
    assert (source.pictures, len(list(source.rows))) == (("in/a.jpg",), 1)
    pictures = ArchivePictures(path)
    assert pictures.read("a.jpg") == pictures.read("in/a.jpg") == pictures.read("in\\a.jpg")
    assert (len(pictures), pictures.read("b.jpg"), "b.jpg" in pictures) == (1, None, False)
    pictures.close()


def test_an_archive_may_hold_packed_lines_or_a_spreadsheet(tmp_path):
    assert len(rows(written(tmp_path, zipped({"p.jsonl.gz": gzip.compress(LINES)})))) == 2
    book = sheet([["sku", "name"], ["A", "x"]])
    assert len(rows(written(tmp_path, zipped({"p.xlsx": book, "a.png": b"P"})))) == 1


def test_a_google_feed_reads_in_rss_atom_and_tsv(tmp_path):
    item = """<g:id>A1</g:id><title>Argan oil</title><g:price>12.50 EUR</g:price>
      <g:shipping><g:country>FR</g:country></g:shipping>
      <g:additional_image_link>http://x/1.jpg</g:additional_image_link>
      <g:additional_image_link>http://x/2.jpg</g:additional_image_link>"""
    space = 'xmlns:g="http://base.google.com/ns/1.0"'
    expected = {
        "id": "A1",
        "title": "Argan oil",
        "price": "12.50 EUR",
        "shipping.country": "FR",
        "additional_image_link": ["http://x/1.jpg", "http://x/2.jpg"],
    }
    rss = f"<?xml version='1.0'?><rss {space}><channel><item>{item}</item></channel></rss>"
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom" {space}><entry>{item}</entry></feed>'
    for text in (rss, atom):
        source = open_rows(written(tmp_path, text))
        assert source.kind is Kind.GOOGLE_XML
        assert list(source.rows) == [RawRow(1, expected)]
    tsv = "id\ttitle\tlink\timage link\tprice\nA1\tArgan\thttp://x\thttp://x/1.jpg\t12.50 EUR\n"
    source = open_rows(written(tmp_path, tsv))
    assert (source.kind, source.columns[3]) == (Kind.GOOGLE_TSV, "image_link")


def test_a_shopify_file_gives_one_row_a_variant(tmp_path):
    text = (
        "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n"
        "slippers,Babouche,<p>Soft</p>,Size,41,BAB-41,35.00,https://cdn/x/one%20two.jpg?v=1\n"
        "slippers,,,,42,,36.00,https://cdn/x/b.jpg\n"
        "slippers,,,,,,,https://cdn/x/c.jpg\n"
        "oil,Argan oil,,Title,Default Title,ARG,12.00,\n"
    )
    source = open_rows(written(tmp_path, text))
    assert source.kind is Kind.SHOPIFY
    found = list(source.rows)
    told = [(row.number, row.cells["SKU"], row.cells["Full title"]) for row in found]
    assert told == [
        (2, "BAB-41", "Babouche (41)"),
        (3, "slippers-42", "Babouche (42)"),
        (5, "ARG", "Argan oil"),
    ]
    assert found[1].cells["Body (HTML)"] == "<p>Soft</p>"
    assert found[1].cells["Pictures"] == ["one two.jpg", "b.jpg", "c.jpg"]


BILLION = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>
<rss><channel><item><title>&b;</title></item></channel></rss>"""
OUTSIDE = """<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><item>&x;</item></rss>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"%PDF-1.7", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n", "unknown_format"),
        (b"\xd0\xcf\x11\xe0 old", "unknown_format"),
        (b"\x00\x01\x02\x03", "unknown_format"),
        (b"<html><body/></html>", "unknown_format"),
        (b"<rss><channel>", "bad_xml"),
        (b'[{"sku": 1}]', "json_not_lines"),
        (b"sku,sku\n1,2\n", "duplicate_column"),
        (b'sku,name\n1,"never closed\n', "unclosed_quote"),
        (b"\xff\xfes\x00k\x00u\x00,\x00\x00\xd8", "wrong_encoding"),
        (b"sku,name\n1,\x81.\x8d.\xff\n", "wrong_encoding"),
        (BILLION.encode(), "xml_unsafe"),
        (OUTSIDE.encode(), "xml_unsafe"),
        (gzip.compress(b"sku,name\n" * 50, mtime=0)[:-5], "damaged_file"),
        (lzma.compress(LINES)[:-20], "damaged_file"),
        (b"PK\x03\x04 torn", "damaged_file"),
    ],
)
def test_a_bad_file_is_refused_with_a_code(tmp_path, data, code):
    assert refusal(written(tmp_path, data)).code == code


@pytest.mark.parametrize(
    ("members", "code"),
    [
        ({"readme.md": b"x"}, "archive_without_data"),
        ({"a.csv": b"sku\n1", "b.csv": b"sku\n1"}, "archive_many_data"),
        ({"../a.csv": b"sku\n1"}, "archive_bad_name"),
        ({"/a.csv": b"sku\n1"}, "archive_bad_name"),
        ({"..\\a.csv": b"sku\n1"}, "archive_bad_name"),
        ({"a.csv": b"sku,name\n" + b"0" * 30_000_000}, "unpacks_too_large"),
    ],
)
def test_a_bad_archive_is_refused_with_a_code(tmp_path, members, code):
    assert refusal(written(tmp_path, zipped(members))).code == code


def test_a_lying_archive_is_stopped_while_unpacking(tmp_path):
    path = written(tmp_path, gzip.compress(b"\n".join([b'{"a":1}'] * 4_000_000)))
    assert refusal(path, limits=Limits(max_ratio=50, free_bytes=1_000_000)).code == (
        "unpacks_too_large"
    )


def test_too_many_members_are_refused(tmp_path):
    path = written(tmp_path, zipped({f"{n}.png": b"" for n in range(30)}))
    assert refusal(path, limits=Limits(max_members=20)).code == "archive_too_many_files"


@pytest.mark.parametrize("quoted", [True, False])
def test_a_cell_of_fifty_megabytes_is_refused(tmp_path, quoted):
    cell = "x" * 50_000_000
    text = f'sku,name\n1,"{cell}"\n' if quoted else f"sku,name\n1,{cell}\n"
    assert refusal(written(tmp_path, text)).code == "cell_too_large"
    lines = f'{{"sku":"{cell}"}}\n{{"sku":"B"}}\n'
    assert [no.code for no in rows(written(tmp_path, lines))[0].refused] == ["cell_too_large"]
    feed = f"<rss><channel><item><title>{cell}</title></item></channel></rss>"
    assert refusal(written(tmp_path, feed)).code == "cell_too_large"


def test_a_sheet_with_a_far_corner_is_refused_before_it_is_laid_out(tmp_path):
    book = io.BytesIO()
    with xlsxwriter.Workbook(book, {"in_memory": True}) as workbook:
        page = workbook.add_worksheet()
        page.write(0, 0, "sku")
        page.write(1_048_575, 16_383, "far")
    assert refusal(written(tmp_path, book.getvalue())).code == "sheet_too_large"


def test_a_spreadsheet_of_zeros_is_refused(tmp_path):
    parts = {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000}
    assert refusal(written(tmp_path, zipped(parts))).code == "unpacks_too_large"


def torn(members: dict[str, bytes], name: str, how=lambda data: b"\xff" * len(data)) -> bytes:
    """An archive in which one member's packed bytes are damaged."""
    data = bytearray(zipped(members))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        member = archive.getinfo(name)
    start = member.header_offset + 30 + len(name)
    data[start : start + member.compress_size] = how(data[start : start + member.compress_size])
    return bytes(data)


def test_a_torn_picture_is_a_refusal_of_that_picture(tmp_path):
    members = {"a.csv": b"sku\n1", "a.png": b"x" * 900, "b.png": b"y" * 900}
    pictures = ArchivePictures(written(tmp_path, torn(members, "a.png")))
    with pytest.raises(Refused) as caught:
        pictures.read("a.png")
    assert caught.value.code == "damaged_file"
    assert pictures.read("b.png") == b"y" * 900


def test_an_archive_of_a_later_zip_version_is_a_refusal(tmp_path):
    data = bytearray(zipped({"a.csv": b"sku\n1"}))
    data[data.index(b"PK\x01\x02") + 6] = 99  # the version that unpacking is said to need
    assert refusal(written(tmp_path, bytes(data))).code == "damaged_file"


def test_a_torn_spreadsheet_is_a_refusal(tmp_path):
    with zipfile.ZipFile(io.BytesIO(sheet([["sku"], ["A"]]))) as archive:
        members = {one: archive.read(one) for one in archive.namelist()}
    data = torn(members, "xl/worksheets/sheet1.xml")
    assert refusal(written(tmp_path, data)).code == "damaged_file"
