"""Tables of people: accounts, parties, mandates, centres, authorities, officers and their dated powers.

Other capabilities read these through `people.queries` and change them through `people.acts`.
"""

from datetime import datetime
from typing import Any, ClassVar, Final

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower


class UserManager(BaseUserManager["User"]):
    def create_user(self, login: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(login=login.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, login: str | None) -> "User":
        return self.get(login=(login or "").strip().lower())


class User(AbstractBaseUser):
    """An account: what signs in. What it may do comes from the party or the officer behind it, never from here."""

    login = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="zh-hans")
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)  # it is a one-time password an administrator made
    one_time_until = models.DateTimeField(null=True)  # after this a one-time password opens nothing
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = UserManager()

    def set_password(self, raw_password: str | None) -> None:
        """A password somebody chooses ends the one-time one; whoever makes a one-time one marks it afterwards."""
        super().set_password(raw_password)
        self.must_change_password, self.one_time_until = False, None

    def set_one_time_password(self, raw_password: str, *, until: datetime) -> None:
        """A password that serves once, to choose one's own, and only until then."""
        self.set_password(raw_password)
        self.must_change_password, self.one_time_until = True, until

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_login_is_stored_in_lower_case", condition=Q(login=Lower("login")))
        ]


class Party(models.Model):
    """A person or an organisation that applies. Personal data of the house lives here and in documents only."""

    class Kind(models.TextChoices):
        PERSON = "person"
        ORGANISATION = "organisation"

    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=200)
    id_type = models.CharField(max_length=24)  # resident_id, passport, …, or usci
    id_number = models.CharField(max_length=40)  # normalised, check digits verified on entry
    phone = models.CharField(max_length=32, blank=True)
    email = models.EmailField(blank=True)
    address = models.CharField(max_length=300, blank=True)
    details = models.JSONField(default=dict)  # legal representative etc., by field id of the shared form blocks
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="party")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("id_type", "id_number", name="one_party_per_identity"),
            models.CheckConstraint(
                name="only_a_person_has_an_account", condition=Q(user__isnull=True) | Q(kind="person")
            ),
        ]


class Mandate(models.Model):
    """A person may act for another party (授权委托): for what, from when until when."""

    principal = models.ForeignKey(Party, models.PROTECT, related_name="mandates_given")
    agent = models.ForeignKey(Party, models.PROTECT, related_name="mandates_held")
    scope = models.JSONField(default=list)  # of: submit, correct, receive, withdraw
    valid = DateTimeRangeField()
    kind = models.CharField(max_length=20, default="agent")  # agent | legal_representative
    created_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="nobody_is_their_own_agent", condition=~Q(principal=F("agent"))),
        ]


class Centre(models.Model):
    """A government service centre or hall, with its address and hours."""

    code = models.CharField(max_length=32, unique=True)
    name = models.JSONField()  # TextByLanguage
    address = models.JSONField(default=dict)
    hours = models.JSONField(default=dict)
    phone = models.CharField(max_length=40, blank=True)
    complaint_phone = models.CharField(max_length=40, default="12345")


class Authority(models.Model):
    """A government body with power over matters (department, authorised organisation), or the centre's office."""

    code = models.CharField(max_length=32, unique=True)  # slug or organisation code, stable
    usci = models.CharField(max_length=18, blank=True)
    name = models.JSONField()  # TextByLanguage
    short_name = models.JSONField(default=dict)
    nature = models.CharField(
        max_length=1, default="1"
    )  # GB/T 39046 A: 1 statutory, 2 authorised, 3 entrusted, 9 other
    government = models.JSONField(default=dict)  # same-level government: reconsideration body, named in remedies
    court = models.JSONField(default=dict)  # court of first instance, named in remedies
    phone = models.CharField(max_length=40, blank=True)
    region = models.CharField(max_length=12, blank=True)
    superior = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+"
    )  # the authority above it in its line of work, which may revoke what it granted (Licensing Law art. 69)
    is_demo = models.BooleanField(default=False)


class Department(models.Model):
    """A unit inside an authority (内设机构)."""

    authority = models.ForeignKey(Authority, models.PROTECT, related_name="departments")
    code = models.CharField(max_length=32)
    name = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint("authority", "code", name="one_department_per_code")]


class Window(models.Model):
    """A counter of a centre."""

    centre = models.ForeignKey(Centre, models.PROTECT, related_name="windows")
    code = models.CharField(max_length=12)
    name = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint("centre", "code", name="one_window_per_code")]


class Officer(models.Model):
    """A member of staff: of an authority, seconded to a centre or not. `user` is how they sign in."""

    user = models.OneToOneField(User, models.PROTECT, related_name="officer")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="officers")
    department = models.ForeignKey(Department, models.PROTECT, null=True)
    centre = models.ForeignKey(Centre, models.PROTECT, null=True)
    window = models.ForeignKey(Window, models.PROTECT, null=True)
    name = models.CharField(max_length=80)
    name_en = models.CharField(max_length=80, blank=True)
    badge = models.CharField(max_length=40)  # law-enforcement or staff certificate number
    post = models.JSONField(default=dict)
    role = models.CharField(
        max_length=16
    )  # which desk they land on: clerk, officer, designer, administrator, supervisor
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint("authority", "badge", name="one_officer_per_badge")]


