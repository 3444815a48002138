"""The notice of an act: gathers from the file what the law wants it to carry, and has it rendered and numbered.

Called by the job after each act and by the page that prints; whoever comes first makes it, the other gets the same one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from sunhall.cases import contents, words
from sunhall.cases.models import Act, Application, Case
from sunhall.cases.queries import standing_at
from sunhall.catalogue.rules import validity
from sunhall.documents import acts as documents
from sunhall.documents.models import Notice
from sunhall.kernel.clock import ZONE
from sunhall.kernel.text import LANGUAGES, TextByLanguage
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Reckoning
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import Standing
from sunhall.people.models import Officer

_NONE: Final = TextByLanguage({"zh-hans": "无", "en": "None"})
_ART_45: Final = TextByLanguage(
    {"zh-hans": "《中华人民共和国行政许可法》第四十五条", "en": "Administrative Licensing Law, art. 45"}
)


@dataclass(frozen=True)
class Sheet:
    """What every notice of this act is written from. `standing` is as it stood with this act."""

    act: Act
    case: Case
    content: contents.Content
    standing: Standing
    calendar: Calendar

    @property
    def payload(self) -> dict[str, Any]:
        return dict(self.act.payload)

    def clock(self, which: str) -> Reckoning | None:
        now = clocks.clocks(self.standing, contents.procedure_of(self.content), self.calendar, self.act.on)
        return now.statutory if which == "statutory" else now.promised

    def due(self, which: str) -> Any:
        """A day, or `{"not_before": day}` while the year's notice is not out."""
        clock = self.clock(which)
        if clock is None:
            return None
        return clock.due or ({"not_before": clock.not_before} if clock.not_before else None)

    def statement(self) -> str:
        number = self.act.payload.get("statement")
        return self.case.statements.get(pk=number).body if number else ""


def kind_of(act_kind: str) -> str:
    """The kind of notice an act issues; empty for none."""
    return licensing.TABLE[Kind(act_kind)].notice


def for_act(act_id: int, *, at: datetime) -> Notice | None:
    """The notice of an act: made now, or the one made before. None for an act that issues none."""
    act = Act.objects.select_related("case__authority", "case__party", "case__centre", "officer", "typed_by").get(
        pk=act_id
    )
    kind = kind_of(act.kind)
    if not kind:
        return None
    with transaction.atomic():
        data = {**_head(sheet := _sheet(act)), **_BODIES[kind](sheet)}
        return documents.issue_notice(
            kind=kind, case_id=act.case_id, act_id=act.pk, data=data, authority_code=act.case.authority.code, at=at
        )


def _sheet(act: Act) -> Sheet:
    standing = standing_at(act.case_id, act.seq)
    row = Application.objects.select_related("party").get(pk=standing.application)
    return Sheet(act, act.case, contents.of(row), standing, Calendar.load())


def _head(s: Sheet) -> dict[str, Any]:
    authority, version = s.case.authority, s.content.version
    return {
        "date": s.act.on,
        "authority": authority.name,
        "authority_short": TextByLanguage(authority.short_name or authority.name).into("zh-hans"),
        "case_number": s.case.number,
        "query_code": s.case.query_code,
        "applicant": s.case.party.name,
        "applicant_kind": s.case.party.kind,
        "matter": version.name,
        "matter_code": version.code,
        "licence": version.is_licence,
        "seal": authority.name,
        "contact": authority.phone or (s.case.centre.phone if s.case.centre else ""),
        "complaint": s.case.centre.complaint_phone if s.case.centre else "12345",
    }


def _remedies(s: Sheet) -> dict[str, Any]:
    """Where to object (Licensing Law art. 38(2); Reconsideration Law arts. 20, 23)."""
    return {
        "reconsideration_body": s.case.authority.government,
        "court": s.case.authority.court,
        "reconsideration_first": False,
    }


def _cited(s: Sheet, ids: tuple[str, ...]) -> TextByLanguage:
    """Provisions of the version as a notice prints them: in both languages at once."""
    return TextByLanguage({language: s.content.version.cited(ids, language) for language in LANGUAGES})


def _own_basis(s: Sheet, procedure: str) -> TextByLanguage:
    """What the matter's own law says of stopping the clock: as the act recorded it, and in English."""
    named = next((p for p in s.content.version.special_procedures if p.kind == procedure), None)
    english = s.content.version.cited(named.basis, "en") if named else ""
    return TextByLanguage({"zh-hans": s.payload["basis"], "en": english})


