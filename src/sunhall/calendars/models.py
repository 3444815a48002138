"""Tables of loaded holiday notices. Written by `calendars.acts` only; all but `Recount` refuse changes (trigger)."""

from django.db import models
from django.db.models import Q


class Notice(models.Model):
    """One year's arrangement as it was handed in. In force only once a `Load` names it."""

    year = models.IntegerField()
    title = models.CharField(max_length=200)
    number = models.CharField(max_length=80)
    dated = models.DateField()
    url = models.CharField(max_length=500)
    amended_by = models.JSONField(default=list)  # [{title, number, dated, url}, …]
    off = models.JSONField()  # {"2027-01-01": "元旦", …}
    work = models.JSONField()  # make-up days, likewise
    file_name = models.CharField(max_length=120, blank=True)  # empty: typed into the form
    text = models.TextField()  # what was handed in; from a form, the file it makes
    digest = models.CharField(max_length=64)  # SHA-256 of `text` in UTF-8, in hexadecimal
    given_by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")  # null: command line
    given_at = models.DateTimeField()


class Load(models.Model):
    """A notice put in force. `version` counts the loads of this jurisdiction from 1: what processes compare."""

    version = models.IntegerField(primary_key=True)
    notice = models.OneToOneField(Notice, models.PROTECT, related_name="load")
    by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")  # null: command line
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(name="loads_are_numbered_from_one", condition=Q(version__gte=1))]


class Recount(models.Model):
    """How far the copied days of the open cases have been rewritten after a load."""

    load = models.OneToOneField(Load, models.PROTECT, primary_key=True, related_name="recount")
    last_case = models.BigIntegerField(default=0)  # cases up to this id are done
    looked = models.IntegerField(default=0)  # cases looked at
    moved = models.IntegerField(default=0)  # cases of which a shown day moved
    finished_at = models.DateTimeField(null=True)


class Move(models.Model):
    """A day that a load moved: which case, which of its days, from when to when. Null: provisional."""

    load = models.ForeignKey(Load, models.PROTECT, db_index=False, related_name="moves")
    case_id = models.BigIntegerField()
    number = models.CharField(max_length=50)
    matter_code = models.CharField(max_length=80)
    what = models.CharField(max_length=20)  # statutory, promised, intake, opinion, issue, …
    authority_id = models.BigIntegerField(null=True)  # of an opinion
    before_on = models.DateField(null=True)
    before_least = models.DateField(null=True)  # provisional: not before this day
    after_on = models.DateField(null=True)
    after_least = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "load", "case_id", "what", "authority_id", name="a_day_moves_once_in_a_load", nulls_distinct=False
            )
        ]
        indexes = [models.Index(fields=["case_id"], name="moves_of_a_case")]
