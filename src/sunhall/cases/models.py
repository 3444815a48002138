"""Tables of cases: the append-only acts, the case as their checked copy, whose desk it is on, and what was applied for.

`Act` and `Case` are written by `cases.acts.record` only. A database trigger refuses any change of an act. Foreign
keys of the big tables carry no index of their own where no list reads by them: each would cost every act.
"""

from django.db import models
from django.db.models import Q


class Application(models.Model):
    """What an applicant fills in: a draft until it is submitted, then frozen. A supplement is a further application."""

    id = models.UUIDField(primary_key=True)
    matter_code = models.CharField(max_length=80)
    version = models.ForeignKey("catalogue.MatterVersion", models.PROTECT, related_name="+")
    party = models.ForeignKey("people.Party", models.PROTECT, related_name="+")  # the applicant
    typed_by = models.ForeignKey("people.User", models.PROTECT, related_name="+")  # who filled it in
    mandate = models.ForeignKey("people.Mandate", models.PROTECT, null=True, related_name="+")
    centre = models.ForeignKey("people.Centre", models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=12, default="online")  # online | window | post
    answers = models.JSONField(default=dict)  # to the narrowing questions
    data = models.JSONField(default=dict)  # field id → value
    sources = models.JSONField(default=dict)  # field id → where a prefilled value came from
    revision = models.IntegerField(default=0)  # counts saves: two devices cannot silently overwrite each other
    supplements = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey("Case", models.PROTECT, null=True, related_name="applications")
    salt = models.UUIDField()  # of the digest that the act keeps: erasing data and salt leaves a valid log
    created_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(supplements__isnull=True, case__isnull=False),
                name="one_first_application_per_case",
            ),
            models.UniqueConstraint(
                fields=["case"],
                condition=Q(supplements__isnull=False, submitted_at__isnull=True, discarded_at__isnull=True),
                name="one_open_supplement_per_case",
            ),
        ]
        indexes = [
            models.Index(
                fields=["party", "-saved_at"],
                condition=Q(submitted_at__isnull=True, discarded_at__isnull=True),
                name="drafts_of_a_party",
            )
        ]


class Paper(models.Model):
    """A material handed in with an application: an uploaded document, or paper seen at the window."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="papers")
    material = models.CharField(max_length=80)  # id in the matter version
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    form = models.CharField(max_length=12, default="electronic")  # electronic | original | copy
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["application", "material"], condition=Q(removed_at__isnull=True), name="papers_there")
        ]


class Check(models.Model):
    """A clerk's finding on one material of one application: working notes until a verdict act names them."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    material = models.CharField(max_length=80)
    verdict = models.CharField(max_length=8)  # ok | missing | wrong
    reason = models.CharField(max_length=40, blank=True)  # code from the list of reasons
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("application", "material", name="one_finding_per_material"),
            models.CheckConstraint(
                name="a_finding_is_ok_missing_or_wrong", condition=Q(verdict__in=["ok", "missing", "wrong"])
            ),
        ]


class Statement(models.Model):
    """Prose of the file (reasons, an opinion, what a procedure is for): append-only, named by acts through its id."""

    case = models.ForeignKey("Case", models.PROTECT, related_name="statements")
    body = models.TextField()
    digest = models.BinaryField()
    created_at = models.DateTimeField()


class Case(models.Model):
    """The copy of a file's standing: what lists and searches need, all from the fold of its acts."""

    number = models.CharField(max_length=50, unique=True)
    query_code = models.CharField(max_length=12)
    matter_code = models.CharField(max_length=80)
    version = models.ForeignKey("catalogue.MatterVersion", models.PROTECT, db_index=False, related_name="+")
    authority = models.ForeignKey("people.Authority", models.PROTECT, db_index=False, related_name="+")
    centre = models.ForeignKey("people.Centre", models.PROTECT, null=True, db_index=False, related_name="+")
    party = models.ForeignKey("people.Party", models.PROTECT, db_index=False, related_name="+")
    created_at = models.DateTimeField()
    # From here on: copied from the acts, by one function.
    seq = models.IntegerField()
    phase = models.CharField(max_length=16)
    outcome = models.CharField(max_length=16, blank=True)
    received_on = models.DateField()
    accepted_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    statutory_end = models.IntegerField(null=True)  # ordinal of the working day
    promised_end = models.IntegerField(null=True)
    statutory_due_on = models.DateField(null=True)  # null: stopped, or its year's notice is not out
    promised_due_on = models.DateField(null=True)
    lanes = models.JSONField(default=list)  # [[authority id, "asked" | "agrees" | "objects"], …]

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_case_begins_with_an_act", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="a_date_needs_a_running_clock",
                condition=Q(statutory_due_on__isnull=True) | Q(statutory_end__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["party", "-id"], name="cases_of_a_party"),
            models.Index(fields=["authority", "-id"], name="cases_of_an_authority"),
            models.Index(fields=["version"], name="running_cases_of_a_version", condition=Q(ended_on__isnull=True)),
        ]


