"""The form of a matter on a page, for applicants and counters alike: the fields of a catalogue version shown, read
back, checked and told. What is typed stays, right or wrong. Templates: `forms/_fields.html`, `forms/_said.html`.

    page = forms.page(content, "premises", data, answers, today=today, applicant="organisation", sources=sources)
    read = forms.read(content, "premises", request.POST, data=data, answers=answers, today=today)
    if read.errors: forms.page(…, {**data, **read.data}, …, errors=read.errors, extra_rows=read.extra_rows)
"""

from sunhall.web.forms.prefill import prefill
from sunhall.web.forms.questions import questions, read_answers, said_answers
from sunhall.web.forms.reading import Read, read
from sunhall.web.forms.said import Said, Section, said, said_value
from sunhall.web.forms.shown import Cell, FormPage, ShownField, page, pages

__all__ = [
    "Cell",
    "FormPage",
    "Read",
    "Said",
    "Section",
    "ShownField",
    "page",
    "pages",
    "prefill",
    "questions",
    "read",
    "read_answers",
    "said",
    "said_answers",
    "said_value",
]
