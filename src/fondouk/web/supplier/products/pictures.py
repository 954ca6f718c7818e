"""Pictures of a product: add, remove, move to the front."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fondouk.catalogue import commands
from fondouk.kernel.refused import Refused
from fondouk.plumbing import clock
from fondouk.web.supplier.products.views import own_listing
from fondouk.web.ui.shortcuts import actor_of, for_company


class PictureForm(forms.Form):
    """One picture."""

    picture = forms.FileField()


@require_POST
@for_company
def add(request: HttpRequest, product_id: str) -> HttpResponse:
    """Check the picture by its content and make its sizes."""
    own_listing(request, product_id)
    form = PictureForm(request.POST, request.FILES)
    if not form.is_valid():
        raise Refused("not_a_picture", "picture")
    commands.add_picture(
        actor_of(request),
        product_id=product_id,
        content=form.cleaned_data["picture"].read(),
        at=clock.now(),
    )
    messages.success(request, _("The picture is added."))
    return _back(product_id)


@require_POST
@for_company
def change(request: HttpRequest, product_id: str) -> HttpResponse:
    """Remove a picture, or make it the one that lists show."""
    own_listing(request, product_id)
    actor, picture = actor_of(request), request.POST.get("picture", "")
    if request.POST.get("do") == "first":
        commands.move_picture_first(
            actor, product_id=product_id, picture_id=picture, at=clock.now()
        )
    else:
        commands.remove_picture(actor, product_id=product_id, picture_id=picture, at=clock.now())
    return _back(product_id)


def _back(product_id: str) -> HttpResponse:
    address = reverse("supplier:product", kwargs={"product_id": product_id})
    return HttpResponseRedirect(f"{address}#pictures")
