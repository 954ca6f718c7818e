"""Cells that spreadsheets would run as formulas, made harmless on the way out and whole again
on the way in.

Guarantee: `bare(neutral(text)) == text` for every text. A cell is dangerous when it begins with
= + - @ (also full-width, as East Asian keyboards give them), tab or return, or with apostrophes
before one of these; plain numbers are not dangerous.
Dangerous cells get one more apostrophe in front, and `bare` takes exactly one away again
(the risk: CWE-1236, formula elements in a CSV file).
"""

import re

_DANGEROUS = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_MARKED = re.compile(r"'+[=+\-@＝＋－＠\t\r\n]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

SHOWN_CHARS = 80


def neutral(text: str) -> str:
    """The text as it may stand in a spreadsheet's cell."""
    if _DANGEROUS.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def bare(text: str) -> str:
    """What `neutral` was given."""
    return text[1:] if text[:1] == "'" and _MARKED.match(text) else text


def shortened(value: object) -> str:
    """A value as a report shows it: one line, at most 80 characters."""
    text = " ".join(str(value).split())
    return text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…"
