"""What every page knows: the house's name, the navigation of this reader, the inbox. A context processor.

Costs no query until a template shows the signed-in part; then the account, the actor and at most one count.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise, SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from sunhall.kernel.text import TextByLanguage
from sunhall.people import queries as people
from sunhall.web import addresses
from sunhall.web.actors import STAFF

DEMO_CITY: Final = {"zh-hans": "示范市", "en": "Demo City"}


@dataclass(frozen=True)
class Place:
    """One entry of the navigation. `current` is the longest address that the page's own address begins with."""

    text: str | Promise
    address: str
    current: bool = False


_FIND = (_("Find a service"), addresses.FIND)
_FOLLOW = (_("Follow a case"), addresses.FOLLOW)
_VERIFY = (_("Check a certificate"), addresses.VERIFY)
_PLACES: Final[dict[str, Sequence[tuple[str | Promise, str]]]] = {
    "anonymous": (_FIND, _FOLLOW, _VERIFY),
    "applicant": (_FIND, (_("My matters"), addresses.MY), _FOLLOW, _VERIFY),
    "clerk": ((_("Counter desk"), addresses.DESK), (pgettext_lazy("navigation", "Guides"), addresses.FIND), _VERIFY),
    "officer": ((_("Work list"), addresses.OFFICE), (pgettext_lazy("navigation", "Guides"), addresses.FIND), _VERIFY),
    "designer": ((_("Matters and versions"), addresses.DESIGN), (_("Public guides"), addresses.FIND)),
    "administrator": ((_("People and powers"), addresses.ADMIN), (_("Public guides"), addresses.FIND)),
    "supervisor": (
        (_("Supervision"), addresses.WATCH),
        (_("Find a case"), addresses.FIND_CASE),
        (pgettext_lazy("navigation", "Guides"), addresses.FIND),
        _VERIFY,
    ),
}


def navigation(role: str, path: str) -> list[Place]:
    """The entries for a role, the one the reader is in marked."""
    places = _PLACES.get(role, _PLACES["anonymous"])
    within = [address for _text, address in places if path.startswith(address) and (address != "/" or path == "/")]
    if not within and path.startswith("/matters/"):
        within = [addresses.FIND]  # a guide is where the search leads
    if role == "officer" and path.startswith(addresses.DESK):
        within = [addresses.OFFICE]  # she takes applications in on the counter's pages
    if role == "supervisor" and not within and path.startswith(addresses.OFFICE):
        within = [addresses.WATCH]  # a file, which she reads
    here = max(within, key=len, default=None)
    return [Place(text=text, address=address, current=address == here) for text, address in places]


def city() -> TextByLanguage:
    """The name of the city, as its authorities' names begin."""
    return TextByLanguage(getattr(settings, "SUNHALL_CITY", None) or DEMO_CITY)


def house(request: HttpRequest) -> dict[str, Any]:
    """The context processor: names, addresses and, lazily, the reader's navigation and unread messages."""
    actor: people.Actor = getattr(request, "actor", people.NOBODY)
    return {
        "actor": actor,
        "house": {
            "city": city(),
            "version": _version(),
            "demo": settings.DEMO,
            "language": get_language() or settings.LANGUAGE_CODE,
            "languages": settings.LANGUAGES,
            "sign_in": addresses.sign_in(),
            "sign_out": addresses.sign_out(),
            "register": addresses.register(),
            "account": addresses.ACCOUNT,
            "inbox": addresses.INBOX,
            "complaint_phone": "12345",
        },
        "navigation": _lazily(lambda: navigation(actor.role, request.path)),
        "is_staff_desk": _lazily(lambda: actor.role in STAFF),
        "reader_name": _lazily(lambda: _name_of(actor)),
        "unread": _lazily(lambda: _unread(actor)),
    }


def _lazily(work: Callable[[], Any]) -> Any:
    return SimpleLazyObject(work)


def _name_of(actor: people.Actor) -> str:
    if actor.officer is not None:
        return actor.officer.called.into(get_language() or "zh-hans")
    return actor.party.name if actor.party is not None else ""


def _unread(actor: people.Actor) -> int:
    return people.inbox_count(actor.user_id) if actor.user_id is not None else 0


@cache
def _version() -> str:
    try:
        return version("sunhall")
    except PackageNotFoundError:  # run from a checkout that was not installed
        return "0.1.0"
