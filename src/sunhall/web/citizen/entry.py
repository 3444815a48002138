"""The gate of the applicant's pages of one matter."""

from django.http import HttpRequest

from sunhall.cases import queries as cases
from sunhall.cases.queries import CasePage
from sunhall.kernel import clock
from sunhall.kernel.refused import NotFound


def opened(request: HttpRequest, case_id: int) -> CasePage:
    """The case of the address, for its applicant; NotFound for everybody else."""
    page = cases.case_page(request.actor, case_id, at=clock.now())  # type: ignore[attr-defined]
    if page.view != "applicant":
        raise NotFound
    return page
