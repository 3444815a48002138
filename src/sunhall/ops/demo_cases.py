"""A few weeks of work in the demonstration city: applications at every stage, made by the public acts.

Each scenario is a list of steps, each on a working day counted back from today. A scenario that is there is not made
again: its draft is found by its place in the list (`sources["demo"]`).
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction

from sunhall.approvals import acts as approvals
from sunhall.cases import contents, notices, queries
from sunhall.cases.acts import decision, drafts, hearing, intake
from sunhall.cases.models import Act, Application
from sunhall.catalogue import queries as catalogue
from sunhall.certificates import acts as certificates
from sunhall.documents import acts as documents
from sunhall.documents import render
from sunhall.kernel import clock
from sunhall.law.calendar import Calendar
from sunhall.ops import samples
from sunhall.people import queries as people
from sunhall.people.models import Authority, Party, User
from sunhall.people.queries import Actor
from sunhall.web.forms import prefill

Step = tuple[int, str, str, Mapping[str, Any]]  # working days back, who (login), what, with what


@dataclass(frozen=True, slots=True)
class Scenario:
    matter: str
    by: str
    party: str  # name of the applicant; empty: the person herself
    filed: int  # working days back
    steps: tuple[Step, ...] = ()
    also: Mapping[str, Any] = field(default_factory=dict)  # form fields that differ from the sample


_FOOD, _BUILD, _ROAD = "food-business-licence", "construction-permit", "road-occupation"
_HR, _HYGIENE, _SIGN = "human-resources-service-licence", "public-place-hygiene-licence", "outdoor-advertising"
_OLD, _CARD = "old-age-allowance", "social-security-card"
_CAFE, _BUILDER = "示范市云味餐饮有限公司", "示范市宏图建设有限公司"
_ALL_OK: Mapping[str, Any] = {}
_CHECK: Final = {"result": "meets", "findings": "现场布局与图纸一致，设备设施符合要求。"}


def _accepted(back: int) -> tuple[Step, ...]:
    return ((back, "clerk", "check", _ALL_OK), (back, "clerk", "accept", {}))


SCENARIOS: Final = (
    Scenario(
        _FOOD,
        "citizen",
        _CAFE,
        12,
        (
            *_accepted(11),
            (8, "market", "check_facts", {**_CHECK, "badges": ["990101", "990102"]}),
            (6, "market-chief", "grant", {}),
            (5, "market", "issue", {}),
            (4, "market", "deliver", {"method": "electronic"}),
        ),
    ),
    Scenario(_FOOD, "citizen", _CAFE, 1),
    Scenario(
        _FOOD,
        "citizen",
        _CAFE,
        4,
        (
            (3, "clerk", "check", {"layout": "unreadable", "rules_list": "incomplete"}),
            (3, "clerk", "request_correction", {}),
        ),
    ),
    Scenario(_FOOD, "citizen", _CAFE, 6, _accepted(5)),
    Scenario(
        _FOOD,
        "citizen",
        _CAFE,
        9,
        (
            *_accepted(8),
            (4, "market", "check_facts", {**_CHECK, "badges": ["990101", "990103"]}),
            (1, "market-chief", "grant", {}),
        ),
    ),
    Scenario(
        _BUILD,
        "agent",
        _BUILDER,
        3,
        (*_accepted(2), (1, "planning", "give_opinion", {"agrees": True, "reasons": "符合规划许可内容。"})),
    ),
    Scenario(
        _BUILD,
        "agent",
        _BUILDER,
        5,
        (
            *_accepted(5),
            (
                3,
                "construction",
                "start_special_procedure",
                {
                    "procedure": "expert_review",
                    "needed_days": 8,
                    "reasons": "深基坑工程专项施工方案需专家论证。",
                },
            ),
        ),
    ),
    Scenario(
        _ROAD,
        "agent",
        _BUILDER,
        4,
        (*_accepted(3), (1, "traffic", "give_opinion", {"agrees": True, "reasons": "交通组织方案可行。"})),
    ),
    Scenario(_ROAD, "agent", _BUILDER, 2, _accepted(2)),
    Scenario(_HR, "agent", _BUILDER, 19, _accepted(17)),
    Scenario(_HR, "agent", _BUILDER, 23, _accepted(21)),
    Scenario(_SIGN, "agent", _BUILDER, 7, _accepted(6), {"owner": _BUILDER}),
    Scenario(
        _HYGIENE,
        "citizen",
        _CAFE,
        10,
        (
            *_accepted(9),
            (3, "health-chief", "refuse", {"reasons": "卫生检测报告中空气细菌总数不符合GB 37488-2019的限值。"}),
        ),
    ),
    Scenario(
        _HYGIENE,
        "citizen",
        _CAFE,
        13,
        (
            *_accepted(12),
            (
                11,
                "health",
                "notify",
                {
                    "to": "interested_party",
                    "about": "the_application",
                    "days": 2,
                    "who_and_why": "同楼二层住户：担心营业噪声和通风管道走向。",
                },
            ),
            (
                10,
                "health",
                "record_statement",
                {"of": "interested_party", "views": "要求通风口改向，夜间十点后不营业。"},
            ),
            (9, "health", "offer_hearing", {"to": ["applicant", "interested_party"]}),
            (7, "health", "request_hearing", {"of": "interested_party", "words": "住户书面申请举行听证。"}),
            (
                6,
                "health",
                "start_special_procedure",
                {"procedure": "hearing", "needed_days": 15, "reasons": "利害关系人申请听证，所需时间不计入办理期限。"},
            ),
            (5, "health", "call_hearing", {"chair_badge": "990702", "where_and_when": "市民大道1号201室，上午九时。"}),
        ),
    ),
    Scenario(_OLD, "citizen", "马桂兰", 3, _accepted(2)),
    Scenario(_CARD, "citizen", "", 1),
    Scenario(_FOOD, "citizen", _CAFE, 15, ((14, "citizen", "withdraw", {"reasons": "选址变更"}),)),
)


def load(progress: Callable[[str], None], *, at: datetime) -> None:
    """Make the scenarios that are not there yet."""
    there = set(Application.objects.exclude(sources__demo=None).values_list("sources__demo", flat=True))
    known = {m.code for m in catalogue.matters(state="published")}
    for number, scenario in enumerate(SCENARIOS):
        if str(number) in there or scenario.matter not in known:
            continue
        if not there:
            progress(f"Doing some weeks of work … {number + 1} of {len(SCENARIOS)}")
        _play(number, scenario, at)


def _moment(back: int, now: datetime, minute: int) -> datetime:
    """The morning of the working day `back` days ago; never later than now."""
    day: date = Calendar.load().shift(clock.legal_day(now), -back) if back else clock.legal_day(now)
    return min(datetime.combine(day, time(9, 5 + minute), clock.ZONE), now)


def _actor(login: str) -> Actor:
    return people.actor_of(User.objects.get(login=login))


def _play(number: int, scenario: Scenario, now: datetime) -> None:
    by, at = _actor(scenario.by), _moment(scenario.filed, now, 0)
    application = _draft(number, scenario, by, at)
    case_id = intake.submit(application_id=application, by=by, at=at)
    for minute, (back, login, what, given) in enumerate(scenario.steps, 1):
        _STEPS[what](case_id, _actor(login), _moment(back, now, minute), dict(given))
    for act in Act.objects.filter(case_id=case_id).order_by("seq"):
        notices.for_act(act.pk, at=act.at)


def _draft(number: int, scenario: Scenario, by: Actor, at: datetime) -> uuid.UUID:
    assert by.party is not None
    party_id = Party.objects.get(name=scenario.party).pk if scenario.party else by.party.id
    found = catalogue.version_in_force(scenario.matter, on=clock.legal_day(at))
    assert found is not None
    sample = samples.read(scenario.matter, clock.legal_day(at))
    own, _ = prefill(found[1], people.party(party_id))
    application = drafts.start(
        matter_code=scenario.matter,
        version_id=found[0],
        party_id=party_id,
        by=by,
        at=at,
        answers=sample.answers,
        data={**sample.data, **own, **scenario.also},
        sources={"demo": str(number)},
    )
    row = Application.objects.select_related("party").get(pk=application)
    version = found[1]
    for material in contents.of(row).required_materials:
        name = version.material(material).name  # type: ignore[union-attr]
        content = render.pdf(
            "ops/specimen",
            {
                "date": clock.legal_day(at),
                "material": name.into("zh-hans"),
                "material_en": name.into("en"),
                "applicant": row.party.name,
            },
        )
        with transaction.atomic():
            document = documents.store(
                content=content, name=f"{material}.pdf", by=by.user_id, purpose="material", at=at
            )
        drafts.add_paper(application_id=application, material=material, by=by, at=at, document_id=document.pk)
    return application


def _check(case_id: int, by: Actor, at: datetime, given: dict[str, Any]) -> None:
    row = queries.case_page(by, case_id, at=at).application
    for material in ["form", *contents.of(row).required_materials]:
        reason = given.get(material, "")
        verdict = "missing" if reason == "missing" else "wrong" if reason else "ok"
        intake.check_material(case_id=case_id, material=material, verdict=verdict, reason=reason, by=by, at=at)


def _opinion(case_id: int, by: Actor, at: datetime, given: dict[str, Any]) -> None:
    assert by.officer is not None
    authority = Authority.objects.get(code=by.officer.authority_code)
    approvals.give_opinion(case_id=case_id, authority_id=authority.pk, by=by, at=at, **given)


def _call_hearing(case_id: int, by: Actor, at: datetime, given: dict[str, Any]) -> None:
    held_on = Calendar.load().shift(clock.legal_day(at), 9)
    hearing.call_hearing(case_id=case_id, held_on=held_on, by=by, at=at, **given)


def _plainly(act: Callable[..., int]) -> Callable[[int, Actor, datetime, dict[str, Any]], None]:
    def do(case_id: int, by: Actor, at: datetime, given: dict[str, Any]) -> None:
        act(case_id=case_id, by=by, at=at, **given)

    return do


_STEPS: Final[dict[str, Callable[[int, Actor, datetime, dict[str, Any]], None]]] = {
    "check": _check,
    "accept": _plainly(intake.accept),
    "request_correction": _plainly(intake.request_correction),
    "withdraw": _plainly(intake.withdraw),
    "give_opinion": _opinion,
    "notify": _plainly(hearing.notify),
    "record_statement": _plainly(hearing.record_statement),
    "offer_hearing": _plainly(hearing.offer_hearing),
    "request_hearing": _plainly(hearing.request_hearing),
    "call_hearing": _call_hearing,
    "check_facts": _plainly(approvals.check_facts),
    "start_special_procedure": _plainly(approvals.start_special_procedure),
    "grant": _plainly(decision.grant),
    "refuse": _plainly(decision.refuse),
    "issue": _plainly(certificates.issue),
    "deliver": _plainly(decision.deliver),
}
