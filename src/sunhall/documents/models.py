"""Tables of documents: what a file is (blob), what it was handed in as (document), and what we issued (notice), with
each print and service of it.

Owned by `documents.acts` and `documents.queries`; nobody else names these tables. Content lives in PostgreSQL, so that
one backup holds everything and a file is committed with the act that speaks of it. Triggers of the first migrations
make blobs, notices, prints and services append-only; a blob may be deleted only by an erasure that says so
(`SET LOCAL sunhall.erasure = 'on'`), because personal data must be erasable while acts are not.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q


class BlobManager(models.Manager["Blob"]):
    def get_queryset(self) -> models.QuerySet["Blob"]:
        # A list of documents must never drag megabytes of content along: read it with `queries.content`.
        return super().get_queryset().defer("content")


class Blob(models.Model):
    """Bytes, named by their SHA-256: the same file is stored once, however often it is handed in."""

    sha256 = models.BinaryField(primary_key=True, max_length=32)
    size = models.PositiveIntegerField()  # bytes
    media_type = models.CharField(max_length=100)  # detected from the content, never from the name
    pages = models.PositiveIntegerField(null=True)
    width = models.PositiveIntegerField(null=True)  # pixels, images only
    height = models.PositiveIntegerField(null=True)
    content = models.BinaryField()  # STORAGE EXTERNAL: not compressed again, so that slices are read without the rest
    stored_at = models.DateTimeField()

    objects: ClassVar[BlobManager] = BlobManager()

    class Meta:
        base_manager_name = "objects"
        constraints = [
            models.CheckConstraint(name="a_blob_is_not_empty", condition=Q(size__gt=0)),
        ]


class Document(models.Model):
    """A file as somebody handed it in: its name, who, when, what for. `token` stands in addresses, never `id`."""

    class Scan(models.TextChoices):
        INSPECTED = "inspected"  # passed our own inspection of content
        CLEAN = "clean"  # an outside virus scanner found nothing
        INFECTED = "infected"

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="documents")
    name = models.CharField(max_length=150)
    extension_matches = models.BooleanField()  # false: the name promised another type than the content has
    uploaded_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, related_name="+"
    )  # null: made by the house
    uploaded_at = models.DateTimeField()
    purpose = models.CharField(max_length=24)
    scan = models.CharField(max_length=12, choices=Scan, default=Scan.INSPECTED)

    class Meta:
        indexes = [models.Index(fields=["uploaded_by", "-id"], name="documents_of_an_account")]


class NoticeSeries(models.Model):
    """The counter of one series of notices: authority, kind, year. Locked while a number is taken, so no gaps."""

    authority_code = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint("authority_code", "kind", "year", name="one_counter_per_series_of_notices")
        ]


class Notice(models.Model):
    """A notice as issued: its number, what it says (data) and the PDF, fixed for good."""

    authority_code = models.CharField(max_length=32)
    kind = models.CharField(max_length=32)
    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    number = models.CharField(max_length=100)  # 示市监受字〔2026〕第12号
    case_id = models.BigIntegerField(db_index=True)
    act_id = models.BigIntegerField()
    data = models.JSONField()
    digest = models.CharField(max_length=64)  # SHA-256 (hex) over kind, number and data in canonical JSON
    check_code = models.CharField(max_length=16, unique=True)
    pdf = models.ForeignKey(Blob, models.PROTECT, related_name="notices")
    issued_on = models.DateField()
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "authority_code", "kind", "year", "serial", name="a_number_of_a_notice_is_given_once"
            ),
            models.UniqueConstraint("act_id", "kind", name="one_notice_of_a_kind_per_act"),
        ]
        indexes = [
            models.Index(fields=["-id"], condition=Q(kind="hearing_announcement"), name="hearings_announced"),
        ]


class NoticePrint(models.Model):
    """Somebody printed or downloaded a notice. The first row is the original, the later ones are reprints."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="prints")
    by = models.ForeignKey("people.User", models.PROTECT, null=True, related_name="+")  # null: the public check page
    at = models.DateTimeField()


class Service(models.Model):
    """How a notice reached its addressee, and what proves it (Licensing Law arts. 38, 44; Civil Procedure Law 87-95).

    A notice may be served more than once; each attempt that succeeded is a row of its own, corrected by a further one.
    """

    class Method(models.TextChoices):
        DIRECT = "direct"  # handed over, signed for
        LEFT = "left"  # acceptance refused, left in the presence of witnesses
        MAIL = "mail"
        ENTRUSTED = "entrusted"  # by another authority
        TRANSFERRED = "transferred"  # through the unit of a soldier, the institution of somebody detained
        ELECTRONIC = "electronic"  # opened online by the applicant
        PUBLIC = "public"  # public announcement

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="services")
    method = models.CharField(max_length=16, choices=Method)
    reference = models.CharField(max_length=200, blank=True)  # tracking number, sign-off, witnesses, gazette
    on = models.DateField()  # the legal day on which it counts as served
    by = models.ForeignKey("people.User", models.PROTECT, related_name="+")  # who recorded it, or opened it online
    at = models.DateTimeField()  # when it was recorded

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "notice", name="a_notice_is_first_opened_online_once", condition=Q(method="electronic")
            ),
        ]
        indexes = [models.Index(fields=["notice", "id"], name="services_of_a_notice")]
