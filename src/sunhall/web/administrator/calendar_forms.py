"""A year's notice as it is typed or handed in: kept as it was typed, turned into a notice or into faults."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.http import HttpRequest
from django.utils.translation import gettext

from sunhall.law.notices import Notice, Source
from sunhall.law.year_files import LARGEST, Fault, Given, Span, as_yaml, assembled, read
from sunhall.web.fields import parse_day

HOLIDAYS: Final = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
CELLS: Final = ("name", "first", "last", "work")
MOST_ROWS: Final = 20
MOST: Final = {"number": 80, "dated": 40, "url": 500}  # characters
MOST_IN_CELL: Final = 200
SEVERAL: Final = re.compile(r"[\s,，、;；]+")


@dataclass
class Typed:
    """What came with the request. `rows` are (name, first day off, last, make-up days) as typed."""

    year: int
    way: str = "form"  # form | file
    number: str = ""
    dated: str = ""
    url: str = ""
    rows: list[list[str]] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    file_name: str = ""
    body: bytes = b""
    year_typed: str = ""
    adds_a_row: bool = False

    @property
    def is_file(self) -> bool:
        return self.way == "file"

    @property
    def has_errors(self) -> bool:
        return bool(self.errors)

    @property
    def table(self) -> list[list[tuple[str, str]]]:
        """The rows with the error of each cell."""
        return [
            [(text, self.errors.get(f"days-{n}-{cell}", "")) for cell, text in zip(CELLS, row, strict=True)]
            for n, row in enumerate(self.rows)
        ]

    @property
    def summary(self) -> list[tuple[str, str]]:
        return list(self.errors.items())

    def source(self) -> Source:
        return Source("", self.number, parse_day(self.dated), self.url)

    def given(self) -> Given:
        """The notice, or its faults; what stands in no cell's reach (a file) has no errors by cell."""
        if self.is_file:
            if not self.body:
                return Given(None, (Fault("file_empty"),))
            year = self.year if self.year_typed else None  # a file says its own
            return read(self.body, self.file_name, year=year, source=self.source())
        off: list[Span] = []
        work: list[Span] = []
        for n, (name, first, last, made_up) in enumerate(self.rows):
            name = name or gettext("Holiday %(n)d") % {"n": n + 1}
            if first or last:
                begin = self._day(f"days-{n}-first", first or last)
                end = self._day(f"days-{n}-last", last or first)
                off += [Span(name, begin, end)] if begin and end else []
            days = (self._day(f"days-{n}-work", text) for text in SEVERAL.split(made_up) if text)
            work += [Span(name, day, day) for day in days if day]
        if self.dated:
            self._day("dated", self.dated)
        return assembled(self.year, [self.source()], off, work)

    def _day(self, where: str, text: str) -> date | None:
        day = parse_day(text)
        if day is None:
            self.errors[where] = gettext("“%(text)s” is not a day. Write it as 2027-01-01.") % {"text": text}
        return day

    def text(self, notice: Notice) -> str:
        """What is kept: the file as it was handed in, or the file that the form makes."""
        return self.body.decode("utf-8-sig") if self.is_file else as_yaml(notice)


def blank(year: int) -> Typed:
    """The form before anything is typed: a row for each holiday of the Measures, without days."""
    return Typed(year=year, rows=[[name, "", "", ""] for name in HOLIDAYS])


def read_post(request: HttpRequest, likely: int) -> Typed:
    """What was posted, whichever of the two forms it was. `likely` is the year a file is probably about."""
    post = request.POST
    year = post.get("year", "").strip()
    rows = [[post.get(f"days-{n}-{cell}", "").strip() for cell in CELLS] for n in range(_count(request))]
    typed = Typed(
        year=int(year) if year.isdecimal() and len(year) == 4 else 0,
        way="file" if post.get("way") == "file" else "form",
        number=post.get("number", "").strip(),
        dated=post.get("dated", "").strip(),
        url=post.get("url", "").strip(),
        rows=rows or blank(0).rows,
        year_typed=year,
        adds_a_row=bool(post.get("add_row")),
    )
    if typed.adds_a_row and len(typed.rows) < MOST_ROWS:
        typed.rows.append(["", "", "", ""])
    if typed.is_file:
        typed.year = typed.year or likely
    elif not typed.year:
        typed.errors["year"] = gettext("Enter the year, like 2027.")
    _measure(typed)
    handed = request.FILES.get("file")
    if handed is not None:
        typed.file_name, typed.body = str(handed.name or ""), handed.read(LARGEST + 1)
    return typed


def _measure(typed: Typed) -> None:
    """What is longer than it may be stands as an error beside it; nothing is cut off."""
    told = [(name, getattr(typed, name), most) for name, most in MOST.items()]
    for n, row in enumerate(typed.rows):
        told += [(f"days-{n}-{cell}", text, MOST_IN_CELL) for cell, text in zip(CELLS, row, strict=True)]
    for name, text, most in told:
        if len(text) > most:
            words = gettext("This is too long: at most %(max)s characters, you entered %(length)s.")
            typed.errors[name] = words % {"max": most, "length": len(text)}


def _count(request: HttpRequest) -> int:
    n = 0
    while n < MOST_ROWS and f"days-{n}-name" in request.POST:
        n += 1
    return n


def columns() -> list[tuple[str, str]]:
    """The columns of the table of days."""
    return [
        ("name", gettext("Holiday")),
        ("first", gettext("Off from")),
        ("last", gettext("Off to")),
        ("work", gettext("Make-up working days")),
    ]
