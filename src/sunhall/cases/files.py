"""Which stored files belong to which case: the gate in front of every download. Callers: pages that send a file."""

import uuid
from dataclasses import dataclass
from datetime import datetime

from sunhall.cases import queries
from sunhall.cases.acts import drafts
from sunhall.cases.models import Application, Paper
from sunhall.documents import queries as documents
from sunhall.documents.queries import DocumentRow
from sunhall.kernel.refused import NotFound
from sunhall.people.queries import Actor


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that this actor may read, and whose data it holds."""

    document: DocumentRow
    party_id: int | None
    case_id: int | None


def opened(actor: Actor, token: uuid.UUID, *, at: datetime) -> Opened:
    """The file an address names, for who may see it: who handed it in, and who may see an application it belongs to.

    NotFound for everybody else.
    """
    row = documents.by_token(token)
    papers = Paper.objects.select_related("application").filter(document_id=row.id).order_by("-id")
    for application in (paper.application for paper in papers):
        if _may_see(actor, application, at):
            return Opened(row, application.party_id, application.case_id)
    if actor.user_id is not None and row.uploaded_by == actor.user_id:
        return Opened(row, None, None)
    raise NotFound


def _may_see(actor: Actor, application: Application, at: datetime) -> bool:
    if application.case_id is None or not application.submitted_at:
        return drafts.may_type(actor, application, at)
    try:
        queries.case_page(actor, application.case_id, at=at)
    except NotFound:
        return False
    return True


def counter_drafts(actor: Actor) -> list[Application]:
    """Applications this clerk began at her counter and has not submitted, the last saved first."""
    if actor.officer is None or actor.officer.centre_id is None:
        return []
    rows = Application.objects.select_related("party").filter(
        typed_by_id=actor.user_id,
        channel="window",
        centre_id=actor.officer.centre_id,
        submitted_at=None,
        discarded_at=None,
    )
    return list(rows.order_by("-saved_at")[:20])
