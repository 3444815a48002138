"""Acts of intake: receive what was taken in elsewhere, correct on the spot, ask once for corrections, accept, refuse to
accept, return, lapse. The applicant's own acts (`applying`) are named here too, so that callers look in one place.

Basis: Administrative Licensing Law arts. 29-32, 78; Guofa (2022) No. 5; Guobanfa (2020) Nos. 35 and 42.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sunhall.cases import contents
from sunhall.cases.acts import bans, drafts
from sunhall.cases.acts.applying import (
    digest_of,
    digest_over,
    hand_in,
    resubmit,
    submit,
    supply_owed,
    withdraw,
    withdraw_commitment,
)
from sunhall.cases.acts.record import SYSTEM, File, ask_lanes, opened, statement
from sunhall.cases.models import Application, Check
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people import queries as people
from sunhall.people.queries import Actor

__all__ = [
    "accept",
    "check_material",
    "correct_on_the_spot",
    "declare_not_required",
    "digest_of",
    "digest_over",
    "hand_in",
    "note_silence",
    "receive_forwarded",
    "refuse_acceptance",
    "request_correction",
    "resubmit",
    "return_file",
    "statement",
    "submit",
    "supply_owed",
    "withdraw",
    "withdraw_commitment",
]


def receive_forwarded(
    *, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """The competent authority has what was taken in elsewhere: it is received now, and the examination begins."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            centre = by.officer.centre_id if by.officer else None
            file.do(Kind.RECEIVE_FORWARDED, {"centre": centre or file.centre_id})
        return file.finish()


def check_material(
    *, case_id: int, material: str, verdict: str, by: Actor, at: datetime, reason: str = "", note: str = ""
) -> None:
    """Note what a clerk found on one material: ok, missing, or wrong with a reason. Working notes, not an act.

    Refused `reason_needed`, `not_open_now`, `no_such_material`.
    """
    with opened(case_id, by=by, at=at) as file:
        _needs_power(file, "accept")
        file.refuse_if_unlawful(Kind.ACCEPT)
        row = Application.objects.get(pk=file.standing.application)
        if material != "form" and material not in contents.of(row).material_ids:
            raise Refused("no_such_material", article="ALL/31(1)", material=material)
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


def _findings(file: File, *, commitment: bool) -> tuple[contents.Content, list[dict[str, Any]], list[str]]:
    """What is missing or wrong by the checklist, and what nobody has looked at yet.

    What a commitment stands for is neither.
    """
    row = Application.objects.get(pk=file.standing.application)
    content = contents.of(row)
    found = {c.material: c for c in row.checks.all()}
    wanted = content.required_materials if commitment else content.required_in_full
    stood_for = set(content.replaced) if commitment else set()
    bad = [
        {
            "material": c.material,
            "verdict": c.verdict,
            "reason": c.reason or "missing",
            "new_defect": c.material in file.standing.resubmitted,
            "check": c.pk,
        }
        for c in sorted(found.values(), key=lambda c: c.pk)
        if c.verdict != "ok" and c.material not in stood_for
    ]
    return content, bad, [m for m in [*wanted, "form"] if m not in found]


