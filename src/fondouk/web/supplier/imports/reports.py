"""What was wrong with a file, in the reader's words: on the page and as a table to download."""

import csv
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from fondouk.catalogue import queries
from fondouk.kernel.actor import Actor
from fondouk.kernel.refused import Refused
from fondouk.plumbing import refusals


def told_problem(problem: queries.Problem, language: str) -> dict[str, Any]:
    refused = Refused(problem.code, problem.column, **problem.facts)
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "sentence": refusals.sentence(refused, language),
        "remedy": refusals.remedy(refused, language),
    }


def told_failure(refused: Refused, language: str) -> dict[str, str]:
    """Why a whole file cannot be."""
    return {
        "sentence": refusals.sentence(refused, language),
        "remedy": refusals.remedy(refused, language),
    }


class _Line:
    """A file that hands back each written line."""

    def write(self, line: str) -> str:
        return line


def report_lines(actor: Actor, import_id: str, language: str) -> Iterator[str]:
    writer = csv.writer(_Line())
    heads = [_("Row"), _("Column"), _("Value"), _("Code"), _("What is wrong"), _("What to do")]
    yield "\ufeff" + writer.writerow(heads)
    for problem in queries.iter_problems(actor, import_id):
        told = told_problem(problem, language)
        cells = (told["column"], told["value"], problem.code, told["sentence"], told["remedy"])
        yield writer.writerow([told["row"], *map(queries.neutral, cells)])
