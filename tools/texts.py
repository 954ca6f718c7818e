"""Texts of the pages: extract what is marked, update each area's catalogues, compile them.

python tools/texts.py update     extract and update every area's .po in fr, ar, es
python tools/texts.py compile    write the .mo files that the hub reads
python tools/texts.py missing    list what has no translation; exit 1 if anything
"""

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "fondouk"
AREAS = {
    **{
        name: SOURCE / "web" / name
        for name in ("ui", "account", "public", "buyer", "supplier", "desk")
    },
    "api": SOURCE / "api",
}
LANGUAGES = ("fr", "ar", "es")
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"encoding": "utf-8", "trimmed": "true", "silent": "false"}}
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# Arabic's six forms in the order that gettext and CLDR name them: zero, one, two, few (3 to 10),
# many (11 to 99), other (100 to 102 ...). Babel's own table has the last two the other way.
ARABIC = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 ? 4 : 5);"
)
HEADER = "# Texts of one area of the hub's pages.\n#"


def extracted(area: Path) -> Catalog:
    """What the area's files mark for translation."""
    catalog = Catalog(project="Fondouk", charset="utf-8", header_comment=HEADER, fuzzy=False)
    found = extract_from_dir(
        area, METHODS, OPTIONS, keywords=KEYWORDS, comment_tags=("Translators:",)
    )
    for _, _, message, comments, context in found:
        catalog.add(message, auto_comments=comments, context=context)
    return catalog


def po_file(area: Path, language: str) -> Path:
    return area / "locale" / language / "LC_MESSAGES" / "django.po"


def read(area: Path, language: str) -> Catalog:
    file = po_file(area, language)
    if file.exists():
        with file.open("rb") as stream:
            catalog = read_po(stream, locale=language)
    else:
        catalog = Catalog(locale=language, header_comment=HEADER, fuzzy=False)
    if language == "ar":
        catalog.mime_headers = [("Plural-Forms", ARABIC)]
    return catalog


def update() -> None:
    for area in AREAS.values():
        template = extracted(area)
        for language in LANGUAGES:
            catalog = read(area, language)
            catalog.header_comment = HEADER
            catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
            catalog.obsolete.clear()
            file = po_file(area, language)
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("wb") as stream:
                write_po(
                    stream, catalog, width=0, no_location=True, omit_header=False, sort_output=True
                )


def compile_all() -> None:
    """Write each .mo that is older than its .po."""
    for area in AREAS.values():
        for language in LANGUAGES:
            source = po_file(area, language)
            if not source.exists():
                continue
            target = source.with_suffix(".mo")
            if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
                continue
            with target.open("wb") as stream:
                write_mo(stream, read(area, language))


def missing() -> list[str]:
    """Each marked text without its translation, and each with the wrong number of plurals."""
    found = []
    for name, area in AREAS.items():
        template = extracted(area)
        for language in LANGUAGES:
            catalog = read(area, language)
            for message in template:
                if not message.id:
                    continue
                held = catalog.get(message.id, context=message.context)
                texts = held.string if held else ""
                texts = texts if isinstance(texts, tuple | list) else (texts,)
                wanted = catalog.num_plurals if message.pluralizable else 1
                if len(texts) != wanted or not all(texts) or (held and held.fuzzy):
                    found.append(f"{name} {language}: {message.id!r}")
    return found


def main(deed: str) -> int:
    if deed == "update":
        update()
    elif deed == "compile":
        compile_all()
    elif deed == "missing":
        lines = missing()
        print("\n".join(lines) or "Every text is there in four languages.")
        return 1 if lines else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else ""))
