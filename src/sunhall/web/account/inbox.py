"""The inbox: what the authorities told me, newest first, what I have read."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from sunhall.cases import messages as texts
from sunhall.kernel import clock
from sunhall.people import acts as people
from sunhall.people import queries
from sunhall.people.models import Message
from sunhall.web.access import for_role
from sunhall.web.account.profile import EVERYBODY
from sunhall.web.pages import page

SHOWN = 30


def subject(message: Message) -> str:
    return texts.text(message.code, message.facts, get_language() or "").subject


@require_http_methods(["GET", "HEAD", "POST"])
@for_role(*EVERYBODY)
def show(request: HttpRequest) -> HttpResponseBase:
    """The messages; a POST marks all as read."""
    actor = request.actor  # type: ignore[attr-defined]
    if request.method == "POST":
        people.mark_read(user_id=actor.user_id, at=clock.now())
        return redirect("account_inbox")
    after = request.GET.get("after", "")
    key = int(after) if after.isdecimal() and len(after) < 19 else None
    rows = queries.inbox(actor.user_id, before=key, limit=SHOWN + 1)
    listed = [(row, subject(row)) for row in rows[:SHOWN]]
    return page(
        request,
        "account/inbox.html",
        listed=listed,
        after=rows[SHOWN - 1].pk if len(rows) > SHOWN else "",
        any_unread=any(row.read_at is None for row, _subject in listed),
        is_first=key is None,
    )


@require_safe
@for_role(*EVERYBODY)
def one(request: HttpRequest, message_id: int) -> HttpResponseBase:
    """One message in full. Opening it is reading it."""
    actor = request.actor  # type: ignore[attr-defined]
    row = queries.message(actor.user_id, message_id)
    people.mark_read(user_id=actor.user_id, at=clock.now(), message_id=message_id)
    text = texts.text(row.code, row.facts, get_language() or "")
    return page(request, "account/message.html", message=row, text=text)
