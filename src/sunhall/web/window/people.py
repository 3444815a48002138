"""The person or enterprise at the window: found by identity, registered when new, numbers shown on the record only."""

from dataclasses import dataclass, field
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sunhall.cases import queries
from sunhall.catalogue.rules import values
from sunhall.catalogue.wording import sentence as field_sentence
from sunhall.kernel import clock
from sunhall.kernel.ids import resident, uscc
from sunhall.kernel.ids.fault import Fault, undash
from sunhall.kernel.refused import Refused
from sunhall.people import acts as people
from sunhall.people import queries as people_queries
from sunhall.people.queries import Actor
from sunhall.web.access import for_role
from sunhall.web.casefile import lists
from sunhall.web.pages import page, refused_page
from sunhall.web.window import tokens

ID_TYPES: Final = (
    ("resident_id", gettext_lazy("Resident identity card")),
    ("usci", gettext_lazy("Unified social credit code (enterprise or organisation)")),
    ("hk_macao_permit", gettext_lazy("Hong Kong or Macao travel or residence permit")),
    ("taiwan_permit", gettext_lazy("Taiwan travel or residence permit")),
    ("passport", gettext_lazy("Passport")),
    ("foreign_pr", gettext_lazy("Foreign permanent resident ID card")),
)
ORG_TYPES: Final = (
    ("company", gettext_lazy("Company")),
    ("individual_business", gettext_lazy("Individual business")),
    ("partnership", gettext_lazy("Partnership")),
    ("sole", gettext_lazy("Sole proprietorship")),
    ("cooperative", gettext_lazy("Farmers' cooperative")),
    ("public_institution", gettext_lazy("Public institution")),
    ("social_organisation", gettext_lazy("Social organisation")),
    ("government_body", gettext_lazy("Government body")),
    ("other", gettext_lazy("Other")),
)


@dataclass(slots=True)
class Identity:
    """What was typed as an identity, and what is wrong with it."""

    id_type: str
    number: str
    errors: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_person(self) -> bool:
        return self.id_type != "usci"


def read_identity(id_type: str, typed: str) -> Identity:
    """Check digits of resident numbers and credit codes, the shape of others. An 18-character number tells its kind."""
    number = undash(typed)
    if id_type not in dict(ID_TYPES):
        id_type = "usci" if isinstance(uscc.read(number), uscc.Identifier) else "resident_id"
    found = Identity(id_type, number)
    if not number:
        found.errors.append(("id_number", _("Enter the number.")))
    elif id_type in ("resident_id", "usci"):
        read = resident.read(number, clock.today()) if id_type == "resident_id" else uscc.read(number)
        if isinstance(read, Fault):
            found.errors.append(("id_number", field_sentence(f"{id_type}_{read.reason}", {})))
        else:
            found.number = read.number
    elif not values.OTHER_ID.fullmatch(number):
        found.errors.append(("id_number", field_sentence("not_an_id_number", {})))
    return found


@for_role("clerk")
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest) -> HttpResponseBase:
    """Find somebody by identity; who is not known is registered here. The number never stands in an address."""
    if request.method == "GET":
        return page(request, "window/person.html", id_types=ID_TYPES, typed={"id_type": "resident_id"}, errors=[])
    identity = read_identity(request.POST.get("id_type", ""), request.POST.get("id_number", "")[:60])
    typed = {name: request.POST.get(name, "").strip() for name in _MOST} | {
        "id_type": identity.id_type,
        "id_number": identity.number or request.POST.get("id_number", ""),
    }
    context: dict[str, Any] = {"id_types": ID_TYPES, "org_types": ORG_TYPES, "typed": typed, "identity": identity}
    if identity.errors:
        return page(request, "window/person.html", status=422, errors=identity.errors, **context)
    known = people_queries.party_by_identity(identity.id_type, identity.number)
    if known:
        return HttpResponseRedirect(_address(request, known.id))
    if "register" not in request.POST:
        return page(request, "window/person.html", unknown=True, errors=[], **context)
    errors = _wrong(typed, identity)
    if errors:
        return page(request, "window/person.html", status=422, unknown=True, errors=errors, **context)
    try:
        made = people.meet_party(
            kind="person" if identity.is_person else "organisation",
            name=typed["name"],
            id_type=identity.id_type,
            id_number=identity.number,
            phone=typed["phone"],
            email=typed["email"],
            address=typed["address"],
            details={} if identity.is_person else {k: typed[k] for k in ("org_type", "legal_rep_name") if typed[k]},
        )
    except Refused as refusal:
        return refused_page(request, "window/person.html", refusal, unknown=True, errors=[], **context)
    return HttpResponseRedirect(_address(request, made.pk))


def _address(request: HttpRequest, party_id: int) -> str:
    return reverse("window:party", args=[tokens.sealed(request.actor, party_id)])  # type: ignore[attr-defined]


_MOST: Final = {"name": 200, "phone": 32, "email": 254, "address": 300, "org_type": 40, "legal_rep_name": 50}


def _wrong(typed: dict[str, str], identity: Identity) -> list[tuple[str, str]]:
    """What is missing, too long or not what it should be, field by field."""
    errors = [
        (name, field_sentence("too_long", {"max": most, "length": len(typed[name])}))
        for name, most in _MOST.items()
        if len(typed[name]) > most
    ]
    if errors:
        return errors
    if not typed["name"]:
        errors.append(("name", _("Enter the name as it stands on the document.")))
    if not values.PHONE.fullmatch(typed["phone"].replace(" ", "")):
        errors.append(("phone", field_sentence("not_a_phone", {})))
    if typed["email"] and not values.EMAIL.fullmatch(typed["email"]):
        errors.append(("email", field_sentence("not_an_email", {})))
    if not identity.is_person and typed["org_type"] not in ("", *dict(ORG_TYPES)):
        errors.append(("org_type", _("Choose the type of organisation.")))
    if not identity.is_person and not typed["legal_rep_name"]:
        errors.append(("legal_rep_name", _("Enter the name of the legal representative.")))
    return errors


@for_role("clerk")
@require_safe
def party(request: HttpRequest, token: str) -> HttpResponseBase:
    """The card of a person or enterprise, the number masked, with her cases at the authorities of this window."""
    return _card(request, token, revealed=False)


@for_role("clerk")
@require_POST
def reveal(request: HttpRequest, token: str) -> HttpResponseBase:
    """Show the number in full. Who looked, when and what for goes on record (PIPL art. 51)."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = people_queries.party(tokens.opened(actor, token))
    assert actor.user_id is not None
    people.log_reading(by=actor.user_id, party_id=found.id, field_class="identity", purpose="counter", at=clock.now())
    return _card(request, token, revealed=True)


def _card(request: HttpRequest, token: str, *, revealed: bool) -> HttpResponseBase:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = people_queries.party(tokens.opened(actor, token))
    rows = queries.find(actor, found.id_number, at=clock.now())
    return page(
        request,
        "window/party.html",
        party=found,
        token=token,
        id_type=dict(ID_TYPES).get(found.id_type, found.id_type),
        revealed=revealed,
        rows=[lists.told(row) for row in rows],
    )
