"""What an earlier application of a case held, for the change or renewal of the licence it led to.

The caller has shown that the actor holds the licence of the case, or acts for who does.
"""

from typing import Any

from sunhall.cases import contents
from sunhall.cases.models import Application


def content_of(case_id: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """(answers, fields) of the application in force of a case; both empty where nothing was handed in."""
    handed_in = Application.objects.filter(case_id=case_id, submitted_at__isnull=False)
    row = handed_in.order_by("-submitted_at", "-created_at").first()
    return (dict(row.answers), contents.plain(row.data)) if row else ({}, {})
