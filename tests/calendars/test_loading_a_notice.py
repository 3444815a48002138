"""Loading a year's notice: what a preview tells, what is rewritten and noted, and that every process comes to know."""

import threading
from datetime import date

import pytest
from django.db import close_old_connections, connection, transaction
from django.db.utils import Error as DatabaseError
from tests import factories
from tests.factories import actor, at
from tests.year_2027 import YEAR_2027

from sunhall.calendars import acts, queries
from sunhall.calendars.models import Load, Move, Notice
from sunhall.cases import drift, recounting, worklists
from sunhall.cases.acts import decision, intake
from sunhall.cases.models import Case
from sunhall.kernel.refused import NotFound, Refused
from sunhall.law.calendar import Calendar
from sunhall.law.year_files import read
from sunhall.people.models import Change, User

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-12-28 09:00")]
NOW = "2026-12-28 09:00"
CORRECTED = YEAR_2027.replace("2027-01-01..2027-01-03", "2027-01-01..2027-01-04").replace(
    "[2027-05-08]", "[2027-05-08, 2027-05-09]"
)
CORRECTED = CORRECTED.replace("99号", "100号")


def proposed(text: str = YEAR_2027, when: str = NOW) -> int:
    given = read(text.encode(), "2027.yaml")
    assert given.notice is not None
    by = User.objects.get(login="admin").pk
    return acts.propose(given.notice, text=text, file_name="2027.yaml", by=by, at=at(when))


def loaded(text: str = YEAR_2027, when: str = NOW) -> int:
    """Loaded and recounted."""
    version = acts.load(proposed(text, when), seen=queries.version(), by=None, at=at(when))
    assert recounting.carry_out(version, at=at(when))
    return version


def accepted(day: str) -> factories.Filed:
    return factories.accepted(when=f"{day} 09:00", on=f"{day} 10:00")


def preview(text: str = YEAR_2027, **more: int) -> recounting.Preview:
    notice = read(text.encode(), "2027.yaml").notice
    assert notice is not None
    before = queries.current(queries.version())
    return recounting.preview(before, before.joined_by(notice), **more)


def test_a_preview_tells_each_day_that_becomes_known_and_changes_nothing() -> None:
    late, early = accepted("2026-12-18"), accepted("2026-10-12")
    row = Case.objects.get(pk=late.id)
    assert row.statutory_due_on is None
    told = preview()
    assert {r.case_id for r in told.rows} == {late.id}
    days = {r.what: r for r in told.rows}
    after = Calendar.load().joined_by(read(YEAR_2027.encode(), "2027.yaml").notice)  # type: ignore[arg-type]
    assert row.statutory_end is not None
    assert (days["statutory"].before_on, days["statutory"].after_on) == (None, after.day_of(row.statutory_end))
    assert days["statutory"].before_least == Calendar.load().not_before(row.statutory_end)
    assert (told.cases, told.known, told.moved, told.complete) == (1, len(told.rows), 0, True)
    assert Case.objects.get(pk=late.id).statutory_due_on is None
    assert Case.objects.get(pk=early.id).statutory_due_on is not None
    assert not Load.objects.exists() and not Move.objects.exists()


def test_a_preview_is_paged_by_case_with_counts_of_all() -> None:
    ids = [factories.filed(when="2026-12-28 09:00").id for _ in range(5)]
    first = preview(limit=2)
    assert ([r.case_id for r in first.rows], first.after, first.cases) == (ids[:2], ids[1], 5)
    last = preview(limit=2, page_after=ids[3])
    assert ([r.case_id for r in last.rows], last.after) == (ids[4:], 0)
    capped = preview(limit=2, most=3)
    assert (capped.complete, capped.looked) == (False, 3)


