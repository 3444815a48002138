"""How a file stands as of a day, in the words of a golden history: the right-hand sides of 查看 and 结果."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tests.golden import words
from tests.golden.sayings import Names

from sunhall.cases import copies
from sunhall.law.calendar import Calendar
from sunhall.law.clock import Reckoning, State
from sunhall.law.lifecycles import licensing
from sunhall.law.lifecycles.clocks import Clocks
from sunhall.law.lifecycles.kinds import Kind, Phase
from sunhall.law.lifecycles.procedure import Procedure
from sunhall.law.lifecycles.standing import ActRow, Standing


def _named(table: dict[str, str], value: str) -> str:
    return next(name for name, code in table.items() if code == value)


def _day(day: date | None) -> str:
    return day.isoformat() if day else "无"


def _due(clock: Reckoning | None) -> str:
    if clock is None:
        return "未起算"
    if clock.due is not None:
        return clock.due.isoformat()
    return f"不早于 {clock.not_before}（暂定）" if clock.provisional and clock.not_before else "停止计时"


def _turn(role: str) -> str:
    names = {"intake": "受理机关", "lead": "承办机关", "issue": "发证人员", "delivery": "送达人员"}
    return names.get(role, role)


@dataclass
class Sight:
    """One look at a file."""

    s: Standing
    now: Clocks
    p: Procedure
    calendar: Calendar
    names: Names
    acts: Sequence[ActRow]

    def told(self, key: str) -> str:
        return _KEYS[key](self)

    def end(self, ordinal: int | None) -> str:
        return _day(self.calendar.day_of(ordinal)) if ordinal is not None else "无"

    def phase(self) -> str:
        return next(name for name, phase in words.PHASES.items() if phase is self.s.phase)

    def outcome(self) -> str:
        return _named(words.OUTCOMES, self.s.outcome) or "无"

    def accepted(self) -> str:
        return _day(self.s.accepted_on) + ("（视为）" if self.s.deemed else "")

    def turn(self) -> str:
        """Whose turn it is: the applicant while a correction is asked for, else the desks the file lies on."""
        if self.s.phase is Phase.CORRECTION:
            return "申请人"
        desks = [d for d in copies.desks_of(self.s, self.p, self.calendar, 1) if d.role not in copies.WATCHED]
        told = [self.names.of_authority(d.authority) if d.role == "opinion" else _turn(d.role) for d in desks]
        return "、".join(told) or "无"

    def state(self) -> str:
        clock = self.now.statutory
        names = {State.RUNNING: "计时", State.STOPPED: "停止", State.OVERDUE: "超期", State.ENDED: "终结"}
        return names[clock.state] if clock else "未起算"

    def licences(self) -> str:
        told = [f"{self.names.of_certificate(n)}{_named(words.STATES, x.state)}" for n, x in self.s.licences.items()]
        return "、".join(told) or "无"

    def notices(self) -> str:
        codes = [licensing.TABLE[Kind(act.kind)].notice for act in self.acts]
        return "、".join(_named(words.NOTICES, code) for code in codes if code) or "无"

    def opinions(self) -> str:
        says = {None: "未复", True: "同意", False: "不同意"}
        told = [f"{self.names.of_authority(a)}{says[lane.agrees]}" for a, lane in self.s.lanes.items()]
        return "、".join(told) or "无"


def _of(clock: Reckoning | None, name: str) -> str:
    value = getattr(clock, name) if clock is not None else None
    return "无" if value is None else str(value)


_KEYS: dict[str, Callable[[Sight], str]] = {
    "状态": Sight.phase,
    "结论": Sight.outcome,
    "受理": Sight.accepted,
    "收件": lambda x: _day(x.s.received_on),
    "决定": lambda x: _day(x.s.decided_on),
    "办结": lambda x: _day(x.s.ended_on),
    "轮到": Sight.turn,
    "计时": Sight.state,
    "法定到期": lambda x: _due(x.now.statutory),
    "承诺到期": lambda x: _due(x.now.promised),
    "已用": lambda x: _of(x.now.statutory, "spent"),
    "剩余": lambda x: _of(x.now.statutory, "left"),
    "不计入": lambda x: _of(x.now.statutory, "excluded"),
    "超期": lambda x: _of(x.now.statutory, "over"),
    "承诺超期": lambda x: _of(x.now.promised, "over"),
    "收件审查到期": lambda x: x.end(x.now.intake_end),
    "初审到期": lambda x: x.end(x.now.first_review_end),
    "听证申请到期": lambda x: x.end(x.now.offer_end),
    "听证举行到期": lambda x: x.end(x.now.hearing_end),
    "补齐到期": lambda x: x.end(x.now.owed_end),
    "承诺核查到期": lambda x: x.end(x.now.check_end),
    "发证到期": lambda x: x.end(x.now.issue_end),
    "证照": Sight.licences,
    "会签": Sight.opinions,
    "文书": Sight.notices,
    "欠缺": lambda x: "、".join(x.s.owed) or "无",
}