class Act(models.Model):
    """One legal act. `on` is the legal day it counts for, `at` when it was recorded."""

    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="acts")
    seq = models.IntegerField()
    kind = models.CharField(max_length=32)
    at = models.DateTimeField()
    on = models.DateField()
    officer = models.ForeignKey(
        "people.Officer", models.PROTECT, null=True, db_index=False, related_name="+"
    )  # whose act it is
    party = models.ForeignKey("people.Party", models.PROTECT, null=True, db_index=False, related_name="+")  # or whose
    typed_by = models.ForeignKey(
        "people.User", models.PROTECT, null=True, db_index=False, related_name="+"
    )  # who typed it
    authority = models.ForeignKey(
        "people.Authority", models.PROTECT, null=True, db_index=False, related_name="+"
    )  # in whose name
    grant = models.ForeignKey(
        "people.Grant", models.PROTECT, null=True, db_index=False, related_name="+"
    )  # the power used
    basis = models.CharField(max_length=40)
    payload = models.JSONField()
    key = models.UUIDField(null=True)  # idempotency: the second answer is the first one
    digest = models.BinaryField()  # SHA-256 of the act's canonical content, for the public log

    class Meta:
        constraints = [
            models.UniqueConstraint("case", "seq", name="acts_are_numbered_without_doubles"),
            models.UniqueConstraint(
                fields=["case", "key"], condition=Q(key__isnull=False), name="a_repeated_request_makes_one_act"
            ),
            models.CheckConstraint(name="acts_are_numbered_from_one", condition=Q(seq__gte=1)),
            models.CheckConstraint(
                name="an_officers_act_keeps_its_power", condition=Q(officer__isnull=True) | Q(grant__isnull=False)
            ),
        ]
        indexes = [
            models.Index(
                fields=["-id"], condition=Q(kind__in=["deem_accepted", "deem_renewed"]), name="acts_of_silence"
            ),
        ]


class Turn(models.Model):
    """A desk that a running case lies on: the copy that work lists read. `end` sorts by the lawful due day."""

    case = models.ForeignKey(Case, models.CASCADE, db_index=False, related_name="turns")
    authority = models.ForeignKey("people.Authority", models.PROTECT, db_index=False, related_name="+")
    role = models.CharField(max_length=10)  # see `copies.Desk`
    centre = models.ForeignKey("people.Centre", models.PROTECT, null=True, db_index=False, related_name="+")
    matter_code = models.CharField(max_length=80)
    end = models.IntegerField()  # ordinal; `copies.NEVER` for a stopped clock

    class Meta:
        constraints = [models.UniqueConstraint("case", "authority", "role", name="a_case_lies_once_on_a_desk")]
        indexes = [
            models.Index(
                fields=["authority", "role", "end", "id"], include=["matter_code", "case"], name="desk_in_order"
            )
        ]


class Ban(models.Model):
    """A time in which a party may not apply for a matter again: false papers or fraud (Licensing Law arts. 78, 79).

    Written in the transaction of the act that imposes it.
    """

    party = models.ForeignKey("people.Party", models.PROTECT, related_name="+")
    matter_code = models.CharField(max_length=80)
    act = models.OneToOneField(Act, models.PROTECT, related_name="+")
    basis = models.CharField(max_length=40)
    since = models.DateField()
    until = models.DateField()  # last day

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_ban_ends_after_it_begins", condition=Q(until__gte=models.F("since")))
        ]
        indexes = [models.Index(fields=["party", "matter_code", "until"], name="bans_of_a_party")]
