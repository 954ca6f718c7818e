"""The look: what the eye needs, what the wire bears, what both directions of reading need."""

import gzip
import re
import tomllib
from pathlib import Path

import pytest
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation

import fondouk.web.ui as ui

HOME = Path(ui.__file__).parent
STATIC = HOME / "static" / "ui"
SHEETS = sorted((STATIC / "css").glob("*.css"))
SCRIPTS = sorted((STATIC / "js").glob("*.js"))
TEMPLATES = sorted(HOME.parents[0].glob("*/templates/**/*.html"))
LANGUAGES = ("en", "fr", "ar", "es")


def packed(*files: Path) -> int:
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.S)


# Colours -------------------------------------------------------------------------------------


def colours() -> dict[str, tuple[str, str]]:
    text = (STATIC / "css" / "tokens.css").read_text()
    found = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", text)
    return {name: (day, night) for name, day, night in found}


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


GROUNDS = ("ground", "surface", "sunken")
TEXT_PAIRS = [
    *((ink, ground) for ink in ("ink", "ink-soft", "blue", "clay") for ground in GROUNDS),
    *((ink, f"{ink}-wash") for ink in ("blue", "clay", "olive")),
    *(("ink", f"{tone}-wash") for tone in ("blue", "clay", "olive", "saffron")),
    ("ink-soft", "blue-wash"),
    ("saffron-ink", "saffron-wash"),
    ("on-blue", "blue"),
    ("on-blue", "blue-deep"),
    ("on-clay", "clay"),
    ("surface", "olive"),
]
LINE_PAIRS = [(line, ground) for line in ("line-strong", "focus") for ground in GROUNDS]


@pytest.mark.parametrize("front, back", TEXT_PAIRS)
def test_text_can_be_read_by_day_and_by_night(front, back):
    known = colours()
    for mode in (0, 1):
        assert contrast(known[front][mode], known[back][mode]) >= 4.5


@pytest.mark.parametrize("front, back", LINE_PAIRS)
def test_edges_of_controls_can_be_seen(front, back):
    known = colours()
    for mode in (0, 1):
        assert contrast(known[front][mode], known[back][mode]) >= 3


# Sheets, scripts, files ----------------------------------------------------------------------

PHYSICAL = re.compile(
    r"^\s*(?:left|right|(?:margin|padding|border)-(?:left|right)[a-z-]*"
    r"|border-(?:top|bottom)-(?:left|right)-radius|float)\s*:|text-align:\s*(?:left|right)",
    re.M,
)


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_no_sheet_knows_left_from_right(sheet):
    assert PHYSICAL.findall(without_comments(sheet.read_text())) == []


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_every_name_that_a_sheet_uses_is_set(sheet):
    every = "".join(file.read_text() for file in SHEETS)
    known = set(re.findall(r"(--[a-z0-9-]+)\s*:", every))
    used = set(re.findall(r"var\((--[a-z0-9-]+)\)", sheet.read_text()))
    assert used <= known


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda file: file.name)
def test_every_file_that_a_sheet_asks_for_is_there(sheet):
    for address in re.findall(r'url\("([^"]+)"\)', sheet.read_text()):
        assert (sheet.parent / address).resolve().is_file(), address


def test_sheets_and_scripts_keep_their_budget():
    assert packed(*SHEETS) < 25_000
    assert packed(*SCRIPTS) < 8_000


def test_icons_that_pages_name_are_in_the_sprite():
    sprite = (STATIC / "icons" / "icons.svg").read_text()
    drawn = set(re.findall(r'<symbol id="([a-z0-9-]+)"', sprite))
    for file in TEMPLATES:
        text = file.read_text()
        named = set(re.findall(r'icon\(\s*"([a-z0-9-]+)"', text))
        named |= set(re.findall(r'symbol=(?:")([a-z0-9-]+)"', text))
        assert named <= drawn, file


@pytest.mark.parametrize("folder, kind", [("fonts", "*.woff2"), ("icons", "icons.svg")])
def test_what_others_drew_is_in_a_manifest_with_its_licence(folder, kind):
    home = STATIC / folder
    manifest = tomllib.loads((home / "MANIFEST.toml").read_text())
    assert {file.name for file in home.glob(kind)} == set(manifest)
    for entry in manifest.values():
        assert entry["version"] and entry["licence"] and entry["home"].startswith("https://")
        assert (home / entry["licence_file"]).is_file()


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda file: file.name)
def test_pages_keep_the_content_policy(file):
    text = re.sub(r"\{#.*?#\}", "", file.read_text(), flags=re.S)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=\"|javascript:", text)
    runs = r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")"
    assert not re.search(runs, text), "data for a script is no script; all else comes from a file"
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


