"""A small city for tests: the demonstration city's authorities and people, and the matters a test names."""

import functools
import shutil
import tempfile
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Model

from sunhall.approvals import acts as approvals
from sunhall.cases import contents, procedures
from sunhall.cases.acts import drafts, intake
from sunhall.cases.models import Application
from sunhall.catalogue import acts as catalogue
from sunhall.catalogue import queries as catalogue_queries
from sunhall.catalogue.files import source
from sunhall.catalogue.models import Matter, MatterVersion, Parameter, Synonym
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
