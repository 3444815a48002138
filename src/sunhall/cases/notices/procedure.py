"""The bodies of the notices of the main path: intake, review, decision, delivery. One function a kind."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from sunhall.cases import words
from sunhall.cases.models import Ban
from sunhall.cases.notices import sheet
from sunhall.cases.notices.sheet import (
    ART_45,
    NONE,
    Sheet,
    cited,
    material_name,
    materials,
    on_paper,
    own_basis,
    remedies,
    told_at,
)
from sunhall.cases.queries import standing_at
from sunhall.catalogue.content.course import Result
from sunhall.catalogue.rules import validity
from sunhall.documents.models import Notice
from sunhall.kernel.text import TextByLanguage
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.procedure import DEEMED_ACCEPTANCE, ON_THE_SPOT_SILENCE
from sunhall.law.terms import Unit
from sunhall.people.models import Officer


def receipt(s: Sheet) -> dict[str, Any]:
    typed_by = s.act.typed_by_id if s.content.row.channel == "window" else None
    officer = Officer.objects.filter(user_id=typed_by).first() if typed_by else None
    agent = s.content.row.mandate
    return {
        **_examined(s),
        "collected": s.payload.get("collected_by") is not None,
        "owed": s.act.kind == Kind.SUPPLY_OWED,
        "materials": materials(s),
        "receiver": officer.name
        if officer
        else TextByLanguage({"zh-hans": "网上收件（系统自动）", "en": "Online (automatic)"}),
        "received_at": told_at(s),
        "agent": agent.agent.name if agent and agent.kind == "agent" else "",
        "supplement": s.act.kind in (Kind.RESUBMIT, Kind.SUPPLY_OWED),
    }


def _examined(s: Sheet) -> dict[str, Any]:
    """How long the papers are examined, and what silence then means (Licensing Law art. 32(1)(4), or the own rule)."""
    intake = s.procedure.intake
    on_the_spot = intake.rule == ON_THE_SPOT_SILENCE
    return {
        "examined_within": words.length(intake.days) if intake.days and not on_the_spot else None,
        "on_the_spot": on_the_spot,
        "silence_accepts": intake.rule in (DEEMED_ACCEPTANCE, ON_THE_SPOT_SILENCE),
    }


def acceptance(s: Sheet) -> dict[str, Any]:
    version = s.content.version
    fees = [n.item for n in s.content.narrowed.fees]
    return {
        **_examined(s),
        **_mode(s),
        "accepted_on": s.standing.accepted_on,
        "deemed": s.standing.deemed,
        "first_review_by": s.day_at(s.clocks.first_review_end),
        "statutory_due": s.due("statutory") or _PASSED_UP,
        "promised_due": s.due("promised") or _PASSED_UP,
        "special_procedures": [{"name": words.SPECIAL_PROCEDURES[p.kind]} for p in s.content.stopping],
        "fees": [{"name": f.name, "amount": f.standard.into("zh-hans"), "basis": version.cited(f.basis)} for f in fees],
        "basis": cited(s, version.intake.basis),
    }


# Where a lower authority examines first, the deciding one counts from what is passed up to it (arts. 42, 43).
_PASSED_UP: Final = TextByLanguage(
    {"zh-hans": "自下级机关报送初审意见之日起计算", "en": "Counted from the day the first review is passed up"}
)


def _mode(s: Sheet) -> dict[str, Any]:
    """The way of handling, where it is not the usual one; with a gap, which papers follow and until when."""
    mode = s.standing.mode
    owed = [{"name": material_name(s, m)} for m in s.standing.owed]
    return {
        "mode": words.MODES[mode] if mode != "general" else None,
        "tolerance": mode == "tolerance",
        "owed": owed,
        "owed_by": s.day_at(s.clocks.owed_end),
    }


def _items(s: Sheet) -> list[dict[str, Any]]:
    notes = {c.material: c.note for c in s.content.row.checks.all()}
    items = []
    for item in s.payload["items"]:
        defect, required = words.DEFECTS[item["reason"]]
        note, found = notes.get(item["material"], ""), s.content.version.material(item["material"])
        items.append(
            {
                "material": material_name(s, item["material"]),
                "defect": TextByLanguage(
                    {k: f"{v}{'：' if k == 'zh-hans' else ': '}{note}" if note else v for k, v in defect.items()}
                ),
                "required": (found.standard if found and found.standard and item["reason"] != "missing" else None)
                or required,
                "reference": cited(s, found.basis) if found else "",
            }
        )
    return items


def correction(s: Sheet) -> dict[str, Any]:
    days = s.payload.get("days")
    end = s.calendar.least(s.act.on) + days if days else None
    last = (s.calendar.day_of(end) or {"not_before": s.calendar.not_before(end)}) if end else NONE
    return {
        "items": _items(s),
        "submit_way": TextByLanguage(
            {
                "zh-hans": "网上“我的办件”一次补正，或者到政务服务中心综合窗口提交",
                "en": "All at once under “My matters” online, or at the comprehensive window of the centre",
            }
        ),
        "submit_by": last,
        "consequence": words.LAPSE[s.procedure.intake.lapse],
    }


def non_acceptance(s: Sheet) -> dict[str, Any]:
    ground = s.payload["ground"]
    return {
        "ground": ground,
        "ground_text": words.GROUNDS[ground],
        "competent_authority": s.payload["competent"],
        "reasons": s.statement(),
        "barred_until": barred_until(s),
        **remedies(s),
    }


def returned(s: Sheet) -> dict[str, Any]:
    told = [(TextByLanguage(i["material"]), TextByLanguage(i["defect"])) for i in _items(s)]
    return {
        "reasons": TextByLanguage(
            {
                "zh-hans": "；".join(f"{m.into('zh-hans')}：{d.into('zh-hans')}" for m, d in told),
                "en": "; ".join(f"{m.into('en')}: {d.into('en')}" for m, d in told),
            }
        ),
        "returned_materials": on_paper(s),
        "basis": cited(s, s.content.version.intake.basis),
        **remedies(s),
    }


def special(s: Sheet) -> dict[str, Any]:
    return {
        "procedure": words.SPECIAL_PROCEDURES[s.payload["procedure"]],
        "basis": ART_45 if s.payload["basis"] == "ALL/45" else own_basis(s, s.payload["procedure"]),
        "starts_on": s.act.on,
        "time_needed": words.length(s.payload["needed_days"]),
        "body": s.statement_of(s.act, "body") or _ORGANISED,
        "payer": _payer(s),
        "reasons": s.statement(),
    }


_ORGANISED: Final = TextByLanguage({"zh-hans": "由本机关组织", "en": "Organised by this authority"})


def _payer(s: Sheet) -> TextByLanguage:
    """Nothing is charged but what the matter's own fees say (Licensing Law art. 58(1))."""
    fees = [n.item.name for n in s.content.narrowed.fees]
    if not fees:
        return TextByLanguage({"zh-hans": "不向申请人收费", "en": "Nothing is charged to you"})
    return TextByLanguage(
        {
            "zh-hans": f"除本事项的收费项目（{'、'.join(fee.into('zh-hans') for fee in fees)}）外，不向申请人收费",
            "en": f"Nothing is charged to you but the fees of this matter: {'; '.join(fee.into('en') for fee in fees)}",
        }
    )


