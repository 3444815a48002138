"""What is said with each act of a golden history, turned into the payload of its kind."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

from tests.golden import words

from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.standing import ActRow, Standing

OUTSIDERS: Final = frozenset({"申请人", "代理人", "利害关系人"})


class Names:
    """Who and what a history names, numbered in the order of appearance."""

    def __init__(self) -> None:
        self._officers: dict[str, int] = {}
        self._authorities: dict[str, int] = {}
        self._certificates: dict[str, int] = {}

    def officer(self, name: str) -> int | None:
        return None if name in OUTSIDERS or name == "系统" else self._officers.setdefault(name, len(self._officers) + 1)

    def authority(self, name: str) -> int:
        return self._authorities.setdefault(name, len(self._authorities) + 2)  # 1 is the deciding authority

    def certificate(self, name: str) -> int:
        return self._certificates.setdefault(name, len(self._certificates) + 1)

    def of_authority(self, number: int) -> str:
        return next(name for name, n in self._authorities.items() if n == number)

    def of_certificate(self, number: int) -> str:
        return next(name for name, n in self._certificates.items() if n == number)


class Said:
    """The details of one act. Each is taken once; what nobody takes is a mistake in the history."""

    def __init__(self, text: str, standing: Standing, names: Names, acts: Sequence[ActRow], verb: str) -> None:
        self.parts = [part.strip() for part in text.split("；") if part.strip()]
        self.s, self.names, self.acts, self.verb = standing, names, acts, verb

    def has(self, word: str) -> bool:
        found = word in self.parts
        if found:
            self.parts.remove(word)
        return found

    def find(self, pattern: str) -> re.Match[str] | None:
        for part in self.parts:
            if match := re.fullmatch(pattern, part):
                self.parts.remove(part)
                return match
        return None

    def must(self, pattern: str) -> re.Match[str]:
        match = self.find(pattern)
        assert match, f"{self.verb} needs {pattern}"
        return match

    def choice(self, table: dict[str, str]) -> str:
        part = next((part for part in self.parts if part in table), None)
        assert part is not None, f"{self.verb} needs one of {'、'.join(table)}"
        self.parts.remove(part)
        return table[part]

    def days(self, default: int | None = None) -> int | None:
        match = self.find(r"限 (\d+) 个工作日")
        return int(match[1]) if match else default

    def statement(self) -> int:
        return 0 if self.has("未说明理由") else 1

    def officers(self) -> list[int]:
        return [self.names.officer(name) or 0 for name in self.must(r"人员 (\S+)")[1].split("、")]

    def rest(self) -> list[str]:
        assert len(self.parts) <= 1, self.parts
        return self.parts.pop().split("、") if self.parts else []


def payload(
    kind: Kind, verb: str, text: str, standing: Standing, names: Names, acts: Sequence[ActRow]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The payload of an act, and what is seen outside the file (`Proposal.seen`)."""
    said = Said(text, standing, names, acts, verb)
    seen = _seen(said)
    made = _MAKERS[kind](said)
    seen |= made.pop("_seen", {})
    assert not said.parts, f"{verb}: {said.parts}"
    return made, seen


def _seen(said: Said) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    if said.has("本人已申报利害关系"):
        seen["interest"] = True
    if said.has("主持人与本案有利害关系"):
        seen["chair_interest"] = True
    if left := said.find(r"剩余名额 (\d+)"):
        seen["left"] = int(left[1])
    if ahead := said.find(r"在先未决 (\d+) 件"):
        seen["ahead"] = tuple(range(100, 100 + int(ahead[1])))
    if renewed := said.find(r"(\S+)已按期申请延续"):
        seen["renewed"] = (said.names.certificate(renewed[1]),)
    return seen


def _applied(said: Said) -> dict[str, Any]:
    return {"application": f"a{said.s.seq + 1}", "digest": "d", "channel": "online"}


