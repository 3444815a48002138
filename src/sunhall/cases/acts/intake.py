"""Acts of intake: submit, correct on the spot, ask once for corrections, supplement, accept, refuse to accept, return,
lapse, withdraw. Basis: Administrative Licensing Law arts. 29-32.
"""

import hashlib
import json
import secrets
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from stdnum.iso7064 import mod_11_10

from sunhall.cases import contents, copies, procedures
from sunhall.cases.acts import drafts, record
from sunhall.cases.acts.record import SYSTEM, File, ask_lanes, opened
from sunhall.cases.models import Application, Case, Check, Statement
from sunhall.kernel.clock import legal_day
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import ActRow, fold
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


def statement(file: File, body: str) -> int:
    """Keep prose beside the acts; the act names it by id. Refused `reasons_missing` when empty."""
    words = body.strip()
    if not words:
        raise Refused("reasons_missing", article="ALL/38(2)")
    row = Statement.objects.create(
        case_id=file.id, body=words, digest=hashlib.sha256(words.encode()).digest(), created_at=file.at
    )
    return int(row.pk)


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
    `form_incomplete` (facts: errors), `papers_missing` (facts: materials), `matter_not_required`.
    """
    with transaction.atomic(durable=True):
        row = drafts.own(by, application_id, at, lock=True)
        if row.case_id and not row.supplements_id:
            return int(row.case_id)
        content = contents.of(row)
        content.refuse_if_incomplete(papers_too=row.channel == "online")
        authority_id = procedures.authority_id(content.version.authority)
        case = _create_case(row, content, authority_id, by, at)
        row.case = case
        row.submitted_at = at
        row.save(update_fields=["case", "submitted_at"])
        return int(case.pk)


def _create_case(row: Application, content: contents.Content, authority_id: int, by: Actor, at: datetime) -> Case:
    """The case with its first act, as `record` writes every later one."""
    procedure, calendar, on = procedures.of_version(row.version_id), Calendar.load(), legal_day(at)
    payload = {
        "application": str(row.pk),
        "digest": digest_of(row),
        "channel": row.channel,
        "mandate": row.mandate_id,
        "fact_check": content.needs_fact_check,
        **content.own_limit,
    }
    standing = fold([ActRow(1, Kind.SUBMIT, on, at, None, row.party_id, None, payload)])
    copy = copies.copy_of(standing, procedure, calendar)
    case = Case.objects.create(
        number=_next_number(people.region_of(authority_id), at),
        query_code=_query_code(),
        matter_code=row.matter_code,
        version_id=row.version_id,
        authority_id=authority_id,
        centre_id=row.centre_id or people.default_centre_id(),
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


def _supplement(row: Application, file: File) -> list[str]:
    """The materials that this supplement brings anew, compared with what it supplements."""
    assert row.supplements is not None
    before = set(row.supplements.papers.filter(removed_at=None).values_list("material", "document_id", "added_at"))
    now = set(row.papers.filter(removed_at=None).values_list("material", "document_id", "added_at"))
    changed = {material for material, _, _ in now ^ before}
    listed = {i["material"] for i in file.standing.correction_items}
    old = {k: v for k, v in row.supplements.data.items() if not k.startswith("_")}
    new = {k: v for k, v in row.data.items() if not k.startswith("_")}
    if old != new:
        changed |= {"form"}
    untouched = sorted(listed - changed)
    if untouched:
        raise Refused("correction_not_complete", article="ALL/32(1)(5)", materials=untouched)
    return sorted(changed)


def resubmit(*, application_id: uuid.UUID, by: Actor, at: datetime) -> int:
    """Hand in everything the correction notice asked for; complete, it must be accepted (art. 32(1)(5)).

    Refused `correction_not_complete` (facts: materials of the notice that are unchanged), `form_incomplete`.
    """
    row = drafts.own(by, application_id, at)
    if row.case_id is None or row.supplements_id is None:
        raise NotFound
    if row.submitted_at:
        return int(row.case_id)
    with opened(row.case_id, by=by, at=at) as file:
        row = drafts.own(by, application_id, at, lock=True)
        if row.submitted_at:
            return int(file.id)
        objection = file.object_to(Kind.RESUBMIT)
        if objection:
            raise Refused(objection.code, article=objection.article, **objection.facts)
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
        row.submitted_at = at
        row.save(update_fields=["submitted_at"])
        file.do(Kind.RESUBMIT, payload)
        file.save()
        return file.id


def check_material(
    *, case_id: int, material: str, verdict: str, by: Actor, at: datetime, reason: str = "", note: str = ""
) -> None:
    """Note what a clerk found on one material: ok, missing, or wrong with a reason. Working notes, not an act.

    Refused `reason_needed`, `not_open_now`, `no_such_material`.
    """
    with opened(case_id, by=by, at=at) as file:
        _needs_power(file, "accept")
        objection = file.object_to(Kind.ACCEPT)
        if objection:
            raise Refused(objection.code, article=objection.article, **objection.facts)
        row = Application.objects.get(pk=file.standing.application)
        if material != "form" and material not in contents.of(row).material_ids:
            raise Refused("no_such_material", material=material)
        if verdict not in ("ok", "missing", "wrong"):
            raise Refused("no_such_verdict", verdict=verdict)
        if verdict == "wrong" and not reason:
            raise Refused("reason_needed", material=material)
        Check.objects.update_or_create(
            application=row,
            material=material,
            defaults={
                "verdict": verdict,
                "reason": reason,
                "note": note.strip(),
                "by_id": by.officer.id if by.officer else None,
                "at": at,
            },
        )


def _needs_power(file: File, power: str) -> None:
    if people.holds(file.grants, power, authority_id=file.authority_id, matter_code=file.matter_code) is None:
        raise Refused("no_power", article="ALL/22", power=power)


def _findings(file: File) -> tuple[Application, list[dict[str, Any]], list[str]]:
    """What is missing or wrong by the checklist, and what nobody has looked at yet."""
    row = Application.objects.get(pk=file.standing.application)
    found = {c.material: c for c in row.checks.all()}
    wanted = [*contents.of(row).required_materials, "form"]
    bad = [
        {
            "material": c.material,
            "verdict": c.verdict,
            "reason": c.reason or "missing",
            "new_defect": c.material in file.standing.resubmitted,
            "check": c.pk,
        }
        for c in sorted(found.values(), key=lambda c: c.pk)
        if c.verdict != "ok"
    ]
    return row, bad, [m for m in wanted if m not in found]


def request_correction(
    *, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Tell the applicant, once, of everything that must be supplied: computed from the checklist (art. 32(1)(4)).

    Refused `correction_lists_nothing`, `not_one_time_notice`, `late_correction_notice`, `materials_not_checked`: the
    notice is final, so every material must have been looked at first.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            _, bad, unseen = _findings(file)
            if unseen:
                raise Refused("materials_not_checked", article="ALL/32(1)(4)", materials=unseen)
            file.do(Kind.REQUEST_CORRECTION, {"items": bad, "days": file.procedure.intake.correction_days})
        return file.save()


def return_file(*, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None) -> int:
    """Return an incomplete file with the list of what it lacks, where the matter's own rule says so."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            _, bad, _ = _findings(file)
            file.do(Kind.RETURN_FILE, {"items": bad})
        return file.save()