def request_correction(
    *, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Tell the applicant, once, of everything that must be supplied: computed from the checklist (art. 32(1)(4)).

    Refused `correction_lists_nothing`, `not_one_time_notice`, `late_correction_notice`, `materials_not_checked`: the
    notice is final, so every material must have been looked at first.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            _, bad, unseen = _findings(file, commitment=file.standing.commitment)
            if unseen:
                raise Refused("materials_not_checked", article="ALL/32(1)(4)", materials=unseen)
            file.do(Kind.REQUEST_CORRECTION, {"items": bad, "days": file.procedure.intake.correction_days})
        return file.finish()


def return_file(*, case_id: int, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None) -> int:
    """Return an incomplete file with the list of what it lacks, where the matter's own rule says so."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            _, bad, _ = _findings(file, commitment=file.standing.commitment)
            file.do(Kind.RETURN_FILE, {"items": bad})
        return file.finish()


def accept(
    *,
    case_id: int,
    by: Actor,
    at: datetime,
    mode: str = "general",
    owed: Sequence[str] = (),
    owed_days: int | None = None,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """Accept the file: its clock starts, and the authorities whose opinion the matter needs are asked at once.

    `tolerance`: what is marked missing and may follow does so within `owed_days` working days; name it in `owed`, or
    leave that empty. `commitment`: the papers that the applicant's commitment stands for are not asked for.
    Refused `materials_not_checked`, `materials_not_ok`, `owed_differs` (facts: materials), `no_such_mode`.
    """
    if mode not in ("general", "tolerance", "commitment"):
        raise Refused("no_such_mode", mode=mode)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            content, bad, unseen = _findings(file, commitment=mode == "commitment")
            follows = _follows(file, content, bad) if mode == "tolerance" else []
            wrong = [b["material"] for b in bad if b["material"] not in follows]
            if wrong:
                raise Refused("materials_not_ok", article="ALL/32(1)(4)", materials=wrong)
            if unseen:
                raise Refused("materials_not_checked", article="ALL/32(1)(5)", materials=unseen)
            if owed and set(owed) != set(follows):
                raise Refused("owed_differs", article="GF-2022-5", materials=follows)
            if mode == "commitment" and "commitment" not in content.modes:
                raise Refused("commitment_not_allowed", article="GBF-2020-42")
            later = {"owed": follows, "owed_days": owed_days} if mode == "tolerance" else {}
            file.do(Kind.ACCEPT, {"mode": mode, "fact_check": content.needs_fact_check_in(mode), **later})
            ask_lanes(file, content.row)
        return file.finish()


def _follows(file: File, content: contents.Content, bad: list[dict[str, Any]]) -> list[str]:
    """What is missing and may follow after the acceptance, in this very case."""
    if "tolerance" not in content.modes:
        return []
    may = file.procedure.tolerance.materials
    return [b["material"] for b in bad if b["verdict"] == "missing" and b["material"] in may]


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
        raise Refused("no_such_ground_of_non_acceptance", article="ALL/32(1)(2)", ground=ground)
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            payload = {"ground": ground, "competent": competent.strip(), "statement": statement(file, reasons)}
            file.do(Kind.REFUSE_ACCEPTANCE, payload)
        return bans.finished(file, bans.FALSE_MATERIALS if ground == "false_materials" else None)


def declare_not_required(
    *, case_id: int, reasons: str, by: Actor, at: datetime, key: uuid.UUID | None = None, seen: int | None = None
) -> int:
    """Tell the applicant that the matter needs no licence (art. 32(1)(1))."""
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if file.repeated is None:
            file.do(Kind.DECLARE_NOT_REQUIRED, {"statement": statement(file, reasons)})
        return file.finish()


def note_silence(*, case_id: int, at: datetime) -> bool:
    """Record what silence has already done: deemed acceptance (then the opinions are asked), the renewal of a licence
    that was asked for in time, or the lapse of what was not corrected, given up or withdrawn as the matter's rule says.

    True when an act was written. Safe to repeat.
    """
    with opened(case_id, by=SYSTEM, at=at) as file:
        if not file.added:
            return False
        file.finish()
        return True


def correct_on_the_spot(
    *,
    case_id: int,
    data: dict[str, Any],
    by: Actor,
    at: datetime,
    key: uuid.UUID | None = None,
    seen: int | None = None,
) -> int:
    """A slip that can be mended at once is mended at once; it needs no correction notice (art. 32(1)(3)).

    The applicant's own act, typed at the window where she stands; what was found on the form is looked at anew.
    Refused `nothing_corrected` where no field differs, `form_incomplete`; NotFound at another centre.
    """
    with opened(case_id, by=by, at=at, key=key, seen=seen) as file:
        if by.officer is None or file.centre_id != by.officer.centre_id:
            raise NotFound
        if file.repeated is None:
            _needs_power(file, "accept")
            file.refuse_if_unlawful(Kind.CORRECT_ON_THE_SPOT)
            row = _corrected(file, data)
            content = contents.of(row)
            content.refuse_if_incomplete(papers_too=False)
            payload = {
                "application": str(row.pk),
                "digest": digest_of(row),
                "fact_check": content.needs_fact_check,
                **content.own_limit,
            }
            file.do(Kind.CORRECT_ON_THE_SPOT, payload)
        return file.finish()


def _corrected(file: File, data: dict[str, Any]) -> Application:
    """The application as it is after the correction; a field that was changed comes from nowhere but the applicant."""
    last = Application.objects.select_for_update().get(pk=file.standing.application)
    changed = {field: value for field, value in data.items() if _told(last.data.get(field)) != _told(value)}
    if not changed:
        raise Refused("nothing_corrected", article="ALL/32(1)(3)")
    assert file.by.user_id is not None
    row = Application.objects.create(
        id=uuid.uuid4(),
        matter_code=last.matter_code,
        version_id=last.version_id,
        party_id=last.party_id,
        typed_by_id=file.by.user_id,
        centre_id=last.centre_id,
        channel="window",
        answers=last.answers,
        data={**last.data, **changed},
        sources={field: source for field, source in last.sources.items() if field not in changed},
        supplements=last,
        case_id=file.id,
        salt=uuid.uuid4(),
        created_at=file.at,
        saved_at=file.at,
        submitted_at=file.at,
    )
    drafts.keep_papers(last, row)
    drafts.keep_findings(row, without=["form"])
    return row


def _told(value: Any) -> Any:
    """A field that was left empty says nothing, however it was left."""
    return None if value in ("", [], {}) else value