def resume(s: Sheet) -> dict[str, Any]:
    stop = next((x for x in s.standing.stops if x.seq == s.payload.get("start")), None) or s.standing.stops[-1]
    done = s.payload.get("result", "done") == "done"
    return {
        "procedure": words.SPECIAL_PROCEDURES[stop.why],
        "ended_on": s.act.on,
        "result": s.statement()
        or TextByLanguage({"zh-hans": "已完成" if done else "不再进行", "en": "Done" if done else "Given up"}),
        "statutory_due": s.due("statutory") or NONE,
        "promised_due": s.due("promised"),
    }


def suspension(s: Sheet) -> dict[str, Any]:
    return {"reasons": s.statement(), "basis": own_basis(s, "dispute"), "starts_on": s.act.on}


def extension(s: Sheet) -> dict[str, Any]:
    before = standing_at(s.case.pk, s.act.seq - 1)
    was = clocks.clocks(before, s.procedure, s.calendar, s.act.on).statutory
    original = (was.due or {"not_before": was.not_before}) if was else NONE
    return {
        "original_due": original,
        "new_due": s.due("statutory"),
        "length": words.length(s.payload["days"], clocks.statutory(s.standing, s.procedure).unit),
        "reasons": s.statement(),
        "approver": words.APPROVERS[s.payload["approver"]],
        "approved_on": s.act.on,
        "joint": s.payload["approver"] == "government_head",
    }


def grant(s: Sheet) -> dict[str, Any]:
    version, results = s.content.version, s.content.results
    result = next(iter(results), None)
    founding = tuple(b.id for b in version.basis if "existence" in b.founds)
    return {
        "holder_id": s.case.party.id_number,
        "scope": _listed([each.name for each in results] or [version.name]),
        "conditions": s.statement(),
        **_valid(s, result),
        "territory": words.TERRITORIES[result.territory if result else "nation"],
        "basis": cited(s, founding),
    }


_ON_ISSUE: Final = TextByLanguage({"zh-hans": "证件签发之日", "en": "the day the document is issued"})


def _valid(s: Sheet, result: Result | None) -> dict[str, Any]:
    """First and last day; where the term begins with the issue of the document, which is still to come, its length."""
    if result is None:
        return {"valid_from": s.act.on, "valid_to": None}
    rule = result.validity
    start, end = validity.validity(rule, s.content.data, s.act.on, s.act.on)
    if rule.starts != "issue" or s.content.data.get(rule.from_field):
        return {"valid_from": start, "valid_to": end}
    if rule.until_field or rule.long_term:
        return {"valid_from": _ON_ISSUE, "valid_to": end}
    months = (int(rule.years) * 12 if rule.years else 0) + (int(rule.months) if rule.months else 0)
    told = words.length(int(rule.days), Unit.CALENDAR_DAY) if rule.days else words.of_months(months)
    return {"valid_from": _ON_ISSUE, "valid_to": None, "valid_for": told if end else None}


