"""Drafts: what an applicant (or a clerk for her) fills in before it is an act. Nothing typed is ever lost.

Saving merges fields; `revision` tells a second device that the draft moved on. A submitted application is frozen.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from sunhall.cases import contents, holding, procedures, standings
from sunhall.cases.acts import abouts
from sunhall.cases.models import Application, Case, Check, Paper
from sunhall.catalogue import queries as catalogue
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import IN_REVIEW, Kind, Phase
from sunhall.law.lifecycles.licensing import Proposal
from sunhall.law.lifecycles.standing import Standing
from sunhall.people import queries as people
from sunhall.people.models import Power
from sunhall.people.queries import Actor


@dataclass(frozen=True, slots=True)
class Saved:
    revision: int
    saved_at: datetime


def may_type(actor: Actor, application: Application, at: datetime) -> bool:
    """The applicant, an agent whose mandate covers it, or the clerk who opened it (at the same centre)."""
    if actor.officer:
        return application.channel == "window" and application.centre_id == actor.officer.centre_id
    scope = "correct" if application.supplements_id else "submit"
    return people.may_act_for(actor, application.party_id, scope, at) is not None


def own(actor: Actor, application_id: uuid.UUID, at: datetime, *, lock: bool = False) -> Application:
    """The application, through the gate. NotFound when it is not this actor's."""
    rows = Application.objects.filter(pk=application_id, discarded_at=None)
    found = (rows.select_for_update() if lock else rows).first()
    if found is None or not may_type(actor, found, at):
        raise NotFound
    return found


def refuse_unless_received(by: Actor, version_id: int, at: datetime) -> None:
    """Refused `no_power` where an officer takes papers in without the power to receive them (Licensing Law art. 22)."""
    if by.officer is None:
        return
    version, power = catalogue.version(version_id), Power.RECEIVE
    authority = procedures.authority_id(version.authority)
    if people.holds(people.grants(by.officer.id, at), power, authority_id=authority, matter_code=version.code) is None:
        raise Refused("no_power", article="ALL/22", power=str(power))


def start(
    *,
    matter_code: str,
    version_id: int,
    party_id: int,
    by: Actor,
    at: datetime,
    channel: str = "online",
    answers: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
    sources: Mapping[str, str] | None = None,
    centre_id: int | None = None,
) -> uuid.UUID:
    """Begin a draft for a party. Refused `no_mandate` when the actor may not act for it, `no_power` when an officer may
    not receive it."""
    refuse_unless_received(by, version_id, at)
    mandate = None
    if by.officer is None:
        mandate = people.may_act_for(by, party_id, "submit", at)
        if mandate is None:
            raise Refused("no_mandate")
    assert by.user_id is not None
    row = Application.objects.create(
        id=uuid.uuid4(),
        matter_code=matter_code,
        version_id=version_id,
        party_id=party_id,
        typed_by_id=by.user_id,
        mandate_id=mandate or None,
        channel=channel,
        centre_id=centre_id,
        answers=dict(answers or {}),
        data=dict(data or {}),
        sources=dict(sources or {}),
        salt=uuid.uuid4(),
        created_at=at,
        saved_at=at,
    )
    return row.pk


def save(
    *,
    application_id: uuid.UUID,
    by: Actor,
    at: datetime,
    data: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
    revision: int | None = None,
    pen: str = "",
) -> Saved:
    """Merge these fields into the draft.

    `revision` is the one the page was loaded with: when another device saved since and touched one of the same fields
    with another value, Refused `draft_moved_on` (facts: fields); other fields merge silently. `pen` names the open
    page: it never clashes with what it saved itself a moment ago.
    """
    with transaction.atomic():
        row = own(by, application_id, at, lock=True)
        if row.submitted_at:
            raise Refused("already_submitted")
        told = dict(data or {})
        if revision is not None and revision != row.revision:
            changed, pens = row.data.get("_revisions", {}), row.data.get("_pens", {})
            clash = [
                k
                for k, v in told.items()
                if changed.get(k, 0) > revision and row.data.get(k) != v and not (pen and pens.get(k) == pen)
            ]
            if clash:
                raise Refused("draft_moved_on", fields=clash, revision=row.revision)
        row.revision += 1
        moved = [k for k, v in told.items() if row.data.get(k) != v]
        marks = {**row.data.get("_revisions", {}), **dict.fromkeys(moved, row.revision)}
        pens = {**row.data.get("_pens", {}), **dict.fromkeys(moved, pen)}
        row.data = {**row.data, **told, "_revisions": marks, "_pens": pens}
        if answers is not None:
            row.answers = {**row.answers, **answers}
        row.saved_at = at
        row.save(update_fields=["data", "answers", "revision", "saved_at"])
        return Saved(row.revision, at)


