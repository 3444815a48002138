"""What the API answers with: the shapes of its OpenAPI description. Texts come in both languages, as they are kept."""

from datetime import date, datetime
from typing import Any

from ninja import Schema
from pydantic import Field

Words = dict[str, str]


class Day(Schema):
    day: date
    counted: bool
    why: str = Field(
        description="working, make_up_day, calendar_day, hours, weekend, holiday, pause, rest_day_roll or unknown"
    )
    name: str | None = Field(None, description="The holiday")


class Rule(Schema):
    name: str
    title: Words
    article: Words
    amount: int
    unit: str = Field(description="working_day, calendar_day or month")
    start: Words = Field(description="Which day is put in as `from`")
    trigger: str
    backwards: bool = Field(description="Counted back from that day")
    roll: str = Field(description="next_working_day: an end on a rest day moves; none: it stays")
    extension: int = Field(description="The most it can be extended by, in its unit; 0: not at all")
    stops: bool = Field(description="Whether stops of the clock may be taken out")
    mark: str = Field(description="sure, check (the law does not settle it) or local")
    note: Words


class Rules(Schema):
    count: int
    rules: list[Rule]


class Deadline(Schema):
    due: date | None = Field(description="The last day; null while a stop is open or the year is provisional")
    due_at: datetime | None = Field(None, description="With unit=hour the last moment")
    provisional: bool = Field(
        description="The holidays of the year it ends in, or in which an open stop began, are not published yet"
    )
    not_before: date | None = Field(description="A day the last day cannot fall before")
    excluded: int = Field(description="Days of the unit that stops took out")
    days: list[Day]
    rule: Rule | None = Field(None, description="The rule it was asked by")


class Authority(Schema):
    code: str
    name: Words
    phone: str = ""


class MatterLine(Schema):
    code: str
    name: Words
    type: str = Field(description="GB/T 39046 A.1: 01 licence, 05 benefit, 20 public service …")
    authority: Authority
    has_guide: bool
    address: str = Field(description="Where its guide can be asked for")


class Matters(Schema):
    query: str
    count: int
    matters: list[MatterLine]


class Provision(Schema):
    id: str
    law: Words
    article: Words
    level: str
    founds: list[str]
    mark: str


class Limit(Schema):
    amount: int
    unit: str = Field(description="working_day, calendar_day, month or hour")
    trigger: str = Field(description="acceptance, receipt, all_documents, decision or knowledge")
    on_the_spot: bool
    basis: list[str] = Field(description="Ids of provisions")
    set_by_city: Words | None = Field(None, description="The source, where the city set the value")


class Material(Schema):
    id: str
    name: Words
    why: Words
    basis: list[str]
    issuer: Words | str = Field(description='"applicant" or who issues it')
    asked_of_applicant: bool
    fetched_from: Words | None
    optional: bool
    when: str = Field(description="CEL condition over the answers; empty: always")


class Lane(Schema):
    authority: str
    kind: str
    mandatory: bool
    days: int
    task: Words
    when: str


class Step(Schema):
    id: str
    name: Words
    role: str
    days: int
    after: list[str]
    when: str


class Fee(Schema):
    id: str
    name: Words
    standard: Words
    basis: list[str]
    when: str


class Result(Schema):
    id: str
    name: Words
    type: str
    territory: str


class Question(Schema):
    id: str
    text: Words
    type: str
    options: dict[str, Words]
    when: str


class MatterGuide(Schema):
    code: str
    name: Words
    type: str
    state: str
    authority: Authority
    version: int | None = None
    effective_from: date | None = None
    summary: Words | None = None
    who: list[Words] = []
    conditions: list[Words] = []
    questions: list[Question] = []
    materials: list[Material] = []
    steps: list[Step] = []
    lanes: list[Lane] = []
    statutory: Limit | None = None
    promised: Limit | None = None
    fees: list[Fee] = []
    free_by: list[str] = []
    results: list[Result] = []
    channels: list[str] = []
    visits: int | None = None
    remedies: dict[str, Words] = {}
    basis: list[Provision] = []


class CheckedCertificate(Schema):
    number: str
    result_name: Words
    matter: Words
    authority: Words
    holder: str = Field(description="The name of a person masked, that of an organisation whole")
    issued_on: date
    valid_from: date
    valid_to: date | None
    state: str
    is_good: bool = Field(description="Valid today, and the code (if one was given) is right")
    code_matches: bool | None = Field(description="null when no code was given")
    pdf_sha256: str = Field(description="Digest of the file, only with the right code")


class Problem(Schema):
    type: str
    title: str
    status: int
    code: str
    errors: list[dict[str, Any]] | None = None
    retry_after: int | None = None
