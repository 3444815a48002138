"""The bodies of the notices of the main path: intake, review, decision, delivery. One function a kind."""

from datetime import date
from typing import Any

from sunhall.cases import contents, words
from sunhall.cases.models import Ban
from sunhall.cases.notices.sheet import (
    ART_45,
    NONE,
    Sheet,
    cited,
    material_name,
    materials,
    own_basis,
    remedies,
    told_at,
)
from sunhall.cases.queries import standing_at
from sunhall.catalogue.rules import validity
from sunhall.documents.models import Notice
from sunhall.kernel.text import TextByLanguage
from sunhall.law.lifecycles import clocks
from sunhall.law.lifecycles.kinds import Kind
from sunhall.people.models import Officer


def receipt(s: Sheet) -> dict[str, Any]:
    typed_by = s.act.typed_by_id if s.content.row.channel == "window" else None
    officer = Officer.objects.filter(user_id=typed_by).first() if typed_by else None
    agent = s.content.row.mandate
    return {
        "materials": materials(s),
        "receiver": officer.name
        if officer
        else TextByLanguage({"zh-hans": "网上收件（系统自动）", "en": "Online (automatic)"}),
        "received_at": told_at(s),
        "agent": agent.agent.name if agent and agent.kind == "agent" else "",
        "supplement": s.act.kind in (Kind.RESUBMIT, Kind.SUPPLY_OWED),
    }


def acceptance(s: Sheet) -> dict[str, Any]:
    version = s.content.version
    fees = [n.item for n in s.content.narrowed.fees]
    return {
        "accepted_on": s.standing.accepted_on,
        "deemed": s.standing.deemed,
        "statutory_due": s.due("statutory"),
        "promised_due": s.due("promised"),
        "special_procedures": [
            {"name": words.SPECIAL_PROCEDURES.get(p.kind, TextByLanguage(p.kind))} for p in version.special_procedures
        ],
        "fees": [{"name": f.name, "amount": f.standard.into("zh-hans"), "basis": version.cited(f.basis)} for f in fees],
        "basis": cited(s, version.intake.basis),
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
        "consequence": words.LAPSE[contents.procedure_of(s.content).intake.lapse],
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
    parts = [
        f"{TextByLanguage(i['material']).into('zh-hans')}：{TextByLanguage(i['defect']).into('zh-hans')}"
        for i in _items(s)
    ]
    return {
        "reasons": "；".join(parts),
        "returned_materials": [{"name": material_name(s, i["material"])} for i in s.payload["items"]],
        "basis": cited(s, s.content.version.intake.basis),
    }


def special(s: Sheet) -> dict[str, Any]:
    days = s.payload["needed_days"]
    return {
        "procedure": words.SPECIAL_PROCEDURES.get(s.payload["procedure"], TextByLanguage(s.payload["procedure"])),
        "basis": ART_45 if s.payload["basis"] == "ALL/45" else own_basis(s, s.payload["procedure"]),
        "starts_on": s.act.on,
        "time_needed": TextByLanguage({"zh-hans": f"{days}个工作日", "en": f"{days} working days"}),
        "body": s.case.authority.name,
        "payer": TextByLanguage(
            {"zh-hans": "行政机关承担，不向申请人收费", "en": "The authority; nothing is charged to you"}
        ),
        "reasons": s.statement(),
    }


def resume(s: Sheet) -> dict[str, Any]:
    stop = next((x for x in s.standing.stops if x.seq == s.payload.get("start")), None) or s.standing.stops[-1]
    done = s.payload.get("result", "done") == "done"
    return {
        "procedure": words.SPECIAL_PROCEDURES.get(stop.why, TextByLanguage(stop.why)),
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
    was = clocks.clocks(before, contents.procedure_of(s.content), s.calendar, s.act.on).statutory
    original = (was.due or {"not_before": was.not_before}) if was else NONE
    return {
        "original_due": original,
        "new_due": s.due("statutory"),
        "days": s.payload["days"],
        "reasons": s.statement(),
        "approver": words.APPROVERS[s.payload["approver"]],
        "approved_on": s.act.on,
        "joint": s.payload["approver"] == "government_head",
    }


def grant(s: Sheet) -> dict[str, Any]:
    version = s.content.version
    result = next((r for r in version.results), None)
    start: date = s.act.on
    end = None
    if result:
        start, end = validity.validity(result.validity, s.content.data, s.act.on, s.act.on)
    founding = tuple(b.id for b in version.basis if "existence" in b.founds)
    return {
        "holder_id": s.case.party.id_number,
        "scope": result.name if result else version.name,
        "conditions": s.statement(),
        "valid_from": start,
        "valid_to": end,
        "territory": _territory(result.territory if result else "nation"),
        "basis": cited(s, founding),
    }


def _territory(code: str) -> TextByLanguage:
    known = {
        "nation": ("全国", "Nation-wide"),
        "premises": ("许可证载明的场所", "The premises named in the document"),
        "city": ("本市行政区域", "This city"),
        "province": ("本省行政区域", "This province"),
    }
    zh, en = known.get(code, (code, code))
    return TextByLanguage({"zh-hans": zh, "en": en})


def refusal(s: Sheet) -> dict[str, Any]:
    version = s.content.version
    founding = tuple(b.id for b in version.basis if "existence" in b.founds or "condition" in b.founds)
    return {
        "facts": TextByLanguage(
            {
                "zh-hans": f"本机关于{s.standing.accepted_on:%Y年%m月%d日}受理该申请，并依法进行了审查。",
                "en": f"The application was accepted on {s.standing.accepted_on:%Y-%m-%d} and examined.",
            }
        ),
        "reasons": s.statement(),
        "basis": cited(s, founding),
        "request": s.standing.request,
        "barred_until": barred_until(s),
        **remedies(s),
    }


def barred_until(s: Sheet) -> Any:
    """The last day of the ban that this act imposes (arts. 78, 79), if it imposes one."""
    return Ban.objects.filter(act_id=s.act.pk).values_list("until", flat=True).first()


def withdrawal(s: Sheet) -> dict[str, Any]:
    return {"requested_on": s.act.on, "returned_materials": [], "reasons": s.statement()}


def termination(s: Sheet) -> dict[str, Any]:
    lapse = s.payload.get("effect")
    reasons = words.LAPSE[lapse] if lapse else s.statement()
    return {"reasons": reasons, "returned_materials": [], "returned_fees": "", **remedies(s)}


def delivery(s: Sheet) -> dict[str, Any]:
    notices = Notice.objects.filter(case_id=s.case.pk, kind__in=["grant", "refusal"]).order_by("id")
    papers = [{"name": words.NOTICES[n.kind], "number": n.number, "copies": "1"} for n in notices]
    proof = s.payload["reference"] or TextByLanguage({"zh-hans": "签收记录", "en": "Signed receipt"})
    if s.payload["method"] == "electronic":
        proof = TextByLanguage({"zh-hans": "系统送达记录", "en": "Record of the system"})
    return {
        "documents": papers or [{"name": words.NOTICES["grant"], "number": "", "copies": "1"}],
        "recipient": s.case.party.name,
        "method": words.METHODS[s.payload["method"]],
        "delivered_at": told_at(s),
        "proof": proof,
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