def _listed(names: Sequence[TextByLanguage]) -> TextByLanguage:
    """Several things in one line: 甲、乙; A; B."""
    return TextByLanguage(
        {"zh-hans": "、".join(n.into("zh-hans") for n in names), "en": "; ".join(n.into("en") for n in names)}
    )


def refusal(s: Sheet) -> dict[str, Any]:
    version = s.content.version
    founding = tuple(b.id for b in version.basis if "existence" in b.founds or "condition" in b.founds)
    ground = s.payload.get("ground", "conditions_not_met")
    return {
        "ground": ground,
        "facts": s.statement_of(s.act, "facts") or _on_file(s),
        "reasons": s.statement(),
        "basis": cited(s, founding),
        "technical_review": bool(s.payload.get("standard")),
        "technical_standard": s.statement_of(s.act, "standard"),
        "request": s.standing.request,
        "barred_until": barred_until(s),
        **remedies(s),
    }


def _on_file(s: Sheet) -> TextByLanguage:
    """The facts as the file records them: accepted when (or not corrected), and what the checks on site found."""
    accepted, asked = s.standing.accepted_on, s.standing.correction_asked_on
    zh, en = [], []
    if accepted is not None:
        zh.append(f"{_day_zh(accepted)}受理，并依法进行了审查。")
        en.append(f"Accepted on {accepted.isoformat()} and examined.")
    elif asked is not None:
        zh.append(f"{_day_zh(asked)}一次性告知需要补正的全部内容，期限届满未补正。")
        en.append(f"Told on {asked.isoformat()} of everything to correct; it was not corrected in time.")
    for act in s.case.acts.filter(kind=Kind.CHECK_FACTS, seq__lt=s.act.seq).order_by("seq"):
        found = s.statement_of(act)
        meets = act.payload["result"] == "meets"
        zh.append(f"{_day_zh(act.on)}实地核查，{'符合' if meets else '不符合'}条件：{found}")
        en.append(f"Checked on site on {act.on.isoformat()}, conditions {'met' if meets else 'not met'}: {found}")
    return TextByLanguage({"zh-hans": "\n".join(zh), "en": "\n".join(en)})


def _day_zh(on: date) -> str:
    return f"{on.year}年{on.month}月{on.day}日"


def barred_until(s: Sheet) -> Any:
    """The last day of the ban that this act imposes (arts. 78, 79), if it imposes one."""
    return Ban.objects.filter(act_id=s.act.pk).values_list("until", flat=True).first()


def withdrawal(s: Sheet) -> dict[str, Any]:
    return {
        "requested_on": s.act.on,
        "returned_materials": [],
        "on_paper": on_paper(s),
        "reasons": s.statement(),
    }


def termination(s: Sheet) -> dict[str, Any]:
    lapse = s.payload.get("effect")
    ground = s.payload.get("ground")
    return {
        "ground": words.TERMINATION_GROUNDS[ground] if ground else None,
        "reasons": words.LAPSE[lapse] if lapse else s.statement(),
        "returned_materials": [],
        "on_paper": on_paper(s),
        "returned_fees": _fees_back(s),
        **remedies(s),
    }


def _fees_back(s: Sheet) -> TextByLanguage:
    """What is known of fees: whether this matter charges any. Payments are not on this file."""
    if s.content.narrowed.fees:
        told = "已缴费的，请向本机关咨询退费事宜", "If you paid a fee, ask this authority about its return"
    else:
        told = "本事项不收费，无需退费", "Nothing was charged, so nothing is to be returned"
    return TextByLanguage({"zh-hans": told[0], "en": told[1]})


DECISIONS: Final = ("grant", "change", "renewal", "refusal")


def delivery(s: Sheet) -> dict[str, Any]:
    """The decisions of the file with the certificates made after them, and what proves that they arrived."""
    notices = Notice.objects.filter(case_id=s.case.pk, kind__in=DECISIONS).order_by("id")
    is_licence, request = s.content.version.is_licence, s.standing.request
    titles = {kind: words.title(kind, is_licence=is_licence, request=request) for kind in DECISIONS}
    papers = [{"name": titles[n.kind], "number": n.number, "copies": "1"} for n in notices]
    made = sheet.certificates.named(sorted(s.standing.licences))
    papers += [{"name": one.name, "number": one.number, "copies": "1"} for one in made.values()]
    return {
        "documents": papers,
        "recipient": s.case.party.name,
        "method": words.METHODS[s.payload["method"]],
        "delivered_at": told_at(s),
        "proof": s.payload["reference"] or words.PROOFS[s.payload["method"]],
    }


def fact_check(s: Sheet) -> dict[str, Any]:
    officers = Officer.objects.filter(pk__in=s.payload["officers"]).order_by("badge")
    place = s.content.data.get("prem_addr") or s.content.data.get("site") or s.case.party.address
    return {
        "officials": [{"name": o.name, "badge": o.badge} for o in officers],
        "place": str(place)
        if place
        else TextByLanguage({"zh-hans": "申请材料所载地址", "en": "The address in the application"}),
        "checked_at": told_at(s),
        "findings": s.statement() or NONE,
    }
