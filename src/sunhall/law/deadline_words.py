"""What the deadline calculator says at a terminal and in its error lines, in English and Chinese.

Pages have the catalogues of gettext; the command line must start without Django, so its words stand here.
"""

import os
from typing import Final

from sunhall.kernel.refused import Refused
from sunhall.law.clock import DayLine
from sunhall.law.deadline_hours import Hours
from sunhall.law.terms import Term

WHY: Final = {
    "en": {
        "working": "counted",
        "make_up_day": "counted: weekend day worked in exchange ({name})",
        "calendar_day": "counted",
        "weekend": "not counted: weekend",
        "holiday": "not counted: holiday ({name})",
        "pause": "not counted: the clock is stopped",
        "rest_day_roll": "not counted: the period ends on a rest day and moves on",
        "unknown": "not known: the holiday notice of the year is not loaded",
    },
    "zh": {
        "working": "计入",
        "make_up_day": "计入：调休上班日（{name}）",
        "calendar_day": "计入",
        "weekend": "不计入：周末",
        "holiday": "不计入：放假（{name}）",
        "pause": "不计入：期限暂停计算",
        "rest_day_roll": "不计入：届满日为休息日，顺延",
        "unknown": "未知：当年节假日安排尚未载入",
    },
}

TABLE: Final = {
    "en": {
        "due": "Due: {day} (until 24:00)",
        "due_at": "Due: {at} Beijing time ({hours} hours after {start}, through nights and rest days)",
        "stopped": "The clock is stopped: {spent} used, {left} left. There is no due day until it resumes.",
        "provisional": "Not before {day}. The holiday notice of that year is not loaded, so the day is not known yet.",
        "excluded": "Excluded by stops: {count}",
        "rule": "{title} ({article})",
        "forward": "{length} after {start}",
        "back": "{length} back from {start}",
        "mark_check": "To be checked: the law does not settle this figure or how it is counted.",
        "mark_local": "A local rule: other places differ.",
    },
    "zh": {
        "due": "届满日：{day}（当日24时止）",
        "due_at": "届满时刻：北京时间{at}（自{start}起{hours}小时，昼夜及休息日连续计算）",
        "stopped": "期限已暂停：已用{spent}日，剩余{left}日；恢复计算前没有届满日。",
        "provisional": "不早于{day}。当年节假日安排尚未载入，届满日暂不确定。",
        "excluded": "因暂停扣除：{count}日",
        "rule": "{title}（{article}）",
        "forward": "自{start}起{length}",
        "back": "自{start}倒数{length}",
        "mark_check": "待核：法律未明确这一期限或者其计算方法。",
        "mark_local": "地方规定：各地不同。",
    },
}

WEEKDAYS: Final = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
}

