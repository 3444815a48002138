"""A party that only the counter knows is written to by e-mail; what could not be sent is seen, and tried again."""

from typing import Any

import pytest
from django.core import mail
from procrastinate.contrib.django.models import ProcrastinateJob
from tests import factories, once
from tests.desk import signed_in, words

from sunhall.cases import messages
from sunhall.cases.acts import drafts, intake
from sunhall.cases.models import Act, Application
from sunhall.catalogue import queries as catalogue
from sunhall.jobs import tasks
from sunhall.people import acts as people
from sunhall.people.models import Centre, Message, Party

pytestmark = pytest.mark.django_db
WHEN = factories.at("2026-03-02 09:00")
AGAIN = "/admin/mail/{}/again/"


the_city = once.made(factories.city)


def filed_at_the_counter(**contact: str) -> Act:
    """A case that a clerk opened for a firm nobody has an account for; the act of handing it in."""
    firm = Party.objects.get(name="示范市云味餐饮有限公司")
    party = people.meet_party(
        kind="organisation",
        name=firm.name,
        id_type="usci",
        id_number="91999900MA00009999",
        details=firm.details,
        **contact,
    )
    clerk, told = factories.actor("clerk"), factories.sample(factories.FOOD)
    found = catalogue.version_in_force(factories.FOOD, on=WHEN.date())
    assert found is not None
    number = drafts.start(
        matter_code=factories.FOOD, version_id=found[0], party_id=party.pk, by=clerk, at=WHEN, channel="window",
        answers=told["answers"], data=told["data"], centre_id=Centre.objects.get(code="999900").pk,
    )  # fmt: skip
    for material in factories.contents.of(Application.objects.get(pk=number)).required_materials:
        drafts.add_paper(application_id=number, material=material, form="original", by=clerk, at=WHEN)
    return Act.objects.get(case_id=intake.submit(application_id=number, by=clerk, at=WHEN))


def test_a_party_without_account_is_told_by_the_address_it_gave() -> None:
    act = filed_at_the_counter(email="firm@example.com")
    (told,) = messages.tell(act.pk, at=WHEN)
    assert messages.tell(act.pk, at=WHEN) == [], "once for each act"
    tasks.send_email.func(told)
    assert [letter.to for letter in mail.outbox] == [["firm@example.com"]]
    assert "已收到" in mail.outbox[0].subject or "收件" in mail.outbox[0].subject
    row = Message.objects.get(pk=told)
    assert row.user is None and row.emailed_at is not None


def test_a_party_that_gave_no_address_is_not_written_to() -> None:
    assert messages.tell(filed_at_the_counter().pk, at=WHEN) == []


def test_whoever_has_an_account_is_told_there_alone() -> None:
    case = factories.filed()
    told = messages.tell(Act.objects.get(case_id=case.id).pk, at=WHEN)
    assert [row.user.login for row in Message.objects.filter(pk__in=told) if row.user] == ["citizen"]


@pytest.fixture
def unsent() -> Message:
    message = Message.objects.get(pk=messages.tell(filed_at_the_counter(email="firm@example.com").pk, at=WHEN)[0])
    people.note_email(message_id=message.pk, at=None, error="SMTPServerDisconnected: gone")
    return message


def jobs() -> list[tuple[str, Any]]:
    rows = ProcrastinateJob.objects.filter(task_name="send_email").order_by("id")
    return [(row.status, row.args) for row in rows]


def test_a_letter_that_was_given_up_says_so_and_can_be_tried_again(unsent: Message) -> None:
    admin = signed_in("admin")
    page = words(admin.get("/admin/mail/"))
    assert "SMTPServerDisconnected: gone" in page and "Given up" in page and "示范" in page
    assert admin.post(AGAIN.format(unsent.pk)).status_code == 302
    assert jobs() == [("todo", {"message_id": unsent.pk})]
    assert "Will be tried again" in words(admin.get("/admin/mail/"))
    assert admin.post(AGAIN.format(unsent.pk)).status_code == 302, "one that waits is due now, and there is still one"
    assert len(jobs()) == 1


def test_a_letter_that_went_out_is_not_sent_again_by_hand(unsent: Message) -> None:
    people.note_email(message_id=unsent.pk, at=WHEN, error="")
    assert signed_in("admin").post(AGAIN.format(unsent.pk)).status_code == 404
    assert signed_in("clerk").post(AGAIN.format(unsent.pk)).status_code == 404
    assert jobs() == []
