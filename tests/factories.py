"""A small city for tests: the demonstration city's authorities and people, and the matters a test names."""

import contextlib
import functools
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from unittest import mock
from zoneinfo import ZoneInfo

from django.db.models import Model

from sunhall.approvals import acts as approvals
from sunhall.cases import contents, procedures
from sunhall.cases.acts import decision, drafts, hearing, intake
from sunhall.cases.models import Application, Case
from sunhall.catalogue import acts as catalogue
from sunhall.catalogue import queries as catalogue_queries
from sunhall.catalogue.files import source
from sunhall.catalogue.models import Matter, MatterVersion, Parameter, Synonym
from sunhall.certificates import acts as certificates
from sunhall.certificates.models import Certificate
from sunhall.ops import demo_city, samples
from sunhall.people import queries as people
from sunhall.people.models import Authority, Centre, Change, Grant, Mandate, Officer, Party, User, Window
from sunhall.people.queries import Actor

CITY = Path(demo_city.FOLDER)
# Reading YAML is most of what a city costs: each test process reads a file once.
source.parse = functools.lru_cache(maxsize=256)(source.parse)
FOOD = "food-business-licence"


def at(moment: str) -> datetime:
    """`at("2026-03-02 09:00")` in Shanghai."""
    return datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def import_matters(codes: Iterable[str] = (FOOD,), *, when: datetime | None = None) -> None:
    """The demonstration city with these matters only, published from 2026 on."""
    wanted = {code.replace("-", "_") for code in codes}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "city"
        shutil.copytree(CITY, path)
        for file in (path / "matters").iterdir():
            if file.stem not in wanted:
                file.unlink()
                (path / "parameters" / file.name).unlink(missing_ok=True)
        catalogue.import_files(path=path, by=None, at=when or at("2026-01-05 09:00"))
    catalogue.publish_drafts(effective_from=date(2026, 1, 1), by=None, at=when or at("2026-01-05 09:00"))


def offices() -> None:
    """The demonstration city's authorities and people, without its matters."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(CITY / "authorities.yaml", folder)
        catalogue.import_files(path=Path(folder), by=None, at=at("2026-01-05 09:00"))
    demo_city.settle_people(at=at("2026-01-05 09:00"))


_KEPT: Final[dict[tuple[str, ...], list[Model]]] = {}
_TABLES: Final = (
    User, Centre, Authority, Window, Officer, Grant, Party, Mandate, Change, Matter, MatterVersion, Parameter, Synonym,
)  # fmt: skip


def city(*codes: str) -> None:
    """The city with its people and these matters (the restaurant licence, if none is named).

    Made by the public acts the first time in a process, by its rows afterwards: their numbers are free again, because
    each test is rolled back and sequences never go back.
    """
    procedures.of_version.cache_clear()
    procedures.authority_id.cache_clear()
    wanted = codes or (FOOD,)
    if wanted not in _KEPT:
        import_matters(wanted)
        demo_city.settle_people(at=at("2026-01-05 09:00"))
        _KEPT[wanted] = [row for table in _TABLES for row in table._default_manager.order_by("pk")]
        return
    for table in _TABLES:
        table._default_manager.bulk_create([row for row in _KEPT[wanted] if type(row) is table])


def actor(login: str) -> Actor:
    return people.actor_of(User.objects.get(login=login))


def sample(code: str, today: date | None = None) -> dict[str, Any]:
    """Answers and form data that are complete for a matter: `{"answers": …, "data": …}`."""
    told = samples.read(code, today or date(2026, 3, 2))
    return {"answers": told.answers, "data": told.data}


@dataclass
class Filed:
    """A case in a test, and shortcuts that act as its people would."""

    id: int
    application_id: uuid.UUID
    materials: list[str] = field(default_factory=list)


def draft(
    code: str = FOOD,
    *,
    by: str = "citizen",
    party: str | None = None,
    when: str = "2026-03-02 09:00",
    papers: bool = True,
) -> uuid.UUID:
    """A complete draft of a matter, for the person or (by name) an organisation."""
    who, moment = actor(by), at(when)
    assert who.party is not None
    party_id = Party.objects.get(name=party).pk if party else who.party.id
    version_id = catalogue_queries.version_in_force(code, on=moment.date())[0]
    told = sample(code, moment.date())
    number = drafts.start(
        matter_code=code,
        version_id=version_id,
        party_id=party_id,
        by=who,
        at=moment,
        answers=told["answers"],
        data=told["data"],
    )
    if papers:
        row = Application.objects.get(pk=number)
        for material in contents.of(row).required_materials:
            drafts.add_paper(application_id=number, material=material, by=who, at=moment)
    return number


def filed(code: str = FOOD, *, by: str = "citizen", party: str | None = None, when: str = "2026-03-02 09:00") -> Filed:
    """A submitted case."""
    number = draft(code, by=by, party=party, when=when)
    case_id = intake.submit(application_id=number, by=actor(by), at=at(when))
    return Filed(case_id, number, contents.of(Application.objects.get(pk=number)).required_materials)


def checked(
    case: Filed, *, by: str = "clerk", when: str = "2026-03-03 09:00", wrong: Mapping[str, str] | None = None
) -> None:
    """Every material looked at: ok, but for `wrong` (material → reason)."""
    for material in ["form", *case.materials]:
        reason = (wrong or {}).get(material, "")
        verdict = "missing" if reason == "missing" else "wrong" if reason else "ok"
        intake.check_material(
            case_id=case.id, material=material, verdict=verdict, reason=reason, by=actor(by), at=at(when)
        )


def accepted(
    code: str = FOOD,
    *,
    by: str = "citizen",
    party: str | None = None,
    when: str = "2026-03-02 09:00",
    on: str = "2026-03-03 10:00",
) -> Filed:
    case = filed(code, by=by, party=party, when=when)
    checked(case, when=on)
    intake.accept(case_id=case.id, by=actor("clerk"), at=at(on))
    return case


def authority(code: str) -> int:
    return int(Authority.objects.get(code=code).pk)


def opinion(case: Filed, code: str, *, agrees: bool = True, when: str = "2026-03-04 09:00", reasons: str = "") -> None:
    approvals.give_opinion(
        case_id=case.id, authority_id=authority(code), agrees=agrees, reasons=reasons, by=actor(code), at=at(when)
    )


def procedure(**changed: Any) -> Any:
    """`with procedure(quantity=1):` every matter's procedure as given, but for these fields."""
    told = procedures.of_version
    return mock.patch.object(procedures, "of_version", lambda version_id: replace(told(version_id), **changed))