def test_loading_rewrites_the_copies_notes_every_day_and_is_audited() -> None:
    case = accepted("2026-12-18")
    waiting = factories.filed(when="2026-12-28 09:00")
    version = loaded()
    assert version == 1
    row = Case.objects.get(pk=case.id)
    assert row.statutory_due_on is not None and row.statutory_due_on.year == 2027
    moves = {(m.case_id, m.what): m for m in Move.objects.all()}
    assert moves[case.id, "statutory"].after_on == row.statutory_due_on
    assert moves[case.id, "statutory"].before_on is None
    assert moves[waiting.id, "intake"].after_on == date(2027, 1, 5)
    told = queries.load(version)
    assert (told.looked, told.moved, told.finished_at is not None, told.by) == (2, 2, True, "")
    assert told.digest == queries.notice(Load.objects.get().notice_id).digest
    change = Change.objects.latest("id")
    assert (change.what, change.ref, change.action) == ("calendar", "2027", "add")
    with_calendar = queries.current(queries.version())
    assert with_calendar.years[-1] == 2027
    queries.follow()
    assert list(drift.drifted()) == []


def test_the_act_after_a_load_counts_on_it_whatever_this_process_knew(monkeypatch: pytest.MonkeyPatch) -> None:
    case = accepted("2026-12-18")
    loaded()
    queries.forget()  # this process has not heard of it
    extend(case, "2026-12-29 09:00")
    row = Case.objects.get(pk=case.id)
    assert row.statutory_due_on == queries.current(1).day_of(row.statutory_end or 0)
    monkeypatch.setattr(queries, "version", None)  # from now on an act asks nothing: its lock has read the version
    monkeypatch.setattr(queries, "_learn", None)
    other = accepted("2026-12-21")
    extend(other, "2026-12-29 09:00")
    assert Case.objects.get(pk=other.id).statutory_due_on is not None


def extend(case: factories.Filed, when: str) -> None:
    chief = actor("market-head")
    decision.extend(case_id=case.id, days=5, approver="agency_head", reasons="等待数据核对", by=chief, at=at(when))


def test_reading_pages_follow_within_their_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    queries.follow()
    assert Calendar.load().years[-1] == 2026
    acts.load(proposed(), seen=0, by=None, at=at(NOW))
    assert Calendar.load().years[-1] == 2027  # STALE_AFTER is nothing here
    monkeypatch.setattr(queries, "STALE_AFTER", 3600.0)
    before = queries.version()
    queries._known = queries._known._replace(version=before)
    assert Calendar.load() is Calendar.load()


def test_a_process_that_does_not_follow_counts_on_the_shipped_years() -> None:
    loaded()
    assert Calendar.load().years[-1] == 2026


def test_a_corrected_notice_supersedes_and_keeps_the_old_one() -> None:
    case = factories.filed(when="2026-12-28 09:00")
    loaded()
    assert Move.objects.get(case_id=case.id, what="intake").after_on == date(2027, 1, 5)
    told = preview(CORRECTED)
    moved = next(r for r in told.rows if r.what == "intake")
    assert (moved.before_on, moved.after_on) == (date(2027, 1, 5), date(2027, 1, 6))
    assert (told.moved, told.known) == (1, 0)
    second = loaded(CORRECTED)
    assert second == 2
    assert Notice.objects.count() == 2
    assert [(row.version, row.replaces) for row in queries.loads()] == [(2, 1), (1, None)]
    assert queries.current(2).sources(2027)[0].number == "国办发明电〔2026〕100号"
    assert Change.objects.latest("id").action == "change"
    before, after = queries.before_and_after(1)
    assert (before.years[-1], after.sources(2027)[0].number) == (2026, "国办发明电〔2026〕99号")
    queries.follow()
    assert list(drift.drifted()) == []


def test_two_administrators_cannot_load_over_each_other() -> None:
    mine, hers = proposed(), proposed(CORRECTED)
    acts.load(hers, seen=0, by=None, at=at(NOW))
    with pytest.raises(Refused) as refused:
        acts.load(mine, seen=0, by=None, at=at(NOW))
    assert refused.value.code == "calendar_moved_on"
    with pytest.raises(Refused) as again:
        acts.load(hers, seen=1, by=None, at=at(NOW))
    assert (again.value.code, again.value.facts["version"]) == ("notice_loaded", 1)
    assert Load.objects.count() == 1