def _submit(said: Said) -> dict[str, Any]:
    made: dict[str, Any] = _applied(said)
    if wanted := said.find(r"(变更|延续) (\S+)（有效期至 (\S+?)）(按期|逾期)?"):
        made |= {"request": "change" if wanted[1] == "变更" else "renew", "valid_to": wanted[3]}
        made["certificate"] = said.names.certificate(wanted[2])
        made["in_time"] = None if wanted[4] is None else wanted[4] == "按期"
    if said.find(r"由(\S+)代收"):
        made["collected_by"] = 9
    made["commitment"] = said.has("选择告知承诺")
    made["interested"] = said.has("直接涉及他人重大利益")
    made["fact_check"] = said.has("须实地核实")
    return made


def _items(said: Said) -> list[dict[str, Any]]:
    items = []
    for each in said.rest():
        name, why = re.fullmatch(r"(\S+?)（(\S+)）", each).groups()  # type: ignore[union-attr]
        verdict = "missing" if why == "未提交" else "wrong"
        items.append({"material": name, "verdict": verdict, "reason": why, "new_defect": why == "补正带来的新问题"})
    return items


def _request_correction(said: Said) -> dict[str, Any]:
    days = said.days()
    return {"items": _items(said), "days": days}


def _accept(said: Said) -> dict[str, Any]:
    if said.has("告知承诺"):
        return {"mode": "commitment"}
    if owed := said.find(r"(容缺，)?待补 (\S+)"):
        return {"mode": "tolerance" if owed[1] else "general", "owed": owed[2].split("、"), "owed_days": said.days()}
    return {"mode": "general", "fact_check": said.s.fact_check_needed}


def _refuse_acceptance(said: Said) -> dict[str, Any]:
    statement = said.statement()
    grounds = {"不属于本机关职权": "not_this_authority", "材料虚假": "false_materials", "当日号满": "too_busy"}
    named = said.find(r"应向(\S+)申请")
    return {"ground": said.choice(grounds), "statement": statement, "competent": named[1] if named else ""}


def _ask(said: Said) -> dict[str, Any]:
    lanes = []
    for each in said.rest():
        name, days, how = re.fullmatch(r"(\S+) (\d+) 个工作日（(同意权|必经|参考)）", each).groups()  # type: ignore[union-attr]
        lane = {"authority": said.names.authority(name), "days": int(days), "mandatory": how != "参考"}
        lanes.append({**lane, "consent": how == "同意权"})
    return {"lanes": lanes}


def _opinion(said: Said) -> dict[str, Any]:
    name, agrees = said.must(r"(\S+?)(不同意|同意)").groups()
    return {"authority": said.names.authority(name), "agrees": agrees == "同意"}


def _check(said: Said) -> dict[str, Any]:
    return {"officers": said.officers(), "result": said.choice({"符合": "meets", "不符合": "does_not_meet"})}


def _start(said: Said) -> dict[str, Any]:
    statement, needed = said.statement(), said.find(r"需 (\d+) 个工作日")
    basis = said.find(r"依据 (\S+)")
    made = {"procedure": said.choice(words.SPECIAL), "needed_days": int(needed[1]) if needed else 0}
    return {**made, "statement": statement, "basis": basis[1] if basis else "ALL/45"}


def _end(said: Said) -> dict[str, Any]:
    why = said.choice(words.SPECIAL)
    running = [stop.seq for stop in said.s.stops if stop.why == why and stop.end is None]
    return {"start": running[0] if running else 0, "result": "done"}


def _extend(said: Said) -> dict[str, Any]:
    statement, days = said.statement(), said.must(r"(\d+) 个工作日")
    return {"days": int(days[1]), "approver": words.APPROVERS[said.must(r"由(\S+)批准")[1]], "statement": statement}


def _decide(said: Said) -> dict[str, Any]:
    return {"hearing": said.s.hearing.record if said.has("依据听证笔录") else None}


def _on_certificate(said: Said) -> dict[str, Any]:
    return {"certificate": said.names.certificate(said.must(r"证照 (\S+)")[1]), **_decide(said)}


