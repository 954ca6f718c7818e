"""The desk's first page: what waits for this person, with one clear next action each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fondouk.answers.desk_work import DeskWork, get_desk_work
from fondouk.plumbing import clock
from fondouk.web.ui.shortcuts import actor_of, for_staff, render
from fondouk.web.ui.words import language_name, number


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One line of the desk's work: how many, of what, and where to begin."""

    count: int
    title: str
    note: str
    action: str
    href: str
    urgent: bool = False


@for_staff
def home(request: HttpRequest) -> HttpResponse:
    """Everything that waits, the urgent first; what is done is said in one line."""
    work = get_desk_work(actor_of(request), on=clock.today())
    tasks = list(_tasks(work))
    open_tasks = sorted((one for one in tasks if one.count), key=lambda one: not one.urgent)
    done = [one for one in tasks if not one.count]
    return render(request, "desk/home.html", {"tasks": open_tasks, "done": done})


def _tasks(work: DeskWork) -> Iterator[Task]:
    yield from _standstills(work)
    yield from _companies(work)
    yield from _certificates(work)
    yield from _listings(work)
    yield from _imports(work)
    yield from _rates(work)


def _standstills(work: DeskWork) -> Iterator[Task]:
    if work.standstills is not None:
        yield Task(
            count=work.standstills,
            title=_("Parts of the hub that stand still"),
            note=_("What happened since does not reach search or notices."),
            action=_("See what fails"),
            href=reverse("desk:standstills"),
            urgent=True,
        )


def _companies(work: DeskWork) -> Iterator[Task]:
    if work.companies_submitted is not None:
        yield Task(
            count=work.companies_submitted,
            title=_("Companies that ask to be verified"),
            note=_("The one that has waited longest comes first."),
            action=_("Check the companies"),
            href=f"{reverse('desk:companies')}?state=submitted",
        )


def _certificates(work: DeskWork) -> Iterator[Task]:
    if work.certificates_waiting is not None:
        yield Task(
            count=work.certificates_waiting,
            title=_("Certificates to check"),
            note=_("Their papers are in; nobody has read them yet."),
            action=_("Read the papers"),
            href=reverse("desk:certificates"),
        )


def _listings(work: DeskWork) -> Iterator[Task]:
    if work.listings_suspended is not None:
        yield Task(
            count=work.listings_suspended,
            title=_("Listings suspended"),
            note=_("Nobody but the supplier sees them until the suspension is lifted."),
            action=_("Look at them again"),
            href=f"{reverse('desk:listings')}?state=suspended",
        )
    for language, count in (work.unreviewed or {}).items():
        asked = urlencode({"language": language, "state": "published"})
        yield Task(
            count=count,
            title=_("Texts in %(language)s that nobody has reviewed")
            % {"language": language_name(language)},
            note=_("They are published; a reader of the language says whether they are right."),
            action=_("Review them"),
            href=f"{reverse('desk:translations')}?{asked}",
        )


def _imports(work: DeskWork) -> Iterator[Task]:
    if work.imports_failed is not None:
        yield Task(
            count=work.imports_failed,
            title=_("Imports that failed"),
            note=_("Nothing of them is seen by others."),
            action=_("See why"),
            href=reverse("desk:imports"),
        )


def _rates(work: DeskWork) -> Iterator[Task]:
    if work.rates_stale is not None:
        days = ngettext("%(days)s day", "%(days)s days", work.rate_days_max) % {
            "days": number(work.rate_days_max)
        }
        yield Task(
            count=work.rates_stale,
            title=_("Exchange rates out of date"),
            note=_("Older than %(days)s; prices in other currencies are converted with them.")
            % {"days": days},
            action=_("Type new rates"),
            href=reverse("desk:rates"),
        )
