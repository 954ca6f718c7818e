"""Words as a reader means them: one form for a document and for the question that looks for it.

English, French, Spanish and Arabic share one analysis, so that nobody must guess a question's
language: accents and Arabic spellings are folded, endings that only mark number or gender are
cut lightly, elided articles fall away, and numbers, units and model numbers keep a form in
which they meet however they were typed.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_PIECE = re.compile(r"[^\W_]+(?:['’.,/+_-][^\W_]+)*")
_SPLIT = re.compile(r"['’./,+_-]")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*\Z")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(,\d{3})+(\.\d+)?\Z")
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)([^\W\d_]{1,3})\Z")
_SERIES = re.compile(r"([^\W\d_]{3,})(\d+)\Z")
_ARABIC = re.compile("[\u0600-\u06ff]")
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]")

_SPELLINGS = str.maketrans(
    {
        "\u0640": None,  # tatweel, a stroke that only stretches a word
        "\u0649": "\u064a",  # alef maqsura is read as yaa
        "\u0629": "\u0647",  # taa marbuta is often typed as haa
        "\u06cc": "\u064a",
        "\u06a9": "\u0643",
        "\u06af": "\u0643",  # the Moroccan gaf in its two forms
        "\u06ad": "\u0643",
        "\u0671": "\u0627",
        "ß": "ss",
        "œ": "oe",
        "æ": "ae",
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "®": " ",
        "™": " ",
        "©": " ",
        "\u060c": " ",
    }
)
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")

_JOINERS = """
a an and are as at be by for from in into is it its of on or the to with without
à au aux avec ce ces dans de des du en et la le les leur ou où par pas pour sans se ses son
sur un une
al con de del e el ella en entre es la las lo los más o para por sin su sus un una y
من في على إلى عن مع أو و هذا هذه ذلك التي الذي بدون
"""
_STOPS = frozenset(_JOINERS.split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text or question.

    `surface` is folded but whole, `stem` what an index holds; `parts` are the stems of a word
    put together of several ("tn-2110", "5kg"), else empty; a `stop` word says nothing alone.
    """

    surface: str
    stem: str
    parts: tuple[str, ...] = ()
    stop: bool = False


def fold(text: str) -> str:
    """Lower case without accents, vowel marks and spelling variants. "Thé" becomes "the"."""
    lowered = text.lower()
    if lowered.isascii():
        return lowered
    apart = unicodedata.normalize("NFKD", lowered.translate(_SPELLINGS)).lower()
    return _MARKS.sub("", apart).translate(_DIGITS).translate(_SPELLINGS)


def words(text: str) -> list[Word]:
    """The words of a question, in its order."""
    return [word for piece in _pieces(text) if (word := _word(piece))]


def content(text: str) -> list[str]:
    """The stems of a text in its order, without stop words, as an index holds them.

    A compound gives its parts and then itself in one piece: "dv7-1211ea" gives dv7, 1211ea and
    dv71211ea; "5 kg" and "5kg" both give 5, kg and 5kg.
    """
    return _stems(text, stops=False)


def tokens(text: str) -> list[str]:
    """As `content`, with the stop words: for fields in which phrases are looked for."""
    return _stems(text, stops=True)


def surfaces(text: str) -> list[str]:
    """The whole words of a text, folded but not stemmed: for completion and repair."""
    return [part for piece in _pieces(text) for part in _folded_parts(piece)]


def is_stop(word: str) -> bool:
    """True for a word that only joins others. Accents count: "the" is one, "thé" is not."""
    return word.lower() in _STOPS


def _pieces(text: str) -> list[str]:
    """Lower-case pieces between blanks and punctuation, accents kept."""
    lowered = text.lower()
    if not lowered.isascii():
        lowered = unicodedata.normalize("NFC", lowered)
        if _MARKS.search(lowered):
            lowered = _MARKS.sub("", lowered)
    return _PIECE.findall(lowered)


def _stems(text: str, *, stops: bool) -> list[str]:
    made: list[str] = []
    number = ""
    for piece in _pieces(text):
        read = _read(piece)
        if read.unit and number:
            made += (read.stems[0], number + read.unit)
        elif stops or not read.stop:
            made += read.stems
        number = read.number
    return made


