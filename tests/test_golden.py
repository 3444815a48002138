"""Golden histories: whole files as plain text with days and figures computed by hand. They must never change."""

from pathlib import Path

import pytest
from tests.golden import reading, words

from sunhall.law.lifecycles import licensing

FOLDER = Path(__file__).parent / "golden"
HISTORIES = [history for path in sorted(FOLDER.glob("*.txt")) for history in reading.read(path)]
ENOUGH = 60


@pytest.mark.parametrize("history", HISTORIES, ids=lambda history: history.name)
def test_a_golden_history_still_reads_the_same(history: reading.History) -> None:
    reading.Run(history).to_the_end()


def test_there_are_enough_histories_and_each_has_a_name_of_its_own() -> None:
    names = [history.name for history in HISTORIES]
    assert len(names) >= ENOUGH
    assert len(set(names)) == len(names)


def test_every_kind_of_act_and_every_rule_has_a_word_and_the_histories_use_every_kind() -> None:
    assert set(words.VERBS.values()) == set(licensing.TABLE)
    assert set(licensing.RULES) <= set(words.REFUSALS.values())
    text = "\n".join(line.text for history in HISTORIES for line in history.lines)
    assert [verb for verb in words.VERBS if f" {verb}" not in text] == []
    assert [name for name in words.NOTICES if name not in text] == []


def test_a_citation_is_read_to_its_paragraph_and_item() -> None:
    assert words.citation("行政许可法第七十二条第四项") == "ALL/72(4)"
    assert words.citation("行政许可法第三十二条第一款第四项") == "ALL/32(1)(4)"
    assert words.citation("行政许可法第八条") == "ALL/8"
    assert words.citation("国办发〔2020〕42号") == "GBF-2020-42"
