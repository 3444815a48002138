"""Checking a certificate by its number (and the code printed on it), and a notice by its check code. One query each;
two more for a certificate that is not in force, to say why."""

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from sunhall.certificates import fate as fates
from sunhall.certificates import queries as certificates
from sunhall.documents import queries as documents
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound
from sunhall.web.access import for_anyone
from sunhall.web.casefile import fates as fate_words
from sunhall.web.casefile import words as case_words
from sunhall.web.pages import page
from sunhall.web.public import guarded, words
from sunhall.web.public.find import said

WHAT = "verify"
AUTOCOMPLETE_OFF = {"autocomplete": "off"}


class ByNumber(django_forms.Form):
    number = django_forms.CharField(
        label=_("Number of the certificate"),
        max_length=80,
        error_messages={"required": _("Enter the number as it stands on the certificate.")},
        widget=django_forms.TextInput(attrs=AUTOCOMPLETE_OFF),
    )
    code = django_forms.CharField(
        label=_("Check code"),
        help_text=_("Printed beside the QR code. It shows that the paper you hold is the one that was issued."),
        max_length=40,
        required=False,
        widget=django_forms.TextInput(attrs=AUTOCOMPLETE_OFF),
    )


class ByCode(django_forms.Form):
    notice = django_forms.CharField(
        label=_("Check code of the notice"),
        help_text=_("Twelve characters at the foot of the notice, for example AB2C-3DEF-GH45"),
        max_length=40,
        error_messages={"required": _("Enter the check code at the foot of the notice.")},
        widget=django_forms.TextInput(attrs=AUTOCOMPLETE_OFF),
    )


@for_anyone
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Check whether a certificate or a notice was issued here, and whether it is valid today."""
    number, notice = ByNumber(), ByCode()
    if "number" in request.GET:
        number = ByNumber(request.GET)
        if number.is_valid():
            return _to_certificate(number.cleaned_data["number"], number.cleaned_data["code"])
    elif "notice" in request.GET:
        notice = ByCode(request.GET)
        if notice.is_valid():
            code = notice.cleaned_data["notice"].replace("/", "")
            return HttpResponseRedirect(reverse("public:verify_notice", args=[code or "-"]))
    status = 422 if number.errors or notice.errors else 200
    return page(request, "public/verify.html", status=status, number_form=number, notice_form=notice)


def _to_certificate(number: str, code: str) -> HttpResponse:
    address = reverse("public:verify_certificate", args=[number.replace("/", "")])
    return HttpResponseRedirect(f"{address}?{urlencode({'code': code})}" if code else address)


@for_anyone
@require_safe
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """What anyone may learn of a certificate: valid or not, who issued it, the holder's name masked."""
    at, code = clock.now(), said(request, "code", 40)
    if seconds := guarded.wait(request, WHAT, at=at):
        return guarded.told_to_wait(request, seconds, back=reverse("public:verify"))
    try:
        found = certificates.check(_plain(number), code or None, today=clock.legal_day(at))
    except NotFound:
        guarded.wrong(request, WHAT, at=at)
        return page(request, "public/unknown.html", status=404, said=number, what="certificate")
    if found.code_matches is False:
        guarded.wrong(request, WHAT, at=at)
    state = words.word(words.CERTIFICATE_STATES, found.state)
    fate = None if found.is_good or found.code_matches is False else fates.of(found.number)
    return page(
        request,
        "public/certificate.html",
        found=found,
        state=state,
        fate=fate_words.why(fate) if fate else "",
        newer=fate.by if fate else "",
        checked_at=at,
    )


@for_anyone
@require_safe
def notice(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a notice with this check code was issued, by whom, when, about which matter; never about whom."""
    at = clock.now()
    if seconds := guarded.wait(request, WHAT, at=at):
        return guarded.told_to_wait(request, seconds, back=reverse("public:verify"))
    try:
        found = documents.check_notice(_plain(code))
    except NotFound:
        guarded.wrong(request, WHAT, at=at)
        return page(request, "public/unknown.html", status=404, said=code, what="notice")
    return page(
        request,
        "public/notice.html",
        found=found,
        kind=case_words.word(case_words.NOTICES, found.kind),
        checked_at=at,
    )


def _plain(text: str) -> str:
    """Without what PostgreSQL cannot hold."""
    return "".join(c for c in text if c.isprintable())