def accept(*, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None) -> int:
    """Accept the complete file: its clock starts, and the authorities whose opinion the matter needs are asked at once.

    Refused `materials_not_checked`, `materials_not_ok` (facts: materials).
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            row, bad, unseen = _findings(file)
            if bad:
                raise Refused("materials_not_ok", article="ALL/32(1)(4)", materials=[b["material"] for b in bad])
            if unseen:
                raise Refused("materials_not_checked", article="ALL/32(1)(5)", materials=unseen)
            file.do(Kind.ACCEPT, {"mode": "general", "fact_check": contents.of(row).needs_fact_check})
            ask_lanes(file, row)
        return file.save()


def refuse_acceptance(
    *,
    case_id: int,
    ground: str,
    reasons: str,
    by: Actor,
    at: datetime,
    competent: str = "",
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Do not accept: another authority is competent (and is named), or the papers are false (arts. 32(1)(2), 78)."""
    if ground not in ("not_this_authority", "false_materials"):
        raise Refused("no_such_ground", ground=ground)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"ground": ground, "competent": competent.strip(), "statement": statement(file, reasons)}
            file.do(Kind.REFUSE_ACCEPTANCE, payload)
        return file.save()


def declare_not_required(
    *, case_id: int, reasons: str, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Tell the applicant that the matter needs no licence (art. 32(1)(1))."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(Kind.DECLARE_NOT_REQUIRED, {"statement": statement(file, reasons)})
        return file.save()


def withdraw(*, case_id: int, by: Actor, at: datetime, reasons: str = "", key: uuid.UUID | None = None) -> int:
    """The applicant takes the application back before the decision."""
    with opened(case_id, by=by, at=at, key=key) as file:
        mandate = people.may_act_for(by, file.party_id, "withdraw", at)
        if mandate is None:
            raise NotFound
        if file.repeated is None:
            told = statement(file, reasons) if reasons.strip() else None
            file.do(Kind.WITHDRAW, {"statement": told, "mandate": mandate or None})
        return file.save()


def note_silence(*, case_id: int, at: datetime) -> bool:
    """Record what silence has already done: deemed acceptance (then the opinions are asked), or the lapse of a
    correction period where the matter says what lapse means. True when an act was written. Safe to repeat."""
    with opened(case_id, by=SYSTEM, at=at) as file:
        if not file.added and file.object_to(Kind.LAPSE, {"effect": file.procedure.intake.lapse}) is None:
            file.do(Kind.LAPSE, {"effect": file.procedure.intake.lapse})
        if not file.added:
            return False
        file.save()
        return True


def correct_on_the_spot(*, case_id: int, data: dict[str, Any], by: Actor, at: datetime) -> int:
    """A slip that can be mended at once is mended at once; it needs no correction notice (art. 32(1)(3))."""
    with opened(case_id, by=by, at=at) as file:
        if by.officer is None or file.centre_id != by.officer.centre_id:
            raise NotFound
        _needs_power(file, "accept")
        objection = file.object_to(Kind.CORRECT_ON_THE_SPOT)
        if objection:
            raise Refused(objection.code, article=objection.article, **objection.facts)
        last = Application.objects.select_for_update().get(pk=file.standing.application)
        assert by.user_id is not None
        row = Application.objects.create(
            id=uuid.uuid4(),
            matter_code=last.matter_code,
            version_id=last.version_id,
            party_id=last.party_id,
            typed_by_id=by.user_id,
            centre_id=last.centre_id,
            channel="window",
            answers=last.answers,
            data={**last.data, **data},
            sources=last.sources,
            supplements=last,
            case_id=file.id,
            salt=uuid.uuid4(),
            created_at=at,
            saved_at=at,
            submitted_at=at,
        )
        _copy_papers_and_findings(last, row)
        content = contents.of(row)
        content.refuse_if_incomplete(papers_too=False)
        payload = {
            "application": str(row.pk),
            "digest": digest_of(row),
            "fact_check": content.needs_fact_check,
            **content.own_limit,
        }
        file.do(Kind.CORRECT_ON_THE_SPOT, payload)
        return file.save()


def _copy_papers_and_findings(last: Application, row: Application) -> None:
    for paper in last.papers.filter(removed_at=None).order_by("id"):
        row.papers.create(
            material=paper.material, document_id=paper.document_id, form=paper.form, added_at=paper.added_at
        )
    for check in last.checks.exclude(material="form"):
        row.checks.create(
            material=check.material,
            verdict=check.verdict,
            reason=check.reason,
            note=check.note,
            by_id=check.by_id,
            at=check.at,
        )
