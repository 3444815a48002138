"""The cases that the measurements seed are such as the house makes: the re-check finds nothing in them."""

from typing import Any

import pytest
from bench import seed
from django.db import connection
from tests import factories

from sunhall.cases import audit as cases
from sunhall.cases.models import Act, Case
from sunhall.certificates.models import Certificate
from sunhall.documents.models import Notice
from sunhall.ops import audit

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-04-30 09:00")]


def test_seeded_cases_are_clean_and_their_numbers_go_on_where_they_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    factories.city(factories.FOOD, "construction-permit")
    monkeypatch.setattr(seed, "PARTIES", 20)
    seed._parties()
    told = seed.setting()
    for chunk in (range(40), range(40, 60)):
        rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in seed.COLUMNS}
        for number in chunk:
            for name, row in seed._case(told, number):
                rows[name].append(row)
        seed.copy(rows)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Case.objects.count() == 60 and Certificate.objects.count() > 10
    assert Notice.objects.count() > 200 and Act.objects.filter(kind="give_opinion").exists()
    found = [line for span in cases.spans(audit.CHUNK) for line in audit.check(span)] + audit.together()
    assert [line for line in found if line["kind"] == "violation"] == []
