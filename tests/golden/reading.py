"""Reads and runs golden histories: whole files of licensing as plain text that a lawyer writes and checks.

A history is `名称`, `依据`, `事项` (what differs from the usual matter: 20 working days by law, 10 promised), then
lines in order:

    2026-03-02 申请人 提交申请                            an act: it must be lawful on that day
    违法 2026-03-12 审查人员乙 准予许可                    an act recorded although it was not: supervision finds it
    不得 2026-03-09 审查人员乙 延长期限：… → 不予：已延期一次（行政许可法第四十二条第一款）
    查看 2026-03-20：状态 = 审查中；法定到期 = 2026-03-30   how the file stands as of a day
    结果 2026-03-31：状态 = 已办结；文书 = …；监察发现 = 无

Figures are computed by hand from the calendar. Details of an act are divided by `；`, lists by `、`. A line that begins
with 说明 explains. Silence takes effect by itself; a line of 系统 may say when.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from tests.golden import matter, sayings, views, words

from sunhall.law import audit
from sunhall.law.calendar import Calendar
from sunhall.law.lifecycles import clocks, licensing
from sunhall.law.lifecycles.folding import fold
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.licensing import Objection, Proposal
from sunhall.law.lifecycles.payloads import check_payload
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing

CALENDAR: Final = Calendar.load()
DAY: Final = timedelta(days=1)
_ACT: Final = re.compile(
    r"^(?:(不得|违法) )?(\d{4}-\d\d-\d\d) (\S+) ([^：→\s]+)(?:：(.+?))?(?: → 不予：(\S+)（(\S+)）)?$"
)
_VIEW: Final = re.compile(r"^(查看|结果) (\d{4}-\d\d-\d\d)：(.+)$")


@dataclass
class Line:
    """One line of a history: an act (kept, forbidden or unlawful) or a look at the file."""

    number: int
    text: str


@dataclass
class History:
    where: str
    name: str = ""
    basis: str = ""
    matter: str = ""
    lines: list[Line] = field(default_factory=list)


def read(path: Path) -> Iterator[History]:
    """The histories of a file, each beginning with 名称."""
    history: History | None = None
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = raw.strip()
        key, _, value = text.partition("：")
        if key == "名称":
            if history:
                yield history
            history = History(path.name, value)
        elif history is None or not text or key == "说明":
            continue
        elif key == "依据":
            history.basis = value
        elif key == "事项":
            history.matter = value
        else:
            history.lines.append(Line(number, text))
    if history:
        yield history


class Run:
    """A history being lived through: its acts so far, and who and what was named in it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.names = sayings.Names()
        self.procedure: Procedure = matter.procedure(history.matter, self.names)
        self.acts: list[ActRow] = []

    @property
    def standing(self) -> Standing:
        return fold(self.acts)

    def to_the_end(self) -> None:
        assert self.history.name and self.history.basis, "a history has a name and a legal basis"
        assert self.history.lines[-1].text.startswith("结果"), "a history ends with its result"
        for line in self.history.lines:
            try:
                self._line(line.text)
            except Exception as error:
                error.add_note(f"{self.history.where}, line {line.number}: {line.text}")
                raise
        assert fold(self.acts) == _one_by_one(self.acts), "folding act by act gives the same file"

    def _line(self, text: str) -> None:
        if looked := _VIEW.match(text):
            self._look(date.fromisoformat(looked[2]), looked[3])
            return
        said = _ACT.match(text)
        assert said, "this line cannot be read"
        mark, day, who, verb, details, refusal, article = said.groups()
        kind, on = words.VERBS[verb], date.fromisoformat(day)
        if kind in (Kind.DEEM_ACCEPTED, Kind.DEEM_RENEWED) or (kind is Kind.LAPSE and mark != "不得"):
            self._silence(kind, on, details)
            return
        self._note_silence(on)
        self._may(kind, who)
        payload, seen = sayings.payload(kind, verb, details or "", self.standing, self.names, self.acts)
        check_payload(kind, payload)
        officer = self.names.officer(who)
        told = self._objection(kind, on, officer, payload, seen)
        if mark == "不得":
            assert told is not None, "the table lets this be done"
            assert (told.code, told.article) == (words.REFUSALS[refusal], words.citation(article)), told
            return
        if mark == "违法":
            assert told is not None, "nothing is unlawful about this"
        else:
            assert told is None, told
        self._add(kind, on, payload, officer)

    def _may(self, kind: Kind, who: str) -> None:
        """The table says who does such an act: applicant, officer, either, or nobody but the law itself."""
        doer = licensing.TABLE[kind].who
        is_applicant, is_system = who in sayings.OUTSIDERS, who == "系统"
        allowed = {
            licensing.APPLICANT: is_applicant,
            licensing.OFFICER: not is_applicant and not is_system,
            licensing.EITHER: not is_system,
            licensing.SYSTEM: is_system,
        }
        assert allowed[doer], f"{who} does not do this: {doer}"

    def _objection(
        self, kind: Kind, on: date, officer: int | None, payload: dict[str, Any], seen: dict[str, Any]
    ) -> Objection | None:
        known = clocks.as_of(self.standing, self.procedure, CALENDAR, on)
        return licensing.objection(known, Proposal(kind, on, officer, payload, seen), self.procedure, CALENDAR)

    def _add(self, kind: Kind, on: date, payload: dict[str, Any], officer: int | None) -> None:
        authority = payload.get("authority", 1)
        self.acts.append(ActRow(len(self.acts) + 1, kind, on, None, officer, None, authority, payload))

    def _silence(self, kind: Kind, on: date, details: str | None) -> None:
        """Acceptance and renewal are dated to the last day in which somebody could speak, a lapse to the day after."""
        last = on - DAY if kind is Kind.LAPSE else on
        before, after = self._known(last), self._known(last + DAY)
        assert before == self.standing and after != before, "silence does not take effect on this day"
        self._note_silence(last + DAY)
        assert (self.acts[-1].kind, self.acts[-1].on) == (kind, on)
        if details:
            assert words.OUTCOMES[details.removesuffix("申请")] == self.standing.outcome

    def _known(self, on: date) -> Standing:
        return clocks.as_of(self.standing, self.procedure, CALENDAR, on)

    def _note_silence(self, on: date) -> None:
        """What the passing of time has done by this day is recorded first, dated to the day the law gives it."""
        s, p = self.standing, self.procedure
        if lapsed := clocks.lapsed_on(s, p, CALENDAR, on):
            self._add(Kind.LAPSE, lapsed, {"effect": p.intake.lapse, "silent_until": str(lapsed - DAY)}, None)
        if clocks.silence_has_accepted(s, p, CALENDAR, on) and s.complete_on:
            last = CALENDAR.day_of(clocks.intake_end(s, p, CALENDAR) or 0)
            assert last
            told = {"accepted_on": s.complete_on.isoformat(), "silent_until": last.isoformat()}
            self._add(Kind.DEEM_ACCEPTED, last, told, None)
        if clocks.silence_has_renewed(self.standing, on) and s.valid_to:
            told = {"certificate": s.certificate, "valid_to": s.valid_to.isoformat()}
            self._add(Kind.DEEM_RENEWED, s.valid_to, told, None)

    def _look(self, on: date, said: str) -> None:
        known = self._known(on)
        now = clocks.clocks(known, self.procedure, CALENDAR, on)
        sight = views.Sight(known, now, self.procedure, CALENDAR, self.names, self.acts)
        for part in said.split("；"):
            key, _, wanted = (x.strip() for x in part.partition("="))
            if key in ("监察发现", "发现"):
                found = [f.code for f in audit.findings(self.acts, self.procedure, CALENDAR, on)]
                expected = [] if wanted == "无" else [words.FINDINGS[each] for each in wanted.split("、")]
                assert sorted(found) == sorted(expected)
            else:
                assert sight.told(key) == wanted, f"{key}: {sight.told(key)}, not {wanted}"


def _one_by_one(acts: list[ActRow]) -> Standing:
    standing = Standing()
    for count, act in enumerate(acts, 1):
        standing = fold(acts[:count]) if act.kind == Kind.RECTIFY else fold([act], standing)
    return standing
