"""A guide as JSON values: the shape `shapes.MatterGuide` from what the catalogue reads."""

from typing import Any

from sunhall.catalogue.content import VersionContent
from sunhall.catalogue.content.course import Limit
from sunhall.catalogue.queries import AuthorityRow, Found, Guide


def line(found: Found) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "type": found.type,
        "authority": {"code": found.authority_code, "name": found.authority_name},
        "has_guide": found.has_guide,
        "address": f"/api/matters/{found.code}",
    }


def guide(found: Guide) -> dict[str, Any]:
    told: dict[str, Any] = {
        "code": found.code,
        "name": found.name,
        "type": found.type,
        "state": found.state,
        "authority": _authority(found.authority),
        "version": found.number,
        "effective_from": found.effective_from,
        "remedies": found.remedies,
    }
    return told | _content(found.content) if found.content else told


def _authority(row: AuthorityRow) -> dict[str, Any]:
    return {"code": row.code, "name": row.name, "phone": row.phone}


def _content(content: VersionContent) -> dict[str, Any]:
    return {
        "summary": content.guide.summary,
        "who": list(content.guide.who),
        "conditions": [c.text for c in content.guide.conditions],
        "questions": [
            {"id": q.id, "text": q.text, "type": q.type, "options": dict(q.options), "when": q.when}
            for q in content.questions
        ],
        "materials": _materials(content),
        "steps": [
            {"id": s.id, "name": s.name, "role": s.role, "days": s.days, "after": list(s.after), "when": s.when}
            for s in content.steps
        ],
        "lanes": [
            {
                "authority": lane.authority,
                "kind": lane.kind,
                "mandatory": lane.mandatory,
                "days": lane.days,
                "task": lane.task,
                "when": lane.when,
            }
            for lane in content.lanes
        ],
        "statutory": _limit(content.limits.decision, content.limits.decision.trigger),
        "promised": _limit(content.limits.promised, content.limits.decision.trigger),
        "fees": [
            {"id": f.id, "name": f.name, "standard": f.standard, "basis": list(f.basis), "when": f.when}
            for f in content.fees
        ],
        "free_by": list(content.free_by),
        "results": [{"id": r.id, "name": r.name, "type": r.type, "territory": r.territory} for r in content.results],
        "channels": list(content.channels),
        "visits": content.visits,
        "basis": [
            {
                "id": b.id,
                "law": b.law,
                "article": b.article,
                "level": b.level,
                "founds": list(b.founds),
                "mark": b.mark,
            }
            for b in content.basis
        ],
    }


def _materials(content: VersionContent) -> list[dict[str, Any]]:
    return [
        {
            "id": m.id,
            "name": m.name,
            "why": m.why,
            "basis": list(m.basis),
            "issuer": m.issuer,
            "asked_of_applicant": m.asked,
            "fetched_from": m.sharing.source if m.sharing else None,
            "optional": m.optional,
            "when": m.when,
        }
        for m in content.materials
    ]


def _limit(limit: Limit, trigger: str) -> dict[str, Any]:
    return {
        "amount": limit.days,
        "unit": limit.unit,
        "trigger": trigger,
        "on_the_spot": limit.on_the_spot,
        "basis": list(limit.basis),
        "set_by_city": limit.amount.source if limit.amount.set_by_city else None,
    }
