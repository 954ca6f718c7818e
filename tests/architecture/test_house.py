"""The house's budgets and its blind spots: what import contracts cannot see."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import ForeignKey, ManyToManyField

from fondouk.plumbing import refusals

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "fondouk"
FILES = [file for file in sorted(SOURCE.rglob("*.py")) if "migrations" not in file.parts]

FUNCTION_LINES, MODULE_LINES, CLASS_LINES, ARGUMENTS, NESTING, FLOW_LINES = 60, 400, 200, 7, 3, 150

RANKS = [
    "kernel",
    "plumbing",
    "reference",
    "notices",
    "companies",
    "catalogue",
    "evidence",
    "discovery",
    "sourcing",
    "orders",
]
BLOCKS = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
IMPURE_CALLS = {"now", "utcnow", "today", "time", "time_ns", "random", "uuid4", "getenv", "open"}
IMPURE_IMPORTS = {"random", "secrets", "os", "time", "socket", "pathlib", "uuid", "subprocess"}


@cache
def tree_of(file: Path) -> ast.Module:
    return ast.parse(file.read_text("utf-8"))


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


def length(node: ast.AST) -> int:
    return node.end_lineno - node.lineno + 1


def depth(node: ast.AST, level: int = 0) -> int:
    deepest = level
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            continue
        chained = isinstance(node, ast.If) and isinstance(child, ast.If) and child in node.orelse
        step = 1 if isinstance(child, BLOCKS) and not chained else 0
        deepest = max(deepest, depth(child, level + step))
    return deepest


def test_modules_and_flows_keep_their_size():
    too_long = []
    for file in FILES:
        lines = len(file.read_text("utf-8").splitlines())
        most = FLOW_LINES if file.parent == SOURCE / "flows" else MODULE_LINES
        if lines > most:
            too_long.append(f"{named(file)}: {lines} lines, at most {most}")
    assert not too_long, "\n".join(too_long)


def test_functions_and_classes_keep_their_size():
    found = []
    for file in FILES:
        for node in ast.walk(tree_of(file)):
            where = f"{named(file)}:{getattr(node, 'lineno', 0)} {getattr(node, 'name', '')}"
            if isinstance(node, ast.ClassDef) and length(node) > CLASS_LINES:
                found.append(f"{where}: class of {length(node)} lines")
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            given = node.args
            count = len(given.posonlyargs) + len(given.args) + len(given.kwonlyargs)
            count -= bool(given.args and given.args[0].arg in {"self", "cls"})
            if length(node) > FUNCTION_LINES:
                found.append(f"{where}: function of {length(node)} lines")
            if count > ARGUMENTS:
                found.append(f"{where}: {count} arguments")
            if depth(node) > NESTING:
                found.append(f"{where}: nested {depth(node)} deep")
    assert not found, "\n".join(found)


def test_the_core_reads_no_clock_no_chance_no_environment():
    found = []
    for file in FILES:
        parts = file.relative_to(SOURCE).parts
        if not (parts[0] == "kernel" or "domain" in parts or "domain.py" in parts):
            continue
        for node in ast.walk(tree_of(file)):
            if isinstance(node, ast.Call):
                called = node.func
                name = getattr(called, "attr", getattr(called, "id", ""))
                if name in IMPURE_CALLS:
                    found.append(f"{named(file)}:{node.lineno} calls {name}")
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [getattr(node, "module", "") or "", *(alias.name for alias in node.names)]
                if {name.split(".")[0] for name in names} & IMPURE_IMPORTS:
                    found.append(f"{named(file)}:{node.lineno} imports {names}")
    assert not found, "\n".join(found)


def test_every_module_says_why_it_exists():
    silent = [named(file) for file in FILES if ast.get_docstring(tree_of(file)) is None]
    assert not silent, "\n".join(silent)


def test_nothing_is_left_for_later():
    words = re.compile(r"\b(TODO|FIXME|XXX)\b|coming soon|not implemented yet", re.IGNORECASE)
    files = [*FILES, *SOURCE.rglob("*.html"), *SOURCE.rglob("*.css"), *SOURCE.rglob("*.js")]
    found = [named(file) for file in files if words.search(file.read_text("utf-8"))]
    assert not found, "\n".join(found)


def test_keys_to_other_rooms_point_down_and_no_lookup_crosses_them():
    upward, crossing = [], set()
    for model in apps.get_models():
        if not model.__module__.startswith("fondouk."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | ManyToManyField):
                continue
            here, there = model._meta.app_label, field.related_model._meta.app_label
            if here == there or there not in RANKS:
                continue
            crossing.add(field.name)
            if RANKS.index(there) > RANKS.index(here):
                upward.append(f"{model.__name__}.{field.name} -> {there}")
    assert not upward, "\n".join(upward)
    pattern = (
        re.compile(rf"\b({'|'.join(sorted(crossing))})__(?!in\b|isnull\b)\w+")
        if crossing
        else None
    )
    found = [
        f"{named(file)}: {match.group()}"
        for file in FILES
        if pattern and file.name not in {"admin.py"}
        for match in pattern.finditer(file.read_text("utf-8"))
        if _crosses(file, match.group(1))
    ]
    assert not found, "\n".join(found)


def _crosses(file: Path, field: str) -> bool:
    """Whether, in this file's own room, a key of that name leads to another room."""
    room = file.relative_to(SOURCE).parts[0]
    for model in apps.get_models():
        if model._meta.app_label != room:
            continue
        for one in model._meta.get_fields():
            if isinstance(one, ForeignKey) and one.name == field:
                return one.related_model._meta.app_label != room
    return False


def codes_in_source() -> dict[str, str]:
    """Every code that the source may refuse with, and where."""
    codes = {}
    for file in FILES:
        for node in ast.walk(tree_of(file)):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            first = node.args[0] if node.args else None
            if name in {"Refused", "Problem", "problem", "refused"} and isinstance(
                first, ast.Constant
            ):
                codes.setdefault(str(first.value), f"{named(file)}:{node.lineno}")
            for keyword in node.keywords:
                if keyword.arg == "code" and isinstance(keyword.value, ast.Constant):
                    codes.setdefault(str(keyword.value.value), f"{named(file)}:{node.lineno}")
    return codes


def test_each_refusal_has_its_words_in_four_languages():
    table, used = refusals.table(), codes_in_source()
    wordless = [f"{code} ({where})" for code, where in used.items() if code not in table]
    assert not wordless, "refusals without a row in data/refusals: " + ", ".join(wordless)
    for code, words in table.items():
        assert all(words.sentence.values()), code
        given = [language for language, text in words.remedy.items() if text]
        assert len(given) in {0, 4}, f"{code}: the remedy stands in {given} only"
        assert 400 <= words.status < 600, code


def test_no_refusal_word_stands_unused():
    text = "\n".join(file.read_text("utf-8") for file in FILES)
    unused = [code for code in refusals.table() if f'"{code}"' not in text]
    assert not unused, ", ".join(unused)


@pytest.mark.parametrize("folder", ["docs", "src", "tests", "data"])
def test_no_path_of_a_machine_is_written_down(folder):
    pattern = re.compile(r"(?<![\w.-])/(?:work|root|home)/[a-z]")
    kinds = {".py", ".md", ".toml", ".jsonl", ".html", ".css", ".js", ".json"}
    found = [
        named(file)
        for file in (ROOT / folder).rglob("*")
        if file.suffix in kinds
        and file != Path(__file__)
        and pattern.search(file.read_text("utf-8"))
    ]
    assert not found, "\n".join(found)
