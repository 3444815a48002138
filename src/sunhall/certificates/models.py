"""Tables of certificates: the result documents people keep.

Written by `certificates.acts`, read by `certificates.queries`; nobody else names these tables.
"""

from django.db import models
from django.db.models import F, Q


class CertificateSeries(models.Model):
    """The counter of one series of certificate numbers; the row is locked while a number is taken, so no gaps."""

    series = models.CharField(max_length=120, unique=True)  # the pattern with everything but the sequence filled in
    last = models.PositiveBigIntegerField(default=0)


class LicenceType(models.Model):
    """The type part of electronic licence identifiers: 21 characters, the rule-making body's identifier and 3 more.

    Until the national code of a type is entered here, the issuing authority counts its own types.
    """

    matter_code = models.CharField(max_length=80)
    result_id = models.CharField(max_length=40)
    issuer = models.CharField(max_length=18)
    code = models.CharField(max_length=21)

    class Meta:
        constraints = [
            models.UniqueConstraint("matter_code", "result_id", "issuer", name="one_licence_type_per_result_and_issuer")
        ]


class Certificate(models.Model):
    """A licence, permit or other result document (Licensing Law art. 39), as issued."""

    class Status(models.TextChoices):
        VALID = "valid"
        CHANGED = "changed"  # art. 49: replaced by a later version
        WITHDRAWN = "withdrawn"  # 撤回, art. 8
        REVOKED = "revoked"  # 撤销, art. 69
        FORFEITED = "forfeited"  # 吊销, a penalty
        CANCELLED = "cancelled"  # 注销, art. 70

    number = models.CharField(max_length=80, unique=True)
    series = models.CharField(max_length=120)
    serial = models.PositiveBigIntegerField()
    case_id = models.BigIntegerField(db_index=True)
    version_id = models.BigIntegerField()  # the version of the matter that was applied
    act_id = models.BigIntegerField(null=True)  # the act of issue, written later in the same transaction
    result_id = models.CharField(max_length=40)  # which result of the version
    row = models.PositiveIntegerField(default=0)  # of the table, where each row gets a certificate of its own
    matter_code = models.CharField(max_length=80)
    matter_name = models.JSONField()  # TextByLanguage
    authority_code = models.CharField(max_length=32)
    authority_name = models.JSONField()  # TextByLanguage, as printed
    holder = models.ForeignKey("people.Party", models.PROTECT, related_name="certificates")
    result_name = models.JSONField()  # TextByLanguage: 食品经营许可证
    content = models.JSONField(default=dict)  # what it permits, and everything else printed on it
    licence_id = models.CharField(max_length=100, blank=True)  # electronic licence identifier, GB/T 36904
    licence_version = models.PositiveSmallIntegerField(default=1)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, related_name="replaced_by"
    )  # the one that was changed or renewed (arts. 49, 50)
    issued_on = models.DateField()
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)  # last day; null: no end
    status = models.CharField(max_length=12, choices=Status, default=Status.VALID)  # a copy; expiry is a comparison
    check_code = models.CharField(max_length=16, unique=True)
    pdf = models.ForeignKey("documents.Blob", models.PROTECT, related_name="certificates")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("series", "serial", name="a_number_of_a_certificate_is_given_once"),
            models.UniqueConstraint("case_id", "result_id", "row", name="one_certificate_per_result_of_a_case"),
            models.UniqueConstraint("licence_id", name="one_certificate_per_licence_id", condition=~Q(licence_id="")),
            models.CheckConstraint(
                name="a_certificate_does_not_end_before_it_begins",
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
            ),
        ]
        indexes = [
            models.Index(fields=["holder", "-id"], name="certificates_of_a_party"),
            models.Index(
                fields=["authority_code", "valid_to", "id"],
                condition=Q(status="valid", valid_to__isnull=False),
                name="certificates_running_out",
            ),
        ]
