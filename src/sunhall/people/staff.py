"""Writes the administrator makes: centres, authorities, departments, windows, officers, their accounts and powers.

Every one leaves a `change` row. Called by the pages of the administrator; set-up and imports use `people.acts`.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q

from sunhall.kernel.ids import uscc
from sunhall.kernel.ids.fault import Fault
from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import acts, authorities, powers, rules
from sunhall.people.models import NEVER_AT_A_WINDOW, Authority, Centre, Department, Grant, Officer, Power, User, Window

KINDS: Final[Mapping[str, type[models.Model]]] = {
    "centre": Centre,
    "authority": Authority,
    "department": Department,
    "window": Window,
    "officer": Officer,
}


def fingerprint(row: models.Model) -> str:
    """What a form was filled from: another value later means that somebody changed the row meanwhile."""
    return sha256(repr(sorted(acts.plain(row).items())).encode()).hexdigest()[:16]


def add(kind: str, fields: Mapping[str, Any], *, by: int, at: datetime) -> int:
    """Add a centre, authority, department or window. Its id. Refused `already_there`, `usci_wrong`."""
    fitting = _fitting(fields)
    return int(acts.add(KINDS[kind](**fitting), by=by, at=at).pk)


def change(kind: str, pk: int, fields: Mapping[str, Any], *, seen: str, by: int, at: datetime) -> None:
    """Change such a row or an officer, if it is still as `seen` (a fingerprint).

    Refused `changed_meanwhile`, `already_there`, `usci_wrong`, `superior_of_itself`; for an officer also
    `window_elsewhere`, `department_elsewhere`, `clerk_without_centre`, `window_never_decides`, `last_administrator`,
    `not_oneself`.
    """
    model = KINDS[kind]
    with transaction.atomic():
        row = model._default_manager.select_for_update().filter(pk=pk).first()
        if row is None:
            raise NotFound
        if fingerprint(row) != seen:
            raise Refused("changed_meanwhile")
        if isinstance(row, Authority) and pk in authorities.chain(fields.get("superior_id")):
            raise Refused("superior_of_itself")
        if isinstance(row, Officer):
            _check_officer(fields)
            _check_role(row, str(fields["role"]), by=by, at=at)
        acts.change(model, pk, _fitting(fields), by=by, at=at)


def _fitting(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields with the credit code tidied and its check characters right (GB 32100)."""
    fitting = dict(fields)
    if fitting.get("usci"):
        found = uscc.read(str(fitting["usci"]))
        if isinstance(found, Fault):
            raise Refused("usci_wrong", number=fitting["usci"])
        fitting["usci"] = found.number
    return fitting


def _check_officer(fields: Mapping[str, Any]) -> None:
    """The window is one of the centre, the department one of the authority, and a clerk sits in a centre."""
    window_id, department_id = fields.get("window_id"), fields.get("department_id")
    if window_id and not Window.objects.filter(pk=window_id, centre=fields.get("centre_id")).exists():
        raise Refused("window_elsewhere")
    if department_id and not Department.objects.filter(pk=department_id, authority=fields["authority_id"]).exists():
        raise Refused("department_elsewhere")
    if fields["role"] == "clerk" and not fields.get("centre_id"):
        raise Refused("clerk_without_centre")


def _check_role(row: Officer, role: str, *, by: int, at: datetime) -> None:
    if role == row.role:
        return
    if row.user_id == by:
        raise Refused("not_oneself")
    if row.role == "administrator":
        _require_another_administrator(row.pk, at)
    held = Grant.objects.filter(Q(valid__contains=at) | Q(valid__startswith__gt=at), holder=row)
    if role == "clerk" and held.filter(power__in=NEVER_AT_A_WINDOW).exists():
        raise Refused("window_never_decides", article="ALL/24")


def open_account(
    *, login: str, email: str, language: str, fields: Mapping[str, Any], by: int, at: datetime
) -> tuple[int, str]:
    """Add an officer with an account. The officer's id and the one-time password, which is told here and never again.

    Refused `login_taken`, `already_there` (the badge in this authority), and what `change` refuses of an officer.
    """
    _check_officer(fields)
    with transaction.atomic(durable=True):
        if User.objects.filter(login=login.strip().lower()).exists():
            raise Refused("login_taken", login=login)
        try:
            with transaction.atomic():
                user = User.objects.create_user(login, None, email=email, language=language)
                password = give_one_time_password(user, at)
        except IntegrityError as error:  # taken in this very moment
            raise Refused("login_taken", login=login) from error
        row = acts.add(Officer(user=user, **fields), by=by, at=at)
        return int(row.pk), password


def give_one_time_password(user: User, at: datetime) -> str:
    """Set a new one-time password and tell it. Inside the caller's transaction, which leaves the change row."""
    password = rules.password_from(secrets.choice)
    user.set_one_time_password(password, until=at + timedelta(hours=settings.ONE_TIME_PASSWORD_HOURS))
    user.save(update_fields=["password", "must_change_password", "one_time_until"])
    return password


def _locked(officer_id: int) -> Officer:
    row = Officer.objects.select_for_update(of=("self",)).select_related("user").filter(pk=officer_id).first()
    if row is None:
        raise NotFound
    return row


def reset_password(*, officer_id: int, by: int | None, at: datetime) -> str:
    """Give an officer a new one-time password. The old one and every open session end with it. Told only here.

    `by` is None for the command line of the house. Refused `officer_inactive`.
    """
    with transaction.atomic(durable=True):
        row = _locked(officer_id)
        if not row.is_active:
            raise Refused("officer_inactive")
        password = give_one_time_password(row.user, at)
        _note_account(row, {"password": "reset"}, by=by, at=at)
    return password