def _material_name(s: Sheet, material: str) -> TextByLanguage:
    if material == "form":
        return TextByLanguage({"zh-hans": "申请表", "en": "Application form"})
    found = s.content.version.material(material)
    return found.name if found else TextByLanguage(material)


def _materials(s: Sheet) -> list[dict[str, Any]]:
    papers = s.content.row.papers.filter(removed_at=None).select_related("document__blob").order_by("id")
    listed = [
        {
            "name": _material_name(s, p.material),
            "form": {"electronic": "电子件", "original": "原件", "copy": "复印件"}[p.form],
            "pages": p.document.blob.pages if p.document and p.document.blob.pages else "",
            "sha256": bytes(p.document.blob_id).hex() if p.document else "",
        }
        for p in papers
    ]
    form = {"name": _material_name(s, "form"), "form": "电子件", "pages": "", "sha256": s.payload["digest"]}
    return [form, *listed]


def _receipt(s: Sheet) -> dict[str, Any]:
    typed_by = s.act.typed_by_id if s.payload["channel"] == "window" else None
    officer = Officer.objects.filter(user_id=typed_by).first() if typed_by else None
    agent = s.content.row.mandate
    return {
        "materials": _materials(s),
        "receiver": officer.name
        if officer
        else TextByLanguage({"zh-hans": "网上收件（系统自动）", "en": "Online (automatic)"}),
        "received_at": s.act.at.astimezone(ZONE).replace(microsecond=0, tzinfo=None).isoformat(),
        "agent": agent.agent.name if agent and agent.kind == "agent" else "",
        "supplement": s.act.kind == Kind.RESUBMIT,
    }


def _acceptance(s: Sheet) -> dict[str, Any]:
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
        "basis": _cited(s, version.intake.basis),
    }


def _items(s: Sheet) -> list[dict[str, Any]]:
    notes = {c.material: c.note for c in s.content.row.checks.all()}
    items = []
    for item in s.payload["items"]:
        defect, required = words.DEFECTS[item["reason"]]
        note, found = notes.get(item["material"], ""), s.content.version.material(item["material"])
        items.append(
            {
                "material": _material_name(s, item["material"]),
                "defect": TextByLanguage(
                    {k: f"{v}{'：' if k == 'zh-hans' else ': '}{note}" if note else v for k, v in defect.items()}
                ),
                "required": (found.standard if found and found.standard and item["reason"] != "missing" else None)
                or required,
                "reference": _cited(s, found.basis) if found else "",
            }
        )
    return items


def _correction(s: Sheet) -> dict[str, Any]:
    days = s.payload.get("days")
    end = s.calendar.least(s.act.on) + days if days else None
    last = (s.calendar.day_of(end) or {"not_before": s.calendar.not_before(end)}) if end else _NONE
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


def _non_acceptance(s: Sheet) -> dict[str, Any]:
    ground = s.payload["ground"]
    return {
        "ground": ground,
        "ground_text": words.GROUNDS[ground],
        "competent_authority": s.payload["competent"],
        "reasons": s.statement(),
        **_remedies(s),
    }


def _return(s: Sheet) -> dict[str, Any]:
    parts = [
        f"{TextByLanguage(i['material']).into('zh-hans')}：{TextByLanguage(i['defect']).into('zh-hans')}"
        for i in _items(s)
    ]
    return {
        "reasons": "；".join(parts),
        "returned_materials": [{"name": _material_name(s, i["material"])} for i in s.payload["items"]],
        "basis": _cited(s, s.content.version.intake.basis),
    }


def _special(s: Sheet) -> dict[str, Any]:
    days = s.payload["needed_days"]
    return {
        "procedure": words.SPECIAL_PROCEDURES.get(s.payload["procedure"], TextByLanguage(s.payload["procedure"])),
        "basis": _ART_45 if s.payload["basis"] == "ALL/45" else _own_basis(s, s.payload["procedure"]),
        "starts_on": s.act.on,
        "time_needed": TextByLanguage({"zh-hans": f"{days}个工作日", "en": f"{days} working days"}),
        "body": s.case.authority.name,
        "payer": TextByLanguage(
            {"zh-hans": "行政机关承担，不向申请人收费", "en": "The authority; nothing is charged to you"}
        ),
        "reasons": s.statement(),
    }


