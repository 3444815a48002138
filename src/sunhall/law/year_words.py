"""The faults of a year's notice in English: for the command line, and as the msgids of the pages.

One table, so that a fault without words fails a test; `web.administrator.calendar_words` translates its sentences.
"""

from typing import Any, Final

from sunhall.law.year_files import Fault

SENTENCES: Final = {
    "file_empty": "The file is empty.",
    "file_too_large": "The file is larger than %(most)s KB. A notice has about two.",
    "file_not_utf8": "The file is not text in UTF-8. Save it as UTF-8.",
    "file_not_yaml": "Line %(line)s cannot be read as YAML.",
    "file_not_a_year": "There is no year in this file: it needs days off and days worked.",
    "date_does_not_exist": "A date in the file does not exist, like 30 February.",
    "year_missing": "The year is missing, like 2027.",
    "unknown_field": "“%(field)s” is not a field of a calendar file.",
    "days_missing": "“%(field)s” is missing: holidays with their days.",
    "bad_span": "“%(name)s”: %(value)s is not a day (2027-01-01) or a span (2027-01-01..2027-01-03).",
    "span_backwards": "“%(name)s” ends on %(last)s, before it begins on %(first)s.",
    "span_too_long": "“%(name)s” from %(first)s to %(last)s is longer than %(most)s days.",
    "csv_bad_day": "Line %(line)s: “%(value)s” is not a day like 2027-01-01.",
    "csv_bad_kind": "Line %(line)s: “%(value)s” is neither off (休) nor work (班).",
    "bad_date_of_notice": "The day of the notice, “%(value)s”, is not a day like 2026-11-04.",
    "number_missing": "The number of the notice is missing.",
    "date_of_notice_missing": "The day of the notice is missing.",
    "link_missing": "The link to the notice is missing.",
    "link_is_none": "“%(value)s” is not a link: it begins with https:// or http://.",
    "day_twice": "%(day)s stands twice, under “%(name)s” and under “%(other)s”.",
    "off_and_worked": "%(day)s is told as a day off and as a day worked.",
    "year_does_not_follow": "%(year)s cannot be loaded: years follow each other, from %(first)s to %(next)s now.",
    "day_outside_year": "%(day)s does not belong to %(year)s (December before it to 31 December).",
    "make_up_on_a_weekday": "%(day)s (“%(name)s”) is told as a make-up day, but it is no Saturday or Sunday.",
    "statutory_day_missing": "%(day)s (%(name)s) is a statutory holiday, Holiday Measures art. 2, and is not off here.",
    "too_many_off": "%(count)s days off are more than any notice had (at most %(most)s are taken).",
    "too_many_worked": "%(count)s make-up days are more than any notice had (at most %(most)s are taken).",
    "notice_dated_ahead": "The notice is dated %(day)s, which has not come yet.",
    "nothing_new": "This is what is loaded for %(year)s already: nothing would change.",
    "days_do_not_balance": "%(weekdays)s weekdays off less %(worked)s make-up days is not %(statutory)s, the statutory "
    "days of the year (Holiday Measures art. 2, 6, 7). Almost every notice balances: a day may be missing.",
    "make_up_far": "The make-up day %(day)s is more than %(most)s days from any statutory holiday.",
    "off_far": "The day off %(day)s is more than %(most)s days from any statutory holiday.",
}


def sentence(fault: Fault) -> str:
    """The sentence of a fault in English."""
    facts: dict[str, Any] = dict(fault.facts)
    return SENTENCES[fault.code] % facts