def reset_second_factor(*, officer_id: int, by: int, at: datetime) -> None:
    """Forget an officer's second factors (a lost telephone), so that she sets one up anew. Refused `no_second_factor`.

    The password is not touched: whoever holds only the telephone gets no further.
    """
    with transaction.atomic(durable=True):
        row = _locked(officer_id)
        found = Authenticator.objects.filter(user_id=row.user_id)
        kinds = sorted(set(found.values_list("type", flat=True)))
        if not kinds:
            raise Refused("no_second_factor")
        found.delete()
        _note_account(row, {"second_factor": "reset", "kinds": kinds}, by=by, at=at)


def _note_account(row: Officer, after: dict[str, Any], *, by: int | None, at: datetime) -> None:
    acts.note_change(what="account", ref=str(row.pk), action="change", after=after, by=by, at=at)


def deactivate(*, officer_id: int, by: int, at: datetime) -> int:
    """An officer leaves: her account closes, her sessions end, her powers end now with those of her substitutes.

    Acts she did keep their powers. How many powers ended. Refused `officer_inactive`, `not_oneself`,
    `last_administrator`.
    """
    with transaction.atomic(durable=True):
        row = _locked(officer_id)
        if not row.is_active:
            raise Refused("officer_inactive")
        if row.user_id == by:
            raise Refused("not_oneself")
        _require_another_administrator(officer_id, at)
        ended = 0
        for grant in Grant.objects.filter(holder_id=officer_id).order_by("pk"):
            if powers.is_over(grant, at):
                continue
            ended += powers.end_grant(grant_id=grant.pk, by=by, at=at)
        acts.change(Officer, officer_id, {"is_active": False}, by=by, at=at)
        row.user.is_active = False
        row.user.set_unusable_password()  # the sessions of the old password never come back
        row.user.save(update_fields=["is_active", "password"])
    return ended


def reactivate(*, officer_id: int, by: int, at: datetime) -> str:
    """An officer comes back: the account opens with a one-time password, and without any power."""
    with transaction.atomic(durable=True):
        row = _locked(officer_id)
        if row.is_active:
            raise Refused("already_done")
        row.user.is_active = True
        row.user.save(update_fields=["is_active"])
        password = give_one_time_password(row.user, at)
        acts.change(Officer, officer_id, {"is_active": True}, by=by, at=at)
    return password


def grant_power(
    *,
    holder_id: int,
    authority_id: int,
    power: str,
    matter_code: str,
    source: str,
    instrument: str,
    starts_at: datetime,
    ends_at: datetime | None,
    by: int,
    at: datetime,
    published: str = "",
) -> int:
    """Give an officer a dated power by its instrument. Its id. Refused `not_oneself` and as `powers.grant_power`."""
    with transaction.atomic():
        _not_oneself(holder_id, by)
        row = powers.grant_power(
            holder_id=holder_id,
            authority_id=authority_id,
            power=power,
            matter_code=matter_code,
            source=source,
            instrument=instrument,
            published=published,
            starts_at=starts_at,
            ends_at=ends_at,
            by=by,
            at=at,
        )
        return int(row.pk)


def appoint_substitute(
    *, grant_id: int, holder_id: int, starts_at: datetime, ends_at: datetime | None, by: int, at: datetime
) -> int:
    """Let a colleague (the B of an A/B pair) hold the same power for a time within it. The id of her power.

    Refused `substitute_of_another_authority`, `not_oneself`, `power_already_ended` and as `powers.grant_power`.
    """
    with transaction.atomic():
        principal = Grant.objects.select_for_update(of=("self",)).select_related("holder").filter(pk=grant_id).first()
        if principal is None:
            raise NotFound
        if powers.is_over(principal, at):
            raise Refused("power_already_ended")
        _not_oneself(holder_id, by)
        holder = Officer.objects.filter(pk=holder_id).first()
        if holder is None or holder.authority_id != principal.holder.authority_id:
            raise Refused("substitute_of_another_authority")
        row = powers.grant_power(
            holder_id=holder_id,
            authority_id=principal.authority_id,
            power=principal.power,
            matter_code=principal.matter_code,
            source=principal.source,
            instrument=principal.instrument,
            published=principal.published,
            starts_at=starts_at,
            ends_at=min((d for d in (ends_at, principal.valid.upper) if d), default=None),
            substitute_for_id=principal.pk,
            by=by,
            at=at,
        )
        return int(row.pk)


def end_power(*, grant_id: int, by: int, at: datetime) -> int:
    """End a power now, with those of its substitutes; one that has not begun is withdrawn. How many ended.

    Refused `power_already_ended`, `last_administrator`.
    """
    with transaction.atomic():
        row = Grant.objects.filter(pk=grant_id).first()
        if row is None:
            raise NotFound
        if row.power == Power.ADMINISTER:
            _require_another_administrator(row.holder_id, at)
        return powers.end_grant(grant_id=grant_id, by=by, at=at)


def _not_oneself(officer_id: int, by: int) -> None:
    """An administrator gives herself no power: two people stand behind each."""
    if Officer.objects.filter(pk=officer_id, user_id=by).exists():
        raise Refused("not_oneself")


def _require_another_administrator(officer_id: int, at: datetime) -> None:
    """Somebody must be left who can administer; the rows are locked so that two cannot remove each other."""
    mine = Grant.objects.filter(holder_id=officer_id, power=Power.ADMINISTER, valid__contains=at)
    if not mine.exists():
        return
    others = Grant.objects.select_for_update(of=("self",)).filter(
        power=Power.ADMINISTER, valid__contains=at, holder__is_active=True, holder__role="administrator"
    )
    if not any(row.holder_id != officer_id for row in others.order_by("pk")):
        raise Refused("last_administrator")