def _resume(s: Sheet) -> dict[str, Any]:
    stop = next((x for x in s.standing.stops if x.seq == s.payload.get("start")), None) or s.standing.stops[-1]
    done = s.payload.get("result", "done") == "done"
    return {
        "procedure": words.SPECIAL_PROCEDURES.get(stop.why, TextByLanguage(stop.why)),
        "ended_on": s.act.on,
        "result": s.statement()
        or TextByLanguage({"zh-hans": "已完成" if done else "不再进行", "en": "Done" if done else "Given up"}),
        "statutory_due": s.due("statutory") or _NONE,
        "promised_due": s.due("promised"),
    }


def _suspension(s: Sheet) -> dict[str, Any]:
    return {"reasons": s.statement(), "basis": _own_basis(s, "dispute"), "starts_on": s.act.on}


def _extension(s: Sheet) -> dict[str, Any]:
    before = standing_at(s.case.pk, s.act.seq - 1)
    was = clocks.clocks(before, contents.procedure_of(s.content), s.calendar, s.act.on).statutory
    original = (was.due or {"not_before": was.not_before}) if was else _NONE
    return {
        "original_due": original,
        "new_due": s.due("statutory"),
        "days": s.payload["days"],
        "reasons": s.statement(),
        "approver": words.APPROVERS[s.payload["approver"]],
        "approved_on": s.act.on,
        "joint": s.payload["approver"] == "government_head",
    }


def _grant(s: Sheet) -> dict[str, Any]:
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
        "basis": _cited(s, founding),
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


def _refusal(s: Sheet) -> dict[str, Any]:
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
        "basis": _cited(s, founding),
        **_remedies(s),
    }


def _withdrawal(s: Sheet) -> dict[str, Any]:
    return {"requested_on": s.act.on, "returned_materials": [], "reasons": s.statement()}


def _termination(s: Sheet) -> dict[str, Any]:
    lapse = s.payload.get("effect")
    reasons = words.LAPSE[lapse] if lapse else s.statement()
    return {"reasons": reasons, "returned_materials": [], "returned_fees": "", **_remedies(s)}


def _delivery(s: Sheet) -> dict[str, Any]:
    notices = Notice.objects.filter(case_id=s.case.pk, kind__in=["grant", "refusal"]).order_by("id")
    papers = [{"name": words.NOTICES[n.kind], "number": n.number, "copies": "1"} for n in notices]
    proof = s.payload["reference"] or TextByLanguage({"zh-hans": "签收记录", "en": "Signed receipt"})
    if s.payload["method"] == "electronic":
        proof = TextByLanguage({"zh-hans": "系统送达记录", "en": "Record of the system"})
    return {
        "documents": papers or [{"name": words.NOTICES["grant"], "number": "", "copies": "1"}],
        "recipient": s.case.party.name,
        "method": words.METHODS[s.payload["method"]],
        "delivered_at": s.act.at.astimezone(ZONE).replace(microsecond=0, tzinfo=None).isoformat(),
        "proof": proof,
    }


def _fact_check(s: Sheet) -> dict[str, Any]:
    officers = Officer.objects.filter(pk__in=s.payload["officers"]).order_by("badge")
    place = s.content.data.get("prem_addr") or s.content.data.get("site") or s.case.party.address
    return {
        "officials": [{"name": o.name, "badge": o.badge} for o in officers],
        "place": str(place)
        if place
        else TextByLanguage({"zh-hans": "申请材料所载地址", "en": "The address in the application"}),
        "checked_at": s.act.at.astimezone(ZONE).replace(microsecond=0, tzinfo=None).isoformat(),
        "findings": s.statement() or _NONE,
    }


_BODIES: Final[dict[str, Callable[[Sheet], dict[str, Any]]]] = {
    "receipt": _receipt,
    "acceptance": _acceptance,
    "correction": _correction,
    "non_acceptance": _non_acceptance,
    "not_required": lambda s: {"reasons": s.statement(), **_remedies(s)},
    "return": _return,
    "special_procedure": _special,
    "resume": _resume,
    "suspension": _suspension,
    "extension": _extension,
    "grant": _grant,
    "refusal": _refusal,
    "withdrawal": _withdrawal,
    "termination": _termination,
    "delivery": _delivery,
    "fact_check": _fact_check,
}


def of_case(case_id: int) -> list[Notice]:
    """The notices of a case that exist, oldest first."""
    return list(Notice.objects.filter(case_id=case_id).defer("data").order_by("id"))
