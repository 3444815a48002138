"""A draft on its way through the applicant's pages: opened through the gate, its values kept clean, its tasks told."""

import functools
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases import contents
from sunhall.cases.acts import drafts
from sunhall.cases.contents import Content
from sunhall.cases.models import Application
from sunhall.catalogue import rules
from sunhall.catalogue.rules import AskedPage, FieldError
from sunhall.kernel import clock
from sunhall.people.queries import Actor
from sunhall.web.access import for_role
from sunhall.web.templatetags import house


@dataclass(frozen=True)
class Draft:
    """An application that is being filled in, as one request sees it."""

    row: Application
    content: Content
    actor: Actor
    at: datetime

    @property
    def id(self) -> uuid.UUID:
        return self.row.pk

    @property
    def applicant(self) -> str:
        return str(self.row.party.kind)

    @property
    def is_supplement(self) -> bool:
        return self.row.supplements_id is not None

    @property
    def home(self) -> str:
        """The page this draft is worked on from: its task list, or the corrections of its case."""
        if self.is_supplement:
            return reverse("citizen:correct", args=[self.row.case_id])
        return reverse("citizen:tasks", args=[self.id])

    @property
    def matter(self) -> str:
        return house.words(self.content.version.name)

    def rules_arguments(self) -> dict[str, Any]:
        return {"today": self.content.today, "applicant": self.applicant}

    def asked_pages(self, data: Mapping[str, Any] | None = None) -> list[AskedPage]:
        told = self.content.data if data is None else data
        return rules.asked_pages(self.content.version, told, self.row.answers, **self.rules_arguments())

    def sources(self) -> dict[str, str]:
        """Where values came from, for those that nobody has changed since."""
        changed = self.row.data.get("_revisions", {})
        return {name: source for name, source in self.row.sources.items() if name not in changed}


DraftView = Callable[..., HttpResponseBase]


def with_draft(view: DraftView) -> DraftView:
    """Opens the draft of the address for its applicant, 404 for everybody else. Once handed in, to where it is now."""

    @functools.wraps(view)
    def opened(request: HttpRequest, application_id: uuid.UUID, **kwargs: Any) -> HttpResponseBase:
        actor, at = request.actor, clock.now()  # type: ignore[attr-defined]
        row = drafts.own(actor, application_id, at)
        if row.submitted_at is not None:
            if row.supplements_id is not None:
                return redirect("citizen:case", row.case_id)
            return redirect("citizen:receipt", row.pk)
        return view(request, Draft(row, contents.of(row), actor, at), **kwargs)

    return for_role("applicant")(opened)


@dataclass(frozen=True, slots=True)
class Task:
    """One line of the task list. `state`: done, begun, wrong, open."""

    id: str
    title: str
    state: str
    address: str

    @property
    def word(self) -> str:
        return {
            "done": pgettext("topic", "Done"),
            "begun": _("Begun"),
            "wrong": _("To be put right"),
            "open": _("Not begun"),
        }[self.state]

    @property
    def colour(self) -> str:
        return {"done": "green", "begun": "blue", "wrong": "red", "open": "grey"}[self.state]


def tasks(draft: Draft) -> list[Task]:
    """The topics of the form that apply now, each with how far it is."""
    errors = draft.content.errors()
    return [
        Task(
            page.id,
            house.words(page.title),
            _state(page, errors, draft.content.data),
            reverse("citizen:topic", args=[draft.id, page.id]),
        )
        for page in draft.asked_pages()
    ]


def _state(page: AskedPage, errors: Iterable[FieldError], data: Mapping[str, Any]) -> str:
    own = {f.field.id for f in page.fields}
    found = [error for error in errors if error.field in own]
    if not found:
        return "done"
    if any(error.code != "required" for error in found) and any(not _empty(data.get(e.field)) for e in found):
        return "wrong"
    return "begun" if any(not _empty(data.get(name)) for name in own) else "open"


def _empty(value: Any) -> bool:
    return value in (None, "", [])


def after(draft: Draft, page_id: str, data: Mapping[str, Any]) -> str:
    """Where to go when a topic is done: the next one, then the papers; for corrections back to their list."""
    if draft.is_supplement:
        return draft.home
    ids = [page.id for page in draft.asked_pages(data)]
    place = ids.index(page_id) + 1 if page_id in ids else len(ids)
    if place < len(ids):
        return reverse("citizen:topic", args=[draft.id, ids[place]])
    return reverse("citizen:papers", args=[draft.id])


def plain_data(row: Application) -> dict[str, Any]:
    """The fields of a draft as they stand now, without its own marks."""
    return contents.plain(row.data)