def _refuse(said: Said) -> dict[str, Any]:
    grounds = {"条件不符": "conditions_not_met", "材料虚假": "false_materials", "名声不佳": "not_liked"}
    grounds["逾期未补正"] = "not_corrected"
    made = {"statement": said.statement(), **_decide(said)}
    return {**made, "ground": said.choice(grounds) if said.parts else "conditions_not_met"}


def _issue(said: Said) -> dict[str, Any]:
    valid: list[list[Any]] = []
    for each in said.rest():
        name, first, last = re.fullmatch(r"(\S+?)（(\S+) 至 (\S+)）", each).groups()  # type: ignore[union-attr]
        valid.append([said.names.certificate(name), first, None if last == "长期" else last])
    return {"certificates": [row[0] for row in valid], "valid": valid}


def _tell(said: Said) -> dict[str, Any]:
    about = {"申请事项": "the_application", "拟不予许可": "the_intended_refusal", "拟作处理": "the_intended_act"}
    made = {"to": words.PARTIES[said.verb.removeprefix("告知")], "days": said.days(0), "statement": said.statement()}
    return {**made, "about": said.choice(about)}


def _statement(said: Said) -> dict[str, Any]:
    waives = said.has("放弃听证")
    return {"of": said.choice(words.PARTIES), "statement": said.statement(), "waives_hearing": waives}


def _offer(said: Said) -> dict[str, Any]:
    days = said.days(0)
    return {"to": [words.PARTIES[each] for each in said.rest()], "days": days}


def _call(said: Said) -> dict[str, Any]:
    fee = said.find(r"收费 (\d+) 元")
    made = {"held_on": said.must(r"(\d{4}-\d\d-\d\d) 举行")[1], "ex_officio": said.has("依职权")}
    made["chair"] = said.names.officer(said.must(r"主持人 (\S+)")[1])
    return {**made, "statement": said.statement(), "fee": int(fee[1]) * 100 if fee else 0}


def _record(said: Said) -> dict[str, Any]:
    signed = said.choice({"已签字": "yes", "未签字": ""}) == "yes"
    return {"call": said.s.hearing.call or 0, "signed": signed, "statement": said.statement()}


def _owed(said: Said) -> dict[str, Any]:
    return {"application": f"a{said.s.seq + 1}", "digest": "d", "materials": said.rest()}


def _verify(said: Said) -> dict[str, Any]:
    made = {"officers": said.officers(), "statement": said.statement()}
    return {**made, "result": said.choice({"属实": "kept", "不实": "broken"})}


def _pass_up(said: Said) -> dict[str, Any]:
    name, agrees = said.must(r"(\S+?)(不同意|同意)").groups()
    return {"authority": said.names.authority(name), "agrees": agrees == "同意", "statement": said.statement()}


def _recuse(said: Said) -> dict[str, Any]:
    why = said.choice({"本人申报": "own_interest", "当事人申请": "challenged"})
    return {"officer": said.names.officer(said.must(r"人员 (\S+)")[1]), "why": why, "statement": said.statement()}


def _rectify(said: Said) -> dict[str, Any]:
    day, verb = said.must(r"(\d{4}-\d\d-\d\d) (\S+)").groups()
    found = [act for act in said.acts if act.on.isoformat() == day and act.kind == words.VERBS[verb]]
    assert len(found) == 1, f"{len(found)} acts are meant by {day} {verb}"
    changes: dict[str, Any] = {}
    if on := said.find(r"日期应为 (\S+)"):
        changes["on"] = on[1]
    if officers := said.find(r"人员应为 (\S+)"):
        changes["officers"] = [said.names.officer(name) for name in officers[1].split("、")]
    if needed := said.find(r"所需时间应为 (\d+) 个工作日"):
        changes["needed_days"] = int(needed[1])
    if reference := said.find(r"单号应为 (\S+)"):
        changes["reference"] = reference[1]
    if said.has("结论应为不予许可"):
        changes["outcome"] = "refused"
    basis = said.find(r"依据 (\S+)")
    made = {"of": found[0].seq, "changes": changes, "basis": basis[1] if basis else "", "statement": said.statement()}
    return {**made, "_seen": {"of_kind": found[0].kind}}


