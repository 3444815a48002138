"""Importing and publishing: a version is checked, dated, numbered, and never changes again."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, transaction

from sunhall.catalogue import acts, queries, registers
from sunhall.catalogue.files.problems import Unusable
from sunhall.catalogue.models import Matter, MatterVersion, Parameter
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound, Refused

FOOD = "food-business-licence"
TODAY = date(2026, 3, 2)


def edit(folder: Path, old: str, new: str) -> None:
    file = folder / "matters" / "food_business_licence.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def again(folder: Path) -> acts.Imported:
    return acts.import_files(path=folder, by=None, at=clock.now())


def stale(on: date) -> list[str]:
    return [matter.code for matter in registers.matters(on=on) if matter.stale]


def test_the_guide_shows_the_published_version_with_its_authority_and_remedies(food_only: Path) -> None:
    guide = queries.guide(FOOD, on=TODAY)
    assert guide.content is not None
    assert guide.content.terms.decision.amount == 10
    assert guide.content.terms.promised.amount == 5
    assert guide.authority.name["en"] == "Demo City Administration for Market Regulation"
    assert "Demo City People's Government" in guide.remedies["reconsideration"]["en"]
    assert "示范市人民法院" in guide.remedies["litigation"]["zh-hans"]


def test_a_matter_nobody_knows_has_no_guide(db: None) -> None:
    with pytest.raises(NotFound):
        queries.guide("no-such-matter", on=TODAY)


def test_importing_the_same_files_again_changes_nothing(food_only: Path) -> None:
    before = MatterVersion.objects.count()
    assert again(food_only).nothing_changed
    assert MatterVersion.objects.count() == before


def test_a_changed_file_becomes_a_draft_and_the_published_version_stays(food_only: Path) -> None:
    edit(food_only, "max: 200000", "max: 100000")
    assert again(food_only).changed == [FOOD]
    guide = queries.guide(FOOD, on=TODAY)
    assert guide.number == 1
    draft = registers.draft_at(FOOD, on=TODAY)
    assert draft is not None
    assert draft.number == 2
    assert draft.publishable
    assert [v.standing for v in queries.versions(FOOD, on=TODAY)] == ["draft", "in_force"]


def test_a_new_version_holds_from_its_day_and_the_old_one_until_then(food_only: Path) -> None:
    edit(food_only, "max: 200000", "max: 100000")
    again(food_only)
    first = TODAY + timedelta(days=30)
    acts.publish(code=FOOD, effective_from=first, by=None, at=clock.now())
    assert queries.guide(FOOD, on=TODAY).number == 1
    assert queries.guide(FOOD, on=TODAY).next_from == first
    assert queries.guide(FOOD, on=first).number == 2
    old, new = queries.version_in_force(FOOD, on=TODAY), queries.version_in_force(FOOD, on=first)
    assert old is not None
    assert new is not None
    before, after = (registers.document(version)[2] for version, _ in (old, new))
    assert [(d.section, d.path, d.kind) for d in registers.difference(before, after)] == [
        ("form", "pages.business.fields.meals_per_day.max", "changed")
    ]


def test_a_published_version_is_never_changed_or_deleted(food_only: Path) -> None:
    version = MatterVersion.objects.get(matter__code=FOOD)
    for change in (lambda: MatterVersion.objects.update(number=9), version.delete):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            change()


def test_a_later_version_cannot_be_dated_back(food_only: Path) -> None:
    edit(food_only, "max: 200000", "max: 100000")
    again(food_only)
    with pytest.raises(Refused) as refused:
        acts.publish(code=FOOD, effective_from=date(2025, 1, 1), by=None, at=clock.now())
    assert refused.value.code == "effective_in_the_past"
    with pytest.raises(Refused) as refused:
        acts.publish(code=FOOD, effective_from=date(2023, 1, 1), by=None, at=clock.now())
    assert refused.value.code == "effective_not_after_last"


def test_a_promise_longer_than_the_law_is_not_published(food_only: Path) -> None:
    parameters = food_only / "parameters" / "food_business_licence.yaml"
    parameters.write_text(
        parameters.read_text("utf-8").replace("2024-01-01: {value: 5,", "2024-01-01: {value: 11,", 1), "utf-8"
    )
    again(food_only)
    edit(food_only, "max: 200000", "max: 100000")
    again(food_only)
    with pytest.raises(Refused) as refused:
        acts.publish(code=FOOD, effective_from=TODAY, by=None, at=clock.now())
    assert [f.code for f in refused.value.facts["findings"]] == ["promise_exceeds_statutory"]
    assert queries.guide(FOOD, on=TODAY).number == 1


def test_a_version_holds_the_parameters_of_the_day_it_holds_from(food_only: Path) -> None:
    parameters = food_only / "parameters" / "food_business_licence.yaml"
    text = parameters.read_text("utf-8")
    old = "    2024-01-01: {value: 5,"
    line = next(x for x in text.splitlines() if x.startswith(old))
    parameters.write_text(
        text.replace(line, line + "\n" + line.replace("2024-01-01: {value: 5", "2026-06-01: {value: 6")), "utf-8"
    )
    again(food_only)
    assert stale(TODAY) == []
    assert stale(date(2026, 6, 1)) == [FOOD]
    edit(food_only, "max: 200000", "max: 100000")
    again(food_only)
    acts.publish(code=FOOD, effective_from=date(2026, 6, 1), by=None, at=clock.now())
    new = queries.version_in_force(FOOD, on=date(2026, 6, 1))
    assert new is not None
    assert new[1].limits.promised.amount.value == 6
    assert new[1].limits.promised.amount.since == "2026-06-01"
    assert stale(date(2026, 6, 1)) == []


def test_files_with_one_mistake_change_nothing_at_all(food_only: Path) -> None:
    edit(food_only, "authority: market", "authority: markett")
    (food_only / "parameters.yaml").write_text(
        (food_only / "parameters.yaml").read_text("utf-8").replace("value: 15", "value: 20"), "utf-8"
    )
    with pytest.raises(Unusable) as unusable:
        again(food_only)
    assert [p.code for p in unusable.value.problems] == ["unknown_authority"]
    assert Parameter.objects.get(name="city.correction_days").value == 15


def test_an_ended_matter_is_not_offered_any_more_but_its_versions_stay(food_only: Path) -> None:
    acts.end(code=FOOD, on=TODAY, by=None, at=clock.now())
    assert queries.version_in_force(FOOD, on=TODAY) is not None
    assert queries.version_in_force(FOOD, on=TODAY + timedelta(days=1)) is None
    assert queries.guide(FOOD, on=TODAY + timedelta(days=1)).content is None
    assert queries.search("餐饮") == []
    with pytest.raises(Refused, match="matter_ended"):
        acts.end(code=FOOD, on=TODAY, by=None, at=clock.now())


def test_an_exception_is_registered_with_the_decision_of_the_government(food_only: Path) -> None:
    words = {"zh-hans": "场地特殊", "en": "Special premises"}
    acts.register_exception(
        code=FOOD, reason=words, decided_by={"zh-hans": "示范市人民政府", "en": "Demo City Government"},
        decision_no="示政函〔2026〕1号", valid_from=TODAY, valid_until=TODAY + timedelta(days=365),
        by=None, at=clock.now(),
    )  # fmt: skip
    assert [(e.code, e.standing) for e in registers.exceptions(on=TODAY)] == [(FOOD, "current")]
    assert [e.standing for e in registers.exceptions(on=TODAY + timedelta(days=400))] == ["ended"]


def test_a_version_is_read_from_the_database_once(food_only: Path, django_assert_num_queries) -> None:
    pk = MatterVersion.objects.values_list("pk", flat=True).get(matter__code=FOOD)
    queries.version(pk)
    with django_assert_num_queries(0):
        assert queries.version(pk) is queries.version(pk)


def test_a_guide_page_costs_one_query(food_only: Path, django_assert_num_queries) -> None:
    queries.guide(FOOD, on=TODAY)
    with django_assert_num_queries(1):
        queries.guide(FOOD, on=TODAY)


def test_lists_are_told_by_authority_and_life_event(food_only: Path) -> None:
    assert [m.code for m in queries.matters(authority="market")] == [FOOD]
    assert [m.code for m in queries.matters(life_event="open-a-shop")] == [FOOD]
    assert queries.matters(authority="health") == []
    assert queries.life_events() == {"open-a-shop": 1, "run-a-business": 1}
    assert Matter.objects.get(code=FOOD).has_guide


def test_the_whole_demonstration_city_is_published(db: None, demo: Path) -> None:
    done = acts.import_files(path=demo, by=None, at=clock.now())
    assert sorted(acts.publish_drafts(effective_from=date(2026, 1, 1), by=None, at=clock.now())) == sorted(done.added)
    for code in done.added:
        guide = queries.guide(code, on=TODAY)
        assert guide.content is not None
        assert all(guide.remedies.values())
        assert queries.procedure(guide.content, lambda _: 1).statutory == guide.content.terms.decision
    assert acts.import_files(path=demo, by=None, at=clock.now()).nothing_changed


def test_options_keep_the_order_of_the_file(food_only: Path) -> None:
    found = queries.version_in_force(FOOD, on=TODAY)
    assert found is not None
    source = found[1].form.field("water_source")
    assert source is not None
    assert list(source.options) == ["mains", "secondary", "own"]
