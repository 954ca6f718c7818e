"""The hub's own letters, in each language, from data/letters: one table a letter.

A letter has a subject, a text and a path on the hub; {braces} are facts.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from fondouk.kernel.codes import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What goes out."""

    subject: str
    text: str


@cache
def table() -> Mapping[str, Mapping[str, str]]:
    """All letters by name, each with `path` and `subject_xx`, `text_xx` in four languages."""
    rows: dict[str, Mapping[str, str]] = {}
    for file in sorted((Path(settings.FONDOUK.facts_dir) / "letters").glob("*.toml")):
        rows |= tomllib.loads(file.read_text("utf-8"))
    return rows


def write(name: str, language: str, facts: Mapping[str, str]) -> Letter:
    """The letter in this language, English for an unknown one, with its address as last line."""
    row = table()[name]
    tongue = language if language in set(Language) else Language.EN.value
    plain = {fact: _one_line(value) for fact, value in facts.items()}
    address = f"{_origin()}{row['path'].format_map(plain)}"
    return Letter(
        subject=row[f"subject_{tongue}"].format_map(plain),
        text=f"{row[f'text_{tongue}'].format_map(plain)}\n\n{address}",
    )


def _origin() -> str:
    """Where the hub is; in a local hub the path alone is said."""
    options = settings.FONDOUK
    return f"https://{options.hosts[0]}" if options.env == "production" else ""


def _one_line(text: str) -> str:
    """What people typed stays on one line, so that no letter grows a header or a second part."""
    return " ".join(text.split())[:200]
