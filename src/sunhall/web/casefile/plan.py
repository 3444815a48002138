"""What each step of this very case is planned to take, by the station of its course: the plan of the guide the case was
made under, without the steps that do not apply to it. For every audience.

The plan is the authority's own; what is owed are the statutory and the promised limit (Licensing Law arts. 42, 44).
"""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from sunhall.cases import contents
from sunhall.cases.queries import CasePage
from sunhall.catalogue.content.course import Step
from sunhall.web.templatetags import house

INTAKE, REVIEW, DECISION, CERTIFICATE, DELIVERY = "intake", "review", "decision", "certificate", "delivery"


def planned(page: CasePage) -> Mapping[str, tuple[str, ...]]:
    """Station → a line for each of its steps: "Visit: 5 working days planned"."""
    steps = [needed.item for needed in contents.of(page.application).narrowed.steps]
    decided = next((n for n, step in enumerate(steps) if step.role == "decider"), len(steps))
    found: dict[str, list[Step]] = {}
    for n, step in enumerate(steps):
        found.setdefault(_station(step, n - decided, page.procedure.has_result), []).append(step)
    return {station: _lines(of) for station, of in found.items()}


def _station(step: Step, behind: int, has_result: bool) -> str:
    """Where a step belongs; `behind` the decision when positive."""
    if behind == 0:
        return DECISION
    if behind < 0:
        return INTAKE if step.role == "window" else REVIEW
    made = step.role in ("issuer", "applicant") and has_result
    return CERTIFICATE if made else DELIVERY


def _lines(steps: Sequence[Step]) -> tuple[str, ...]:
    if len(steps) == 1:
        return (in_days(steps[0].days),)
    colon = pgettext("punctuation", ": ")
    return tuple(f"{house.words(step.name)}{colon}{in_days(step.days)}" for step in steps)


def in_days(days: int) -> str:
    """The days a step is planned to take."""
    return _("%(days)s planned") % {"days": house.working_days(days)} if days else _("at once")
