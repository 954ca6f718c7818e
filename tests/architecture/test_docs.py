"""A reader who follows a link of the documentation arrives somewhere."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("**/*.md"))]
_CODE = re.compile(r"^```.*?^```|`[^`\n]+`", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|#|/")


def dead_links(page: Path) -> list[str]:
    """The relative links of a page that lead to nothing."""
    links = _LINK.findall(_CODE.sub("", page.read_text("utf-8")))
    relative = [link for link in links if not _ELSEWHERE.match(link)]
    return [one for one in relative if not (page.parent / unquote(one.split("#")[0])).exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file(page: Path) -> None:
    assert dead_links(page) == []


def test_a_dead_link_is_noticed(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("[here](page.md#part) [gone](gone.md) `[code](no.md)` [far](https://a.org)")

    assert dead_links(page) == ["gone.md"]
