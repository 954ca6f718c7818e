"""One text in up to four languages, as its author gave it: what is missing stays missing."""

from collections.abc import Mapping
from dataclasses import dataclass

from fondouk.kernel.codes import Language
from fondouk.kernel.refused import Refused

_PLACES = {language.value: place for place, language in enumerate(Language)}


@dataclass(frozen=True, slots=True)
class Texts:
    """A text by language. Empty strings are dropped, so that "given" means something."""

    by_language: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, texts: Mapping[str, object] | None, field: str | None = None) -> "Texts":
        """From `{"en": "Saffron", …}`. Refuses `unknown_language`."""
        kept = []
        for code, text in (texts or {}).items():
            if code not in _PLACES:
                raise Refused("unknown_language", field, value=str(code)[:10])
            if text is not None and str(text).strip():
                kept.append((code, str(text).strip()))
        return cls(tuple(sorted(kept, key=lambda pair: _PLACES[pair[0]])))

    def get(self, language: str) -> str | None:
        """The text in exactly this language, or None."""
        return dict(self.by_language).get(language)

    def best(self, language: str) -> str:
        """The text in this language, else in the first language given, else ""."""
        given = dict(self.by_language)
        return given.get(language) or next(iter(given.values()), "")

    def language_of_best(self, language: str) -> str:
        """The language in which `best` answers, so that a page can mark a text's own language."""
        given = dict(self.by_language)
        return language if language in given else next(iter(given), language)

    def shown(self) -> dict[str, str]:
        return dict(self.by_language)

    def __bool__(self) -> bool:
        return bool(self.by_language)
