"""Acts of the applicant: submit, supplement, supply what was allowed to follow, take back a commitment, withdraw.

Callers name them as `cases.acts.intake.submit` and so on. Basis: Administrative Licensing Law arts. 29-32, 50;
Guofa (2022) No. 5 (papers that follow); Guobanfa (2020) No. 42 (commitments).
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from stdnum.iso7064 import mod_11_10

from sunhall.cases import contents, copies, procedures
from sunhall.cases.acts import abouts, drafts, record
from sunhall.cases.acts.record import File, opened, statement
from sunhall.cases.models import Application, Case
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import ActRow
from sunhall.people import queries as people
from sunhall.people.queries import Actor

QUERY_ALPHABET = "23456789ABCDEFGHJKLMNPQRTUWXY"  # nothing that can be misread on a printed slip


def digest_of(application: Application) -> str:
    """SHA-256 over the salted canonical content. The act keeps it; without data and salt it says nothing."""
    papers = (
        application.papers.filter(removed_at=None).order_by("id").values_list("material", "document__blob_id", "form")
    )
    listed = [[m, bytes(b).hex() if b else None, f] for m, b, f in papers]
    return digest_over(application.salt, application.data, application.answers, listed)


def digest_over(salt: uuid.UUID, data: Mapping[str, Any], answers: Mapping[str, Any], papers: list[Any]) -> str:
    """The digest of an application's content: `papers` are `[material, SHA-256 of the file or null, form]` in order."""
    content = {"data": contents.plain(data), "answers": answers, "papers": papers}
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(salt.bytes + text.encode()).hexdigest()