class Power(models.TextChoices):
    """What a grant lets its holder do. The lifecycle table names the power each act needs."""

    RECEIVE = "receive"  # take papers in, open a case at the counter
    ACCEPT = "accept"  # accept, ask for correction, refuse acceptance (own, or by written delegation)
    REVIEW = "review"  # review the file, ask opinions, run special procedures
    OPINE = "opine"  # answer in the name of one's authority when asked
    DECIDE = "decide"  # grant or refuse
    EXTEND = "extend"  # head of the authority (Licensing Law art. 42(1))
    EXTEND_JOINT = "extend_joint"  # head of the same-level government (art. 42(2))
    ISSUE = "issue"  # make and deliver the certificate
    HEAR = "hear"  # chair a hearing (art. 48)
    RECTIFY = "rectify"  # mend a mistake by an act
    REVOKE = "revoke"  # withdraw, revoke, forfeit or cancel a licence (arts. 8, 69, 70)
    DESIGN = "design"  # model and publish matters
    ADMINISTER = "administer"  # people, powers, windows
    SUPERVISE = "supervise"


# A window receives and accepts for the authority; what decides is the authority's own (Licensing Law arts. 24, 26).
NEVER_AT_A_WINDOW: Final = frozenset(
    {Power.OPINE, Power.DECIDE, Power.EXTEND, Power.EXTEND_JOINT, Power.HEAR, Power.RECTIFY, Power.REVOKE}
)


class Grant(models.Model):
    """A dated power: own, authorised, entrusted, concentrated (Licensing Law arts. 22-25). Acts keep it."""

    holder = models.ForeignKey(Officer, models.PROTECT, related_name="grants")
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")  # in whose name
    power = models.CharField(max_length=16, choices=Power)
    matter_code = models.CharField(max_length=64, blank=True)  # empty: all matters of the authority
    source = models.CharField(max_length=12, default="own")  # own, authorised, entrusted, concentrated, delegated
    instrument = models.CharField(max_length=200, blank=True)  # the written mandate: title and number
    published = models.CharField(max_length=200, blank=True)  # where an entrustment was published (art. 24(1))
    valid = DateTimeRangeField()
    substitute_for = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="substitutes"
    )  # the A of the A/B pair
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="one_grant_of_a_power_at_a_time",
                expressions=[
                    ("holder", RangeOperators.EQUAL),
                    ("authority", RangeOperators.EQUAL),
                    ("power", RangeOperators.EQUAL),
                    ("matter_code", RangeOperators.EQUAL),
                    ("valid", RangeOperators.OVERLAPS),
                ],
            )
        ]


class Change(models.Model):
    """An administrator's change, told as before and after. Append-only (trigger)."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")  # null: set-up by the command line
    what = models.CharField(max_length=40)  # grant, officer, window, …
    ref = models.CharField(max_length=64)
    action = models.CharField(max_length=16)  # add, change, end
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-at", "-id"], name="change_newest_first")]


class Reading(models.Model):
    """Somebody looked at personal data in full (PIPL art. 51). Append-only (trigger)."""

    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    case_id = models.BigIntegerField(null=True)
    field_class = models.CharField(max_length=24)
    purpose = models.CharField(max_length=80)


class Message(models.Model):
    """A message to an account, shown in the inbox and sent by e-mail where there is an address; or to a party nobody
    has an account for, by e-mail alone.
    """

    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="messages")
    party = models.ForeignKey(Party, models.PROTECT, null=True, related_name="+")
    code = models.CharField(max_length=40)  # which text
    facts = models.JSONField(default=dict)  # what the text needs: ids, dates, case number
    case_id = models.BigIntegerField(null=True)
    act_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    emailed_at = models.DateTimeField(null=True)
    email_error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "act_id", "code", name="one_message_per_act_and_text"),
            models.UniqueConstraint("party", "act_id", "code", name="one_letter_per_act_and_text"),
            models.CheckConstraint(
                name="a_message_is_to_an_account_or_to_a_party", condition=Q(user=None) ^ Q(party=None)
            ),
        ]
        indexes = [models.Index(fields=["user", "-id"], name="inbox_newest_first")]


class JobFault(models.Model):
    """Why a job failed last. It goes with its row of the job table: a job that was done is forgotten."""

    job_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    error = models.CharField(max_length=300)


class Attempt(models.Model):
    """Wrong guesses of a code from one address, until when they count. Only `people.attempts` reads and writes it."""

    key = models.CharField(max_length=64, primary_key=True)  # keyed digest of what was guessed at and from where
    until = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["until"], name="attempts_by_end")]


class Interest(models.Model):
    """An officer's declared interest in a party (kin, a share, a debt): no act in that party's files while it lasts."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="interests")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer", "party"], condition=Q(ended_at__isnull=True), name="an_interest_is_declared_once"
            )
        ]
