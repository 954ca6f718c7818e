"""The one table from refusal codes to HTTP status and words in each language (data/refusals)."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a code means to a reader: the sentence, the remedy, and the HTTP status."""

    status: int
    sentence: Mapping[str, str]
    remedy: Mapping[str, str]


class _Facts(dict[str, object]):
    def __missing__(self, name: str) -> str:
        return "…"


@cache
def table() -> Mapping[str, Words]:
    """All codes. A code that two files claim is a mistake of ours and raises at once."""
    rows: dict[str, Words] = {}
    for file in sorted((Path(settings.FONDOUK.facts_dir) / "refusals").glob("*.toml")):
        for code, row in tomllib.loads(file.read_text("utf-8")).items():
            if code in rows:
                raise RuntimeError(f"refusal {code} stands twice, the second time in {file.name}")
            rows[code] = Words(
                status=row["status"],
                sentence={lang.value: row[lang.value] for lang in Language},
                remedy={lang.value: row.get(f"remedy_{lang.value}", "") for lang in Language},
            )
    return rows


def status_of(refused: Refused) -> int:
    return table()[refused.code].status


def sentence(refused: Refused, language: str) -> str:
    """What is wrong, in the reader's language, with the facts filled in."""
    return _fill(table()[refused.code].sentence, refused, language)


def remedy(refused: Refused, language: str) -> str:
    """What to do about it, in the reader's language; "" where the sentence says it all."""
    return _fill(table()[refused.code].remedy, refused, language)


def _fill(texts: Mapping[str, str], refused: Refused, language: str) -> str:
    text = texts.get(language) or texts["en"]
    return text.format_map(_Facts(refused.facts))