def _next_number(region: str, at: datetime) -> str:
    """`999900 20261121 000123 C`: region, legal day, a number of the day's run, ISO 7064 MOD 11,10 check digit."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('case_number_seq')")
        sequence = cursor.fetchone()[0]
    digits = f"{region[:6]:0<6}{legal_day(at):%Y%m%d}{sequence:06d}"
    return digits + str(mod_11_10.calc_check_digit(digits))


def _query_code() -> str:
    return "".join(secrets.choice(QUERY_ALPHABET) for _ in range(8))


def submit(*, application_id: uuid.UUID, by: Actor, at: datetime) -> int:
    """Hand in the application: from now on the authority has five working days to examine it (art. 32).

    Answers the id of the case. Repeating it (a double click, a lost answer) answers the same case. Refused
    `form_incomplete` (facts: errors), `papers_missing` (facts: materials), `matter_not_required`, `no_power`, and what
    `abouts.settle` objects to.
    """
    with transaction.atomic(durable=True):
        row = drafts.own(by, application_id, at, lock=True)
        if row.case_id and not row.supplements_id:
            return int(row.case_id)
        drafts.refuse_unless_received(by, row.version_id, at)
        content = contents.of(row)
        content.refuse_if_incomplete(papers_too=row.channel == "online")
        about = abouts.settle(row, row.data.get(abouts.KEY) or {}, legal_day(at))
        case = _create_case(row, content, about, by, at)
        row.case = case
        row.submitted_at = at
        row.save(update_fields=["case", "submitted_at"])
        return int(case.pk)


def _create_case(row: Application, content: contents.Content, about: abouts.About, by: Actor, at: datetime) -> Case:
    """The case with its first act, as `record` writes every later one.

    Taken in elsewhere, it belongs to the competent authority's own centre from the first day.
    """
    authority_id = procedures.authority_id(content.version.authority)
    centre_id = None if about.collected_by else row.centre_id
    procedure, calendar, on = procedures.of_version(row.version_id), Calendar.load(), legal_day(at)
    payload = {
        "application": str(row.pk),
        "digest": digest_of(row),
        "channel": row.channel,
        "mandate": row.mandate_id,
        "fact_check": content.needs_fact_check,
        **content.own_limit,
        **about.payload(),
        **({"interested": True} if content.concerns_others else {}),
    }
    standing = fold([ActRow(1, Kind.SUBMIT, on, at, None, row.party_id, None, payload)])
    copy = copies.copy_of(standing, procedure, calendar)
    case = Case.objects.create(
        number=_next_number(people.region_of(authority_id), at),
        query_code=_query_code(),
        matter_code=row.matter_code,
        version_id=row.version_id,
        authority_id=authority_id,
        centre_id=centre_id or people.default_centre_id(),
        party_id=row.party_id,
        created_at=at,
        **copy._asdict(),
    )
    act = record.Written(
        seq=1,
        kind=str(Kind.SUBMIT),
        at=at,
        on=on,
        payload=payload,
        basis=licensing.TABLE[Kind.SUBMIT].basis,
        party=row.party_id,
        typed_by=by.user_id,
    )
    record.write(case.pk, [act], copy, copies.desks_of(standing, procedure, calendar, authority_id))
    return case


def _brought(row: Application) -> set[str]:
    """The materials that this supplement brings anew, compared with what it supplements; `form` for its fields."""
    assert row.supplements is not None
    before = set(row.supplements.papers.filter(removed_at=None).values_list("material", "document_id", "added_at"))
    now = set(row.papers.filter(removed_at=None).values_list("material", "document_id", "added_at"))
    changed = {material for material, _, _ in now ^ before}
    return changed if contents.plain(row.supplements.data) == contents.plain(row.data) else changed | {"form"}


def _supplement(row: Application, file: File) -> list[str]:
    """What answers the correction notice: everything that it lists."""
    changed = _brought(row)
    listed = {i["material"] for i in file.standing.correction_items}
    untouched = sorted(listed - changed)
    if untouched:
        raise Refused("correction_not_complete", article="ALL/32(1)(5)", materials=untouched)
    return sorted(changed)


def resubmit(*, application_id: uuid.UUID, by: Actor, at: datetime) -> int:
    """Hand in everything the correction notice asked for; complete, it must be accepted (art. 32(1)(5)).

    Refused `correction_not_complete` (facts: materials of the notice that are unchanged), `form_incomplete`,
    `correction_period_over`.
    """
    return _supplemented(application_id, by, at, _resubmitted)


def _supplemented(application_id: uuid.UUID, by: Actor, at: datetime, act: Callable[[File, Application], None]) -> int:
    """What supplements a case, handed in by this act; handed in already, nothing is done. The id of the case."""
    row = drafts.own(by, application_id, at)
    if row.case_id is None or row.supplements_id is None:
        raise NotFound
    if row.submitted_at:
        return int(row.case_id)
    with opened(row.case_id, by=by, at=at) as file:
        row = drafts.own(by, application_id, at, lock=True)
        if not row.submitted_at:
            act(file, row)
            row.submitted_at = at
            row.save(update_fields=["submitted_at"])
            file.finish()
        return file.id


def _resubmitted(file: File, row: Application) -> None:
    file.refuse_if_unlawful(Kind.RESUBMIT)
    content = contents.of(row)
    content.refuse_if_incomplete(papers_too=False)
    payload = {
        "application": str(row.pk),
        "digest": digest_of(row),
        "channel": row.channel,
        "materials": _supplement(row, file),
        "mandate": row.mandate_id,
        "fact_check": content.needs_fact_check,
        **content.own_limit,
    }
    file.do(Kind.RESUBMIT, payload)


def hand_in(*, application_id: uuid.UUID, by: Actor, at: datetime) -> int:
    """Hand in whatever it is: a first application, the answer to a correction notice, or papers that may follow.

    For pages that show one button. Answers the id of the case; refused as the act that it turns out to be.
    """
    row = drafts.own(by, application_id, at)
    if row.supplements_id is None:
        return submit(application_id=application_id, by=by, at=at)
    if row.case is not None and row.case.phase in ("correction", "lapsed"):  # after a lapse it is refused as too late
        return resubmit(application_id=application_id, by=by, at=at)
    return supply_owed(application_id=application_id, by=by, at=at)


def _asks_anew(row: Application) -> bool:
    """After a commitment was taken back the form asks for what it had left out."""
    assert row.supplements is not None
    return contents.of(row.supplements).chose_commitment and not contents.of(row).chose_commitment


def supply_owed(*, application_id: uuid.UUID, by: Actor, at: datetime) -> int:
    """Hand in what was allowed to follow the acceptance, all of it or a part. Answers the id of the case.

    Refused `nothing_owed` (facts: materials brought that are not owed), `form_incomplete`.
    """
    return _supplemented(application_id, by, at, _owed_supplied)


def _owed_supplied(file: File, row: Application) -> None:
    contents.of(row).refuse_if_incomplete(papers_too=False)
    brought = sorted(_brought(row) - ({"form"} if _asks_anew(row) else set()))
    payload = {"application": str(row.pk), "digest": digest_of(row), "materials": brought}
    file.do(Kind.SUPPLY_OWED, {**payload, "mandate": row.mandate_id})
    drafts.keep_findings(row, without=brought)


def withdraw_commitment(
    *, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Before the decision the applicant takes the commitment back: the papers it stood for are owed from now on."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        mandate = people.may_act_for(by, file.party_id, "submit", at)
        if mandate is None:
            raise NotFound
        if file.repeated is None:
            content = contents.of(Application.objects.get(pk=file.standing.application))
            there = content.papers()
            owed = [m for m in content.replaced_materials if m not in there]
            payload = {"owed": owed, "mandate": mandate or None, "fact_check": content.needs_fact_check_in("general")}
            file.do(Kind.WITHDRAW_COMMITMENT, payload)
        return file.finish()


def withdraw(*, case_id: int, by: Actor, at: datetime, reasons: str = "", key: uuid.UUID | None = None) -> int:
    """The applicant takes the application back before the decision."""
    with opened(case_id, by=by, at=at, key=key) as file:
        mandate = people.may_act_for(by, file.party_id, "withdraw", at)
        if mandate is None:
            raise NotFound
        if file.repeated is None:
            told = statement(file, reasons) if reasons.strip() else None
            file.do(Kind.WITHDRAW, {"statement": told, "mandate": mandate or None})
        return file.finish()
