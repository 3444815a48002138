"""Every component once, with contents like those of real pages: to be looked at when the look changes."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_GET

from sunhall.kernel.refused import Refused
from sunhall.web import wording
from sunhall.web.access import for_anyone
from sunhall.web.fields import DayField
from sunhall.web.pages import page
from sunhall.web.styleguide import samples


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=pgettext_lazy("sample", "Name of the business"), max_length=60)
    usci = forms.CharField(
        label=pgettext_lazy("sample", "Unified social credit code"),
        help_text=pgettext_lazy("sample", "18 characters, on the business licence"),
    )
    area = forms.DecimalField(label=pgettext_lazy("sample", "Floor area"), max_digits=8, decimal_places=2)
    opened_on = DayField(label=pgettext_lazy("sample", "Planned opening day"))
    kind = forms.ChoiceField(
        label=pgettext_lazy("sample", "Kind of business"), choices=samples.KINDS, widget=forms.RadioSelect
    )
    risks = forms.MultipleChoiceField(
        label=pgettext_lazy("sample", "What will you prepare?"),
        choices=samples.DISHES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    district = forms.ChoiceField(label=pgettext_lazy("sample", "District"), choices=samples.DISTRICTS)
    note = forms.CharField(
        label=pgettext_lazy("sample", "Anything the officers should know"), widget=forms.Textarea, required=False
    )
    agreed = forms.BooleanField(label=pgettext_lazy("sample", "What I state here is true and complete."))
    password = forms.CharField(label=pgettext_lazy("sample", "Password"), widget=forms.PasswordInput)


@for_anyone
@require_GET
def components(request: HttpRequest) -> HttpResponseBase:
    """The components of citizens' pages, with a form in error beside a form at rest."""
    wrong = SampleForm({"usci": "91110000", "opened_on": "next week", "kind": "restaurant", "area": "12"})
    return page(
        request,
        "styleguide/components.html",
        form=SampleForm(auto_id="rest_%s"),
        wrong=wrong,
        kinds=samples.KINDS,
        districts=samples.DISTRICTS,
        told=wording.sentence(Refused("changed_meanwhile")),
        steps=samples.STEPS,
        lights=samples.LIGHTS,
        colours=("blue", "grey", "sun", "green", "orange", "red"),
        states=samples.STATES,
        columns=samples.COLUMNS,
        rows=samples.ROWS,
        today=samples.TODAY,
        guide_name=samples.GUIDE_NAME,
    )


@for_anyone
@require_GET
def desk(request: HttpRequest) -> HttpResponseBase:
    """The dense components: a work list, panes, the verdict row and its keys."""
    return page(
        request,
        "styleguide/desk.html",
        files=samples.files(),
        states=samples.STATES,
        state=request.GET.get("state", ""),
        sort=request.GET.get("sort", "due"),
        papers=samples.PAPERS,
    )


@for_anyone
@require_GET
def pictures(request: HttpRequest) -> HttpResponseBase:
    """The pictures drawn on the server, each with its text beside it."""
    return page(request, "styleguide/pictures.html", **samples.pictures())


@for_anyone
@require_GET
def error(request: HttpRequest, name: str) -> HttpResponse:
    """One of the error pages, to be looked at (answered 200)."""
    known = ("400", "403", "403_csrf", "404", "413", "429", "500", "refused")
    if name not in known:
        raise Http404
    context: dict[str, Any] = {"back": "/", "told": wording.sentence(Refused("no_such_code"))}
    return render(request, f"errors/{name}.html", context)