def discard(*, application_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Put a draft away. It is kept, hidden; a submitted one is withdrawn by an act instead."""
    with transaction.atomic():
        row = own(by, application_id, at, lock=True)
        if row.submitted_at:
            raise Refused("already_submitted")
        row.discarded_at = at
        row.save(update_fields=["discarded_at"])


def add_paper(
    *,
    application_id: uuid.UUID,
    material: str,
    by: Actor,
    at: datetime,
    document_id: int | None = None,
    form: str = "electronic",
) -> Paper:
    """Hand in a material: an uploaded document, or a paper seen at the window (`document_id` null)."""
    with transaction.atomic():
        row = own(by, application_id, at, lock=True)
        if row.submitted_at:
            raise Refused("already_submitted")
        return Paper.objects.create(application=row, material=material, document_id=document_id, form=form, added_at=at)


def remove_paper(*, application_id: uuid.UUID, paper_id: int, by: Actor, at: datetime) -> None:
    """Take a paper back before submitting (to replace it)."""
    with transaction.atomic():
        row = own(by, application_id, at, lock=True)
        if row.submitted_at:
            raise Refused("already_submitted")
        Paper.objects.filter(pk=paper_id, application=row, removed_at=None).update(removed_at=at)


def about(
    *,
    application_id: uuid.UUID,
    by: Actor,
    at: datetime,
    request: str = "new",
    certificate: int | None = None,
    commitment: bool = False,
    collected_by: int | None = None,
) -> abouts.About:
    """Say what the application is about: something new, or the change or renewal of a licence of this matter; whether
    on a commitment; and which centre takes it in for the competent one. Refused as `abouts.settle` says."""
    with transaction.atomic():
        row = own(by, application_id, at, lock=True)
        if row.submitted_at:
            raise Refused("already_submitted")
        told = {
            "request": request,
            "certificate": certificate if request != "new" else None,
            "commitment": commitment,
            "collected_by": collected_by,
        }
        row.data = {**row.data, abouts.KEY: told}
        if commitment:
            row.answers, row.data = contents.in_mode(contents.of(row).version, row.answers, row.data, "commitment")
        found = abouts.settle(row, told, legal_day(at))
        row.revision += 1
        row.saved_at = at
        row.save(update_fields=["data", "answers", "revision", "saved_at"])
        return found


def _supplementable(case: Case, on: date) -> Standing:
    """The standing of a case to which something is to be handed in: a correction, or papers that may follow.

    Refused as the supplement would be: `not_open_now`, `correction_period_over`.
    """
    procedure, calendar = procedures.of_version(case.version_id), Calendar.load()
    recorded = holding.told(standings.of([case.pk])[case.pk], case.party_id, case.matter_code, on)
    standing = clocks.as_of(recorded, procedure, calendar, on)
    if standing.phase in IN_REVIEW and standing.owed:
        return standing
    objection = licensing.objection(standing, Proposal(Kind.RESUBMIT, on, None, None), procedure, calendar)
    if objection:
        raise Refused(objection.code, article=objection.article, **objection.facts)
    return standing


def _without_commitment(last: Application) -> dict[str, Any]:
    """Answers and data of an application whose commitment was taken back."""
    answers, data = contents.in_mode(contents.of(last).version, last.answers, last.data, "general")
    if abouts.KEY in data:
        data[abouts.KEY] = {**data[abouts.KEY], "commitment": False}
    return {"answers": answers, "data": data}


def keep_papers(last: Application, row: Application) -> None:
    """The papers of an application stay with the one that takes its place."""
    Paper.objects.bulk_create(
        Paper(application=row, material=p.material, document_id=p.document_id, form=p.form, added_at=p.added_at)
        for p in last.papers.filter(removed_at=None).order_by("id")
    )


def keep_findings(row: Application, *, without: Sequence[str]) -> None:
    """What was found on papers that did not change stays found."""
    assert row.supplements is not None
    Check.objects.bulk_create(
        Check(
            application=row,
            material=c.material,
            verdict=c.verdict,
            reason=c.reason,
            note=c.note,
            by_id=c.by_id,
            at=c.at,
        )
        for c in row.supplements.checks.exclude(material__in=without).order_by("id")
    )


def start_supplement(*, case_id: int, by: Actor, at: datetime) -> uuid.UUID:
    """The application with which one correction notice is answered, or owed papers are supplied: a copy to work on.

    One per case. Refused `not_open_now` unless something is to be handed in, `correction_period_over` where silence has
    ended the file; NotFound for whom the case is not.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().filter(pk=case_id).first()
        allowed = case is not None and (
            by.officer is not None or people.may_act_for(by, case.party_id, "correct", at) is not None
        )
        if case is None or not allowed:
            raise NotFound
        standing = _supplementable(case, legal_day(at))
        rows = Application.objects.filter(case=case, discarded_at=None)
        there = rows.filter(supplements__isnull=False, submitted_at=None).first()
        if there:
            return there.pk
        last = rows.filter(submitted_at__isnull=False).order_by("-submitted_at", "-created_at").first()
        assert last is not None and by.user_id is not None
        taken_back = standing.phase is not Phase.CORRECTION and standing.mode == "general"
        content = _without_commitment(last) if taken_back else {"answers": last.answers, "data": last.data}
        row = Application.objects.create(
            id=uuid.uuid4(),
            matter_code=last.matter_code,
            version_id=last.version_id,
            party_id=last.party_id,
            typed_by_id=by.user_id,
            mandate_id=last.mandate_id,
            centre_id=by.officer.centre_id if by.officer else last.centre_id,
            channel="window" if by.officer else "online",
            **content,
            sources=last.sources,
            supplements=last,
            case=case,
            salt=uuid.uuid4(),
            created_at=at,
            saved_at=at,
        )
        keep_papers(last, row)
        return row.pk
