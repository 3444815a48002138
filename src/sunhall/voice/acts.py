"""Writes of voice: rating a finished case."""

from datetime import datetime

from django.db import IntegrityError, transaction

from sunhall.cases import queries as cases
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people.queries import Actor
from sunhall.voice import rules
from sunhall.voice.models import Rating


def rate(*, case_id: int, by: Actor, level: int, at: datetime, comment: str = "") -> Rating:
    """The applicant says, once, how she found the service.

    NotFound for whom the case is not. Refused `rating_too_early`, `rating_level`, `rating_comment_too_long` (facts:
    max), `already_rated`.
    """
    page = cases.case_page(by, case_id, at=at)
    if page.view != "applicant":
        raise NotFound
    if not rules.is_rateable(str(page.standing.phase), page.standing.outcome):
        raise Refused("rating_too_early")
    if level not in rules.LEVELS:
        raise Refused("rating_level")
    words = comment.strip()
    if len(words) > rules.COMMENT:
        raise Refused("rating_comment_too_long", max=rules.COMMENT)
    row = Rating(
        case_id=case_id,
        matter_code=page.matter_code,
        authority_id=page.authority_id,
        level=level,
        comment=words,
        given_at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Refused("already_rated") from error
    return row