# Pages ---------------------------------------------------------------------------------------


@pytest.fixture
def client_in(hub):
    hub(demo=True)

    def make(language: str) -> Client:
        return Client(headers={"accept-language": language})

    return make


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_style_guide_stands_in_each_language(client_in, language):
    page = client_in(language).get("/styleguide")
    html = page.content.decode()
    assert page.status_code == 200
    assert f'<html lang="{language}" dir="{"rtl" if language == "ar" else "ltr"}"' in html
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))


def test_a_first_visit_is_light(client_in):
    html = client_in("fr").get("/styleguide").content
    icons = [STATIC / "icons" / name for name in ("icons.svg", "mark.svg")]
    drawings = sorted((STATIC / "motif").glob("*.svg"))
    assert len(gzip.compress(html)) + packed(*SHEETS, *SCRIPTS, *icons, *drawings) < 60_000


def test_the_style_guide_is_for_the_demonstration_alone(hub):
    hub(demo=False)
    assert Client().get("/styleguide").status_code == 404


def test_no_reader_gets_the_words_of_the_reader_before():
    page = get_template("ui/styleguide.html").template.environment.from_string(
        '{{ "MA" | country_name }} {{ 1234.5 | number }} {{ "carton" | unit_name }}'
    )
    seen = []
    for language in ("ar", "fr", "en"):
        with translation.override(language):
            seen.append(page.render())
    assert seen == ["المغرب 1.234,5 كرتون", "Maroc 1\u00a0234,5 carton", "Morocco 1,234.5 carton"]


def test_the_language_is_kept_and_the_way_back_stays_here(client_in):
    client = client_in("en")
    good = client.post("/language", {"language": "ar", "next": "/styleguide?x=1"})
    assert (good.status_code, good["Location"]) == (302, "/styleguide?x=1")
    assert 'lang="ar"' in client.get("/styleguide").content.decode()
    for trap in ("https://evil.example/", "//evil.example", "\\\\evil.example", ""):
        assert client.post("/language", {"language": "fr", "next": trap})["Location"] == "/"
    client.post("/language", {"language": "xx", "next": "/"})
    assert 'lang="fr"' in client.get("/styleguide").content.decode()


def test_the_theme_is_kept_until_it_is_forgotten(client_in):
    client = client_in("en")
    client.post("/theme", {"theme": "dark", "next": "/styleguide"})
    assert 'data-theme="dark"' in client.get("/styleguide").content.decode()
    client.post("/theme", {"theme": "", "next": "/styleguide"})
    assert "data-theme=" not in client.get("/styleguide").content.decode().split("<head>")[0]


def test_switches_answer_only_to_a_form_of_ours():
    assert Client().get("/language").status_code == 405
    assert (
        Client(enforce_csrf_checks=True).post("/language", {"language": "fr"}).status_code == 403
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("status", [400, 403, 404, 405, 410, 412, 413, 429, 500, 503])
def test_every_error_says_what_happened_and_what_to_do(rf, language, status):
    from fondouk.web.ui.views import error_page

    with translation.override(language):
        page = error_page(rf.get("/"), status)
    html = page.content.decode()
    assert page.status_code == status
    assert html.count("<h1>") == 1 and 'href="/"' in html


def test_our_own_fault_needs_neither_session_nor_database(rf):
    from fondouk.web.ui.views import server_error

    page = server_error(rf.get("/"))
    assert page.status_code == 500 and b"<h1>" in page.content


def test_a_refused_form_keeps_what_was_typed_and_leads_to_it(client_in):
    html = client_in("en").get("/styleguide").content.decode()
    assert 'value="-5"' in html
    assert 'href="#sg-moq"' in html and 'id="sg-moq_error"' in html
    assert 'aria-describedby="sg-moq_helptext sg-moq_error"' in html


def test_queries_are_changed_without_losing_the_rest():
    from fondouk.web.ui.jinja import querystring, toggled

    request = RequestFactory().get("/search?q=argan&region=MA-09&region=MA-03&cursor=abc")
    assert querystring(request, sort="price") == "?q=argan&region=MA-09&region=MA-03&sort=price"
    assert querystring(request, region=None, cursor="x") == "?q=argan&cursor=x"
    assert toggled(request, "region", "MA-03") == "?q=argan&region=MA-09"
    assert toggled(request, "region", "MA-07").endswith("region=MA-03&region=MA-07")
