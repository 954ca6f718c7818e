"""Papers for the desk and the way to being verified."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from fondouk.companies import commands, queries
from fondouk.companies.events import DocumentKind
from fondouk.kernel.actor import Deed
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.account.company_forms import PaperForm
from fondouk.web.account.views.company import company_context
from fondouk.web.account.words import PAPERS
from fondouk.web.ui.shortcuts import (
    actor_of,
    attachment,
    for_company,
    language_of,
    put_refusals,
    render,
    signed_in,
)


@for_company
def verification(request: HttpRequest) -> HttpResponse:
    """The papers shown so far, a form for the next, and the button that asks the desk."""
    actor = actor_of(request)
    actor.require(Deed.MANAGE_COMPANY)
    company_id = actor.company_id or ""
    form = PaperForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            commands.add_document(
                actor=actor,
                company_id=company_id,
                kind=DocumentKind(form.cleaned_data["kind"]),
                name=file.name,
                content=file.read(),
                at=clock.now(),
            )
        except Refused as refused:
            put_refusals(form, refused, language_of(request))
        else:
            return HttpResponseRedirect(reverse("account:verification"))
    papers = [
        {"paper": paper, "label": PAPERS[paper.kind]}
        for paper in queries.list_documents(actor, company_id)
    ]
    context = company_context(actor) | {"form": form, "papers": papers}
    return render(request, "account/verification.html", context)


@require_POST
@for_company
def submit(request: HttpRequest) -> HttpResponse:
    """Ask the desk to look."""
    actor = actor_of(request)
    commands.submit_for_verification(
        actor=actor, company_id=actor.company_id or "", at=clock.now()
    )
    messages.success(request, _("The desk has been asked to look."))
    return HttpResponseRedirect(reverse("account:verification"))


@require_POST
@for_company
def remove(request: HttpRequest, paper_id: str) -> HttpResponse:
    """Take a paper back."""
    commands.remove_document(actor=actor_of(request), document_id=paper_id, at=clock.now())
    return HttpResponseRedirect(reverse("account:verification"))


@require_GET
@signed_in
def download(request: HttpRequest, paper_id: str) -> HttpResponse:
    """The file, for its company's managers and the desk: always as an attachment."""
    paper = queries.get_document(actor_of(request), paper_id)
    return attachment(paper.sha256, name=paper.name, media_type=paper.media_type)