MESSAGES: Final = {
    "en": {
        "not_json": "this line is not JSON",
        "not_a_question": 'a question is a JSON object like {{"from": "2026-02-10", "days": 20}}',
        "missing_field": "{field} is missing",
        "unknown_field": "{field} is not a field of a question (from, days, unit, pauses, extend, rule)",
        "bad_date": "{field}: {value} is not a day; write it like 2026-02-10",
        "bad_instant": "{field}: {value} is not an instant; write it like 2026-02-10T09:30",
        "date_too_early": "{field}: {value} is before {first}, the first day that can be asked about",
        "date_too_late": "{field}: {value} is after {last}, the last day that can be asked about",
        "bad_number": "{field}: {value} is not a whole number from 0 to {most}",
        "bad_unit": "unit: {value} is not working, calendar, month or hour",
        "date_out_of_range": "this period leaves the years that a date can have (1 to 9999)",
        "hours_bear_no_stop": "pause: hours run on through nights and rest days, and nothing stops them",
        "cannot_be_counted": "this question cannot be counted; the others are answered",
        "bad_pause": "pause: {value} is not a stop; write it like 2026-02-12..2026-02-20, or 2026-02-12.. while open"
        ' (in JSON: ["2026-02-12", "2026-02-20"] or ["2026-02-12", null])',
        "pause_ends_before_it_starts": "pause: it starts on {start} and ends before, on {end}",
        "calendar_not_loaded": "the holiday notice of {year} is not loaded",
        "no_such_rule": "rule: {name} is not a rule (sunhall deadline --rules lists them)",
        "rule_sets_days": "{field}: the rule {name} sets it; leave it out",
        "rule_bears_no_stop": "pause: nothing stops the period of {name}",
        "extension_not_allowed": "extend: the period of {name} cannot be extended",
        "extension_over_statutory_max": "extend: the period of {name} can be extended by at most {max}",
    },
    "zh": {
        "not_json": "这一行不是JSON",
        "not_a_question": '问题应为JSON对象，例如{{"from": "2026-02-10", "days": 20}}',
        "missing_field": "缺少{field}",
        "unknown_field": "没有{field}这一项（可用：from、days、unit、pauses、extend、rule）",
        "bad_date": "{field}：{value}不是日期，应写作2026-02-10",
        "bad_instant": "{field}：{value}不是时刻，应写作2026-02-10T09:30",
        "date_too_early": "{field}：{value}早于可查询的最早一日{first}",
        "date_too_late": "{field}：{value}晚于可查询的最后一日{last}",
        "bad_number": "{field}：{value}不是0至{most}之间的整数",
        "bad_unit": "unit：{value}不是working、calendar、month或hour",
        "date_out_of_range": "该期间超出日期可表示的年份（公元1年至9999年）",
        "hours_bear_no_stop": "pause：按小时计算的期间昼夜连续计算，不因任何程序暂停",
        "cannot_be_counted": "这一问题无法计算，其他问题不受影响",
        "bad_pause": "pause：{value}不是暂停期间，应写作2026-02-12..2026-02-20，尚未结束的写作2026-02-12.."
        '（JSON写作["2026-02-12", "2026-02-20"]或["2026-02-12", null]）',
        "pause_ends_before_it_starts": "pause：{start}开始，却在此前的{end}结束",
        "calendar_not_loaded": "{year}年的节假日安排尚未载入",
        "no_such_rule": "rule：没有名为{name}的规则（可用sunhall deadline --rules查看）",
        "rule_sets_days": "{field}：规则{name}已规定，无需填写",
        "rule_bears_no_stop": "pause：规则{name}的期限不因任何程序暂停",
        "extension_not_allowed": "extend：规则{name}的期限不得延长",
        "extension_over_statutory_max": "extend：规则{name}的期限最多延长{max}",
    },
}


UNITS: Final = {
    "en": {"working_day": "working days", "calendar_day": "days", "month": "months"},
    "zh": {"working_day": "个工作日", "calendar_day": "日", "month": "个月"},
}


def length(term: Term, language: str = "en") -> str:
    """A length: "20 working days", "20个工作日"."""
    unit = UNITS[language][term.unit]
    return (
        f"{term.amount}{unit}"
        if language == "zh"
        else f"{term.amount} {unit.rstrip('s') if term.amount == 1 else unit}"
    )


def hours(told: Hours, language: str = "en") -> str:
    """The sentence of a period in hours."""
    at, start = (f"{instant:%Y-%m-%d %H:%M}" for instant in (told.due_at, told.start))
    return TABLE[language]["due_at"].format(at=at, start=start, hours=told.hours)


def why(line: DayLine, language: str = "en") -> str:
    """The sentence of one day."""
    text = WHY[language][line.why].format(name=line.name)
    return f"{text} ({line.ref})" if line.ref else text


def message(refused: Refused, language: str = "en") -> str:
    """The sentence of a refusal, with its facts."""
    return MESSAGES[language][refused.code].format(**refused.facts)


def language_of_terminal() -> str:
    """`zh` where the environment asks for Chinese, else `en`."""
    asked = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if asked.startswith("zh") else "en"