def chief(case: Filed) -> Actor:
    """Who decides in the case's authority (and accepted nothing)."""
    return actor(f"{Case.objects.get(pk=case.id).authority.code}-chief")


def staff(case: Filed) -> Actor:
    """Who reviews in the case's authority."""
    return actor(Case.objects.get(pk=case.id).authority.code)


def badges(case: Filed) -> list[str]:
    """The badges of two officials of the case's authority."""
    rows = Officer.objects.filter(authority=Case.objects.get(pk=case.id).authority)
    return list(rows.order_by("badge").values_list("badge", flat=True))[:2]


def facts_checked(case: Filed, when: str) -> None:
    approvals.check_facts(
        case_id=case.id, badges=badges(case), result="meets", findings="符合条件", by=staff(case), at=at(when)
    )


def issued(case: Filed, when: str, *, valid: tuple[str, str] | None = None) -> int:
    """The first certificate of a granted case, delivered; `valid` overrules how long it is valid."""
    with contextlib.ExitStack() as stack:
        if valid:
            term = tuple(date.fromisoformat(day) for day in valid)
            stack.enter_context(mock.patch.object(certificates.validity, "validity", return_value=term))
        certificates.issue(case_id=case.id, by=staff(case), at=at(when))
    decision.deliver(case_id=case.id, method="window", by=staff(case), at=at(when))
    return int(Certificate.objects.filter(case_id=case.id).order_by("pk").values_list("pk", flat=True)[0])


def licensed(
    code: str = FOOD,
    *,
    by: str = "citizen",
    on: str = "2026-01-12",
    valid: tuple[str, str] | None = ("2025-04-01", "2026-03-31"),
) -> tuple[Filed, int]:
    """A delivered file and its certificate, all done on one day."""
    case = accepted(code, by=by, when=f"{on} 09:00", on=f"{on} 09:30")
    facts_checked(case, f"{on} 10:00")
    decision.grant(case_id=case.id, by=chief(case), at=at(f"{on} 11:00"))
    return case, issued(case, f"{on} 12:00", valid=valid)


def asked_of(
    certificate: int, request: str, *, code: str = FOOD, by: str = "citizen", when: str = "2026-02-10 09:00"
) -> Filed:
    """The change or renewal of a licence, handed in."""
    number = draft(code, by=by, when=when)
    drafts.about(application_id=number, request=request, certificate=certificate, by=actor(by), at=at(when))
    case_id = intake.submit(application_id=number, by=actor(by), at=at(when))
    return Filed(case_id, number, contents.of(Application.objects.get(pk=number)).required_materials)


def reviewed(case: Filed, when: str) -> Filed:
    """Looked at, accepted by the window and its facts checked, on one morning."""
    checked(case, when=f"{when} 09:00")
    intake.accept(case_id=case.id, by=actor("clerk"), at=at(f"{when} 09:30"))
    facts_checked(case, f"{when} 10:00")
    return case


def hearing_called(
    case: Filed, *, by: str = "citizen", offered: str = "2026-03-04", held_on: str = "2026-03-20"
) -> str:
    """The right to a hearing told, asked for on the same day, and the hearing called; the login of its chair."""
    market, head = staff(case), "market-head"
    morning = at(f"{offered} 09:00")
    hearing.offer_hearing(case_id=case.id, to=["applicant"], by=market, at=morning)
    hearing.request_hearing(case_id=case.id, words="请求听证", by=actor(by), at=at(f"{offered} 14:00"))
    hearing.call_hearing(
        case_id=case.id,
        held_on=date.fromisoformat(held_on),
        chair_badge="990103",
        where_and_when="三楼听证室，上午九时",
        by=market,
        at=at(f"{offered} 15:00"),
    )
    return head