@dataclass(frozen=True, slots=True)
class _Reading:
    """A piece as texts take it in: its stems, and whether it may be a unit or a number."""

    stems: tuple[str, ...]
    stop: bool
    unit: str
    number: str


@lru_cache(maxsize=1 << 17)
def _read(piece: str) -> _Reading:
    word = _word(piece)
    if word is None:
        return _Reading((), False, "", "")
    whole = not word.parts or _SERIES.match(word.surface)
    stems = (word.stem,) if whole else (*word.parts, word.stem)
    unit = word.surface if len(piece) <= 3 and piece.isalpha() else ""
    number = word.stem if word.stem.replace(".", "").isdigit() else ""
    return _Reading(stems, word.stop, unit, number)


@lru_cache(maxsize=1 << 17)
def _folded_parts(piece: str) -> tuple[str, ...]:
    return _split(fold(piece))


@lru_cache(maxsize=1 << 17)
def _word(piece: str) -> Word | None:
    parts = _folded_parts(piece)
    if not parts:
        return None
    if len(parts) > 1:
        whole = stem("".join(parts))
        return Word(whole, whole, tuple(stem(part) for part in parts))
    series = _SERIES.match(parts[0])
    split = (stem(series[1]), series[2]) if series else ()
    return Word(parts[0], stem(parts[0]), split, piece in _STOPS)


def _split(piece: str) -> tuple[str, ...]:
    """The parts of a compound; single letters beside an apostrophe fall away (d', l', 's)."""
    if piece.isalpha():
        return (piece,)
    if _NUMBER.match(piece):
        return (_number(piece),)
    if measure := _MEASURE.match(piece):
        return (_number(measure[1]), measure[2])
    parts = _SPLIT.split(piece)
    if "'" in piece or "’" in piece:
        parts = [part for part in parts if len(part) > 1 or part.isdigit()] or parts
    return tuple(parts)


def _number(digits: str) -> str:
    """With a point for decimals: "1,5" is "1.5", and "1,200" is "1200"."""
    if _THOUSANDS.match(digits):
        return digits.replace(",", "")
    return digits.replace(",", ".")


# --- stems -----------------------------------------------------------------------------------


@lru_cache(maxsize=1 << 17)
def stem(word: str) -> str:
    """The word without the endings of number and gender; digits and short words stay whole."""
    if len(word) < 4 or not word.isalpha():
        return word
    return _arabic(word) if _ARABIC.match(word) else _latin(word)


def _latin(word: str) -> str:
    singular = _singular(word)
    cut = singular.rstrip("e") if singular.endswith("e") else singular
    if cut == singular and cut[-1] in "ao":
        cut = cut[:-1]
    if len(cut) < 3:
        return singular
    if cut[-1] == "y":
        cut = cut[:-1] + "i"
    return cut[:-1] if len(cut) > 3 and cut[-1] == cut[-2] else cut


def _singular(word: str) -> str:
    """Plural endings of the three languages, longest first."""
    if word.endswith("eaux"):
        return word[:-1]
    if word.endswith("aux") and len(word) > 5:
        return word[:-3] + "al"
    if word.endswith(("eux", "oux")) and len(word) > 4:
        return word[:-1]
    if word.endswith(("ches", "shes", "sses", "xes", "zes")) and len(word) > 4:
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


_ARTICLES = ("وال", "بال", "كال", "فال", "لل", "ال")
_ENDINGS = (("ات", 3), ("ون", 4), ("ين", 4), ("ان", 4), ("يه", 3), ("ها", 3), ("ه", 3), ("ي", 3))


def _arabic(word: str) -> str:
    """Without article, joined conjunction and one ending, as long as a root's letters stay.

    The endings -un, -in and -an need four letters before them, so that olives (zaytun) do not
    become oil (zayt).
    """
    for article in _ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= 3:
            word = word[len(article) :]
            break
    for ending, rest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= rest:
            word = word[: -len(ending)]
            break
    if word[0] == "و" and len(word) > 4:
        word = word[1:]
    return word
