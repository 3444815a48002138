"""Tables of the catalogue: matters, their versions, the city's parameters, the exceptions register, synonyms.

Other capabilities read them through `catalogue.queries`, and may point at a version. A published version is never
changed or deleted (trigger): a running case keeps the one it was filed under.
"""

import uuid

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from sunhall.people.models import Authority, User


class State(models.TextChoices):
    """How far a matter is: named only, being written, published, or no longer offered."""

    LISTED = "listed"
    DRAFTED = "drafted"
    PUBLISHED = "published"
    ENDED = "ended"


class Matter(models.Model):
    """A matter of government service (政务服务事项). What it says stands in its versions."""

    code = models.CharField(max_length=80, unique=True)
    type = models.CharField(max_length=2)  # GB/T 39046 A.1
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="matters")
    name = models.JSONField()  # TextByLanguage
    state = models.CharField(max_length=10, choices=State)
    codes = models.JSONField(default=dict)  # item, organisation and region codes as given by the source it came from
    topics = models.JSONField(default=list)
    life_events = models.JSONField(default=list)
    has_guide = models.BooleanField(default=False)  # a published version is, or will be, in force
    found_by = SearchVectorField(default="")  # our own lexemes, see search.py; weights A name, B aliases, C rest
    sorts_by = models.CharField(max_length=200, default="")  # pinyin of the name
    ended_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_ended_matter_has_its_last_day", condition=Q(state="ended") ^ Q(ended_on__isnull=True)
            ),
            models.CheckConstraint(name="a_listed_matter_has_no_guide", condition=~Q(state="listed", has_guide=True)),
        ]
        indexes = [
            GinIndex(fields=["found_by"], name="matter_found_by", fastupdate=False),
            models.Index(fields=["authority", "sorts_by", "id"], name="matters_of_an_authority"),
            models.Index(fields=["-has_guide", "sorts_by", "id"], name="matters_guide_first"),
            GinIndex(fields=["life_events"], name="matter_life_events"),
        ]


class MatterVersion(models.Model):
    """What a matter says from a day on. Without `published_at` it is the draft, of which a matter has at most one."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    effective_from = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # null: by the command line
    content = models.JSONField()  # the canonical document, see files/build.py
    digest = models.CharField(max_length=64)  # SHA-256 of the canonical document
    source = models.TextField()  # the file as it was imported
    file_name = models.CharField(max_length=120, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint("matter", "number", name="one_version_per_number"),
            models.UniqueConstraint("matter", name="one_draft_per_matter", condition=Q(published_at__isnull=True)),
            models.UniqueConstraint(
                "matter",
                "effective_from",
                name="one_version_per_effective_day",
                condition=Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_published_version_has_its_first_day",
                condition=Q(published_at__isnull=False, effective_from__isnull=False) | Q(published_at__isnull=True),
            ),
        ]


class Parameter(models.Model):
    """What the city sets: a value from a day on, with its source. The list of days is the parameter's history."""

    name = models.CharField(max_length=80)
    valid_from = models.DateField()
    value = models.JSONField()
    unit = models.CharField(max_length=16, blank=True)
    meaning = models.JSONField()
    source = models.JSONField()
    mark = models.CharField(max_length=5)  # sure, check, local

    class Meta:
        constraints = [models.UniqueConstraint("name", "valid_from", name="one_value_per_parameter_and_day")]


class EntryException(models.Model):
    """A matter that the government decided to keep out of the hall, with the decision (进驻例外清单)."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="entry_exceptions")
    reason = models.JSONField()
    decided_by = models.JSONField()  # the government
    decision_no = models.CharField(max_length=80)
    valid_from = models.DateField()
    valid_until = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_exception_ends_after_it_begins", condition=Q(valid_until__gt=F("valid_from"))
            ),
        ]


class Synonym(models.Model):
    """What people say for a word that stands in official names. Used when a matter is indexed."""

    word = models.CharField(max_length=80, unique=True)
    said = models.JSONField()  # list of phrases, Chinese, English or pinyin


class Upload(models.Model):
    """A file a designer handed in and has not imported yet: what she confirms is what was checked. Kept for a day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    by = models.ForeignKey(User, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    name = models.CharField(max_length=120)  # tidied; ends in .yaml, .json or .zip
    body = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="uploads_oldest_first")]
