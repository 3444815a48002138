"""The table of ratings. Written by `voice.acts` only; a rating is never changed."""

from django.db import models
from django.db.models import Q

from sunhall.voice.rules import COMMENT


class Rating(models.Model):
    """What an applicant thought of the service in one case. Who typed it is not kept."""

    case = models.OneToOneField("cases.Case", models.PROTECT, related_name="rating")
    matter_code = models.CharField(max_length=80)
    authority = models.ForeignKey("people.Authority", models.PROTECT, related_name="+")
    level = models.SmallIntegerField()  # 1 very satisfied … 5 very dissatisfied
    comment = models.CharField(max_length=COMMENT, blank=True)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="a_rating_has_five_levels", condition=Q(level__gte=1, level__lte=5))]
        indexes = [models.Index(fields=["matter_code", "given_at"], name="ratings_of_a_matter")]
