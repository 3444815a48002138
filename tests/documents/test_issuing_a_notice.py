"""A notice is complete, numbered without gaps, fixed for good, and the same one when asked for twice."""

import hashlib
import threading
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from sunhall.documents import acts, queries, rules
from sunhall.documents.models import Notice, NoticeSeries
from sunhall.documents.rules import Kind
from sunhall.kernel.refused import NotFound, Refused

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def issue(data, *, act_id=1, kind=Kind.ACCEPTANCE, authority="market", at=AT):
    with transaction.atomic():
        return acts.issue_notice(kind=kind, case_id=7, act_id=act_id, data=data, authority_code=authority, at=at)


@pytest.mark.django_db
def test_notices_are_numbered_by_authority_kind_and_year_without_gaps(sample):
    data = sample(Kind.ACCEPTANCE)
    del data["date"]
    numbers = [issue(data, act_id=n).number for n in (1, 2)]
    assert numbers == ["示市监受字〔2026〕第1号", "示市监受字〔2026〕第2号"]
    assert issue({**data, "authority_short": "示卫"}, act_id=3, authority="health").number == "示卫受字〔2026〕第1号"
    assert issue(sample(Kind.GRANT), act_id=3, kind=Kind.GRANT).number == "示市监准字〔2026〕第1号"
    next_year = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # already 1 January in Shanghai
    assert issue(data, act_id=4, at=next_year).number == "示市监受字〔2027〕第1号"


@pytest.mark.django_db
def test_a_second_call_for_the_same_act_answers_the_first_notice(sample):
    first, second = issue(sample(Kind.ACCEPTANCE)), issue(sample(Kind.ACCEPTANCE))
    assert first.pk == second.pk
    assert NoticeSeries.objects.get().last == 1


@pytest.mark.django_db
def test_an_incomplete_notice_cannot_be_issued_and_takes_no_number(sample):
    data = sample(Kind.REFUSAL)
    data["seal"] = data["reasons"] = ""
    with pytest.raises(Refused) as refused:
        issue(data, kind=Kind.REFUSAL)
    assert refused.value.code == "notice_incomplete"
    assert refused.value.facts["missing"] == ["seal", "reasons"]
    assert any("38(2)" in source for source in refused.value.facts["sources"])
    assert not NoticeSeries.objects.exists()


@pytest.mark.django_db
def test_a_notice_that_cannot_be_printed_leaves_no_gap(sample):
    data = sample(Kind.ACCEPTANCE)
    with pytest.raises(Refused):
        issue({**data, "applicant": "🎉"}, act_id=1)
    assert issue(data, act_id=2).serial == 1


@pytest.mark.django_db
def test_the_digest_covers_what_the_notice_says_and_the_file_is_named_by_its_own(sample):
    made = issue(sample(Kind.ACCEPTANCE))
    assert made.digest == rules.digest(Kind.ACCEPTANCE, made.number, made.data)
    content = b"".join(queries.notice_content(made.pk).chunks)
    assert hashlib.sha256(content).digest() == bytes(made.pdf_id)
    assert content.startswith(b"%PDF-1.7")


@pytest.mark.django_db
def test_an_issued_notice_is_never_changed_or_deleted(sample):
    made = issue(sample(Kind.ACCEPTANCE))
    acts.note_print(notice_id=made.pk, by=None, at=AT)
    for statement in (
        "UPDATE documents_notice SET number = 'x'",
        "DELETE FROM documents_noticeprint",
        "UPDATE documents_noticeprint SET at = now()",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert Notice.objects.get().number == made.number


@pytest.mark.django_db
def test_reprints_are_counted(sample):
    made = issue(sample(Kind.ACCEPTANCE))
    assert [acts.note_print(notice_id=made.pk, by=None, at=AT) for _ in range(3)] == [1, 2, 3]
    assert [(row.number, row.prints) for row in queries.notices_of(7)] == [(made.number, 3)]


@pytest.mark.django_db
def test_anyone_with_the_code_learns_that_a_notice_is_genuine_but_not_whose(sample):
    made = issue(sample(Kind.ACCEPTANCE))
    for typed in (made.check_code, made.check_code.lower(), made.check_code.replace("-", "")):
        told = queries.check_notice(typed)
        assert told.number == made.number
    assert "好味来" not in str(told)
    assert told.case_number_end == "020068"
    with pytest.raises(NotFound):
        queries.check_notice("AAAA-AAAA-AAAA")


@pytest.mark.django_db(transaction=True)
def test_notices_issued_at_once_get_following_numbers_and_one_act_gets_one_notice(sample):
    data = sample(Kind.WITHDRAWAL)
    wanted, told, errors = [1, 2, 3, 4, 1, 2], [], []

    def work(act_id):
        try:
            told.append(issue(data, act_id=act_id, kind=Kind.WITHDRAWAL).serial)
        except Exception as error:  # noqa: BLE001
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(act_id,)) for act_id in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert set(told) == {1, 2, 3, 4}
    assert sorted(Notice.objects.values_list("serial", flat=True)) == [1, 2, 3, 4]
    assert NoticeSeries.objects.get().last == 4