def _certificates(said: Said) -> list[int]:
    return [said.names.certificate(name) for name in said.must(r"证照 (\S+)")[1].split("、")]


def _strike(said: Said, grounds: dict[str, str]) -> dict[str, Any]:
    made = {"certificates": _certificates(said), "statement": said.statement(), "ground": said.choice(grounds)}
    return {**made, "compensation": said.choice(words.COMPENSATION)}


def _revoke(said: Said) -> dict[str, Any]:
    return {"grave_harm": said.has("将严重损害公共利益"), **_strike(said, words.REVOCATIONS)}


def _deliver(said: Said) -> dict[str, Any]:
    reference = said.find(r"单号 (\S+)")
    return {"method": said.choice(words.DELIVERIES), "reference": reference[1] if reference else ""}


_MAKERS: Final[dict[Kind, Callable[[Said], dict[str, Any]]]] = {
    Kind.SUBMIT: _submit,
    Kind.RECEIVE_FORWARDED: lambda said: {"centre": 9},
    Kind.CORRECT_ON_THE_SPOT: lambda said: {"application": f"a{said.s.seq + 1}", "digest": "d"},
    Kind.REQUEST_CORRECTION: _request_correction,
    Kind.RESUBMIT: lambda said: {**_applied(said), "materials": said.rest()},
    Kind.ACCEPT: _accept,
    Kind.REFUSE_ACCEPTANCE: _refuse_acceptance,
    Kind.DECLARE_NOT_REQUIRED: lambda said: {"statement": said.statement()},
    Kind.RETURN_FILE: lambda said: {"items": _items(said)},
    Kind.LAPSE: lambda said: {
        "effect": said.choice({"视为放弃": "abandoned", "视为撤回申请": "withdrawn", "不予许可": "refused"})
    },
    Kind.SUPPLY_OWED: _owed,
    Kind.WITHDRAW_COMMITMENT: lambda said: {"owed": said.must(r"应补 (\S+)")[1].split("、")},
    Kind.VERIFY_COMMITMENT: _verify,
    Kind.ASK_OPINION: _ask,
    Kind.GIVE_OPINION: _opinion,
    Kind.PASS_UP: _pass_up,
    Kind.CHECK_FACTS: _check,
    Kind.START_SPECIAL_PROCEDURE: _start,
    Kind.END_SPECIAL_PROCEDURE: _end,
    Kind.EXTEND: _extend,
    Kind.SUSPEND: lambda said: {"basis": said.must(r"依据 (\S+)")[1], "statement": said.statement()},
    Kind.RESUME: lambda said: {},
    Kind.NOTIFY_INTERESTED_PARTY: _tell,
    Kind.RECORD_STATEMENT: _statement,
    Kind.OFFER_HEARING: _offer,
    Kind.REQUEST_HEARING: lambda said: {"of": said.choice(words.PARTIES)},
    Kind.CALL_HEARING: _call,
    Kind.RECORD_HEARING: _record,
    Kind.GRANT: _decide,
    Kind.CHANGE: _on_certificate,
    Kind.RENEW: _on_certificate,
    Kind.REFUSE: _refuse,
    Kind.ISSUE: _issue,
    Kind.DELIVER: _deliver,
    Kind.WITHDRAW: lambda said: {},
    Kind.TERMINATE: lambda said: {"statement": said.statement(), "ground": said.choice(words.TERMINATIONS)},
    Kind.RECUSE: _recuse,
    Kind.RECTIFY: _rectify,
    Kind.WITHDRAW_LICENCE: lambda said: _strike(said, words.WITHDRAWALS),
    Kind.REVOKE: _revoke,
    Kind.FORFEIT: lambda said: {
        "certificates": _certificates(said),
        "decision": (said.find(r"处罚决定 (\S+)") or ["", ""])[1],
        "statement": said.statement(),
    },
    Kind.CANCEL: lambda said: {
        "certificates": _certificates(said),
        "ground": said.choice(words.CANCELLATIONS),
        "statement": said.statement(),
    },
}
