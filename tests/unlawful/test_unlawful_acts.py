"""Each unlawful act of the table, tried by function and by page: refused with its article, recorded by neither."""

import re
from html import unescape
from typing import Any

import pytest
from django.utils import translation
from tests import factories, once
from tests.desk import words
from tests.unlawful import situations, table
from tests.unlawful.attempts import ABSENT, UNSAYABLE, Row

from sunhall.cases.models import Act, Ban, Case, Statement
from sunhall.catalogue import wording as catalogue_wording
from sunhall.catalogue.models import MatterVersion
from sunhall.certificates.models import Certificate
from sunhall.kernel.refused import Refused
from sunhall.law.lifecycles.licensing import RULES
from sunhall.people.models import Grant
from sunhall.web import citations, wording

pytestmark = pytest.mark.django_db
LANGUAGES = ("en", "zh-hans")
# Rules that no unlawful act of an authority can break: they keep the applicant's own acts in order.
OF_THE_APPLICANT = {"nothing_owed"}


the_city = once.made(lambda: factories.city(*situations.CODES))


def recorded() -> list[Any]:
    """Everything an unlawful act could leave behind."""
    kept = (Act, Ban, Case, Certificate, Grant, Statement)
    published = MatterVersion.objects.filter(published_at__isnull=False).count()
    return [*(model.objects.count() for model in kept), published, sorted(Case.objects.values_list("pk", "phase"))]


def findings(refused: Refused) -> list[str]:
    """What the gate of the catalogue names, where it is the gate that refuses."""
    return [finding.code for finding in refused.facts.get("findings", ())]


@pytest.mark.parametrize("row", table.rows(), ids=lambda row: row.name)
def test_an_unlawful_act_is_refused_with_its_article_and_leaves_nothing(row: Row, frozen_clock: Any) -> None:
    with row.around():
        case = row.situation()
        frozen_clock.move_to(factories.at(row.at))
        before = recorded()
        with pytest.raises(Refused) as refused:
            row.by_function(case)
        if row.answer.code == "gate":
            assert (refused.value.code, row.code in findings(refused.value)) == ("gate", True)
        else:
            assert (refused.value.code, refused.value.facts.get("article")) == (row.code, row.article)
        assert recorded() == before, "the function left something behind"
        for language in LANGUAGES:
            page = row.by_page(case, language)
            with translation.override(language):
                answered(row, page)
            assert recorded() == before, "the page left something behind"


def answered(row: Row, page: Any) -> None:
    """The page refuses in the reader's language and cites the article, or cannot be used for the act at all."""
    text = unescape(words(page))
    if row.answer.kind == ABSENT:
        assert page.status_code == 404
        return
    if row.answer.kind == UNSAYABLE:
        assert page.status_code == 200
        assert f'name="{row.answer.control}"' not in text
        return
    assert page.status_code in (409, 422), text[:3000]
    told = page.context["refused"]
    assert told.code == (row.answer.code or row.code)
    assert told.text in text and told.text != str(wording.UNKNOWN.text)
    if row.answer.code == "gate":
        finding = catalogue_wording.sentence(row.code, {})
        assert finding in text and named(row.article, finding)
        return
    article = row.answer.article or row.article
    if not (cited := citations.cited(article)):  # a principle has no article: its own sentence is what there is to tell
        assert says(told.code, told.text) and told.next_step in text
        return
    assert cited in text or (told.article in text and named(article, told.article))


def says(code: str, sentence: str) -> bool:
    """Whether the sentence is the one of this refusal in the language now active, with its places filled."""
    words_of_it, place = str(wording.WORDS[code].text), r"%\(\w+\)s"
    pattern = ".+".join(re.escape(part) for part in re.split(place, words_of_it))
    return re.fullmatch(pattern, sentence) is not None and not re.search(place, sentence)


def named(article: str, words_of_the_law: str) -> bool:
    """Whether a citation written out in full names this article: `ALL/24` in "arts. 24 and 26" or in 第二十四条."""
    number = article.split("/")[1]
    return number in words_of_the_law or citations.numeral(int(number)) in words_of_the_law


def test_every_rule_of_licensing_has_an_unlawful_act_that_it_refuses() -> None:
    assert set(RULES) - {row.code for row in table.rows()} == OF_THE_APPLICANT


def test_no_act_stands_in_the_table_twice() -> None:
    names = [row.name for row in table.rows()]
    assert len(names) == len(set(names))


def test_the_reference_page_lists_exactly_these_acts() -> None:
    assert table.PAGE.read_text("utf-8") == table.page(), "python -m tests.unlawful.table"