def test_a_notice_that_no_longer_fits_is_not_loaded() -> None:
    twice = proposed()
    loaded()
    with pytest.raises(Refused) as refused:
        acts.load(twice, seen=1, by=None, at=at(NOW))
    assert refused.value.code == "notice_has_faults"
    bad = read(YEAR_2027.replace("2027-06-09", "2027-06-10").encode(), "2027.yaml").notice
    assert bad is not None
    with pytest.raises(Refused):
        acts.propose(bad, text="", file_name="", by=None, at=at(NOW))
    with pytest.raises(NotFound):
        acts.load(999, seen=1, by=None, at=at(NOW))


def test_a_case_that_moves_on_between_preview_and_load_is_noted_as_it_then_stands() -> None:
    case = factories.filed(when="2026-12-28 09:00")
    told = preview()
    assert {r.what for r in told.rows} == {"intake"}
    notice = proposed()
    factories.checked(case, when="2026-12-28 10:00")
    intake.accept(case_id=case.id, by=actor("clerk"), at=at("2026-12-28 10:05"))
    version = acts.load(notice, seen=0, by=None, at=at("2026-12-28 10:10"))
    recounting.carry_out(version, at=at("2026-12-28 10:10"))
    assert "intake" not in {m.what for m in Move.objects.all()}
    assert {"statutory", "promised"} & {m.what for m in Move.objects.all()}


def test_a_recount_that_was_broken_off_goes_on_and_notes_nothing_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recounting, "BATCH", 2)
    ids = [factories.filed(when="2026-12-28 09:00").id for _ in range(5)]
    version = acts.load(proposed(), seen=0, by=None, at=at(NOW))
    assert not recounting.recount(version, at=at(NOW), seconds=-1)
    assert queries.unfinished() == [version] and queries.load(version).looked == 2
    assert recounting.recount(version, at=at(NOW))
    assert recounting.recount(version, at=at(NOW))
    assert sorted(Move.objects.values_list("case_id", flat=True)) == ids
    assert (queries.load(version).looked, queries.load(version).moved) == (5, 5)


def test_a_case_handed_in_on_the_old_calendar_while_it_was_loaded_is_caught_at_the_end() -> None:
    version = acts.load(proposed(), seen=0, by=None, at=at(NOW))
    case = factories.filed(when="2026-12-28 09:00")  # this process does not follow: the old calendar
    assert recounting.recount(version, at=at(NOW))
    queries.follow()
    assert list(drift.drifted(case_ids=[case.id])) == []


def test_the_recount_is_left_as_a_job_in_the_transaction_of_the_load() -> None:
    with connection.cursor() as cursor:
        acts.load(proposed(), seen=0, by=None, at=at(NOW))
        cursor.execute("SELECT args->>'version' FROM procrastinate_jobs WHERE task_name = 'recount_cases'")
        assert cursor.fetchall() == [("1",)]


def test_work_lists_show_the_day_once_it_is_known() -> None:
    factories.filed(when="2026-12-28 09:00")
    queries.follow()
    desk = worklists.desk(actor("clerk"), at=at(NOW))
    assert desk.rows[0].due_on is None
    loaded()
    assert worklists.desk(actor("clerk"), at=at(NOW)).rows[0].due_on == date(2027, 1, 5)


@pytest.mark.parametrize("table", ["calendars_notice", "calendars_load", "calendars_move"])
def test_what_was_loaded_cannot_be_changed_afterwards(table: str) -> None:
    factories.filed(when="2026-12-28 09:00")
    loaded()
    key = "version" if table == "calendars_load" else "id"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {key} = {key} + 1")  # noqa: S608
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608


def test_without_a_database_the_last_known_notices_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded()
    queries.follow()
    assert Calendar.load().years[-1] == 2027

    def away() -> int:
        raise DatabaseError("the server is away")

    monkeypatch.setattr(queries, "version", away)
    assert Calendar.load().years[-1] == 2027


@pytest.mark.django_db(transaction=True)
def test_of_two_loads_at_the_same_moment_one_wins() -> None:
    notices, told = [proposed(), proposed(CORRECTED)], []

    def try_to_load(notice_id: int) -> None:
        try:
            told.append(acts.load(notice_id, seen=0, by=None, at=at(NOW)))
        except Refused as refused:
            told.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=try_to_load, args=(number,)) for number in notices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(map(str, told)) == ["1", "calendar_moved_on"]
    close_old_connections()
