"""The first administrator of a house, her office and her hall: what no page can make before she is there.

Called by `sunhall administrator` only. Every row leaves a `change` row without an author: set-up by the command line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction

from sunhall.kernel.refused import Refused
from sunhall.people import acts, rules, staff
from sunhall.people.models import Authority, Centre, Grant, Officer, Power, User

CODE: Final = re.compile(r"[A-Za-z0-9_-]{1,32}")
Words = Mapping[str, str]  # TextByLanguage: {"zh-hans": …, "en": …}


@dataclass(frozen=True, slots=True)
class Place:
    """An authority or a centre by its code. The words serve to make it; one that is there keeps its own."""

    code: str
    name: Words
    government: Words  # of an authority: the government of its level, named in remedies; else empty


@dataclass(frozen=True, slots=True)
class Appointed:
    """What was done. `made` names what is new: authority, centre, officer, power, password. Empty: nothing to do.

    `password` is the one-time password, told here and never again, and `until` when it stops serving; both empty when
    the account keeps the one it has.
    """

    login: str
    made: tuple[str, ...]
    password: str
    until: datetime | None


def codes(kind: str) -> list[str]:
    """The codes of the authorities or centres there are."""
    return list(staff.KINDS[kind]._default_manager.order_by("code").values_list("code", flat=True))


def is_officer(login: str) -> bool:
    """Whether a member of staff signs in by this login: then nothing has to be asked about her."""
    return Officer.objects.filter(user__login=login.strip().lower()).exists()


def appoint_administrator(
    *, login: str, name: str, name_en: str, badge: str, authority: Place, centre: Place | None, at: datetime
) -> Appointed:
    """An officer who may administer from `at` on, in an authority and a centre that are made where they are missing.

    Asked again for the same login it changes nothing, and gives the power back where it had ended. Refused `bad_login`,
    `bad_code`, `name_missing`, `authority_unknown`, `centre_unknown`, `login_taken` (by an applicant, or by an officer
    of another role), `officer_inactive`, `already_there` (the badge in this authority).
    """
    if not re.fullmatch(rules.LOGIN, login):
        raise Refused("bad_login", login=login)
    with transaction.atomic(durable=True):
        user = User.objects.select_for_update().filter(login=login.lower()).first()
        if user is not None:
            return Appointed(user.login, _empowered(_administrator(user), at), "", None)
        if not name.strip() or not badge.strip():
            raise Refused("name_missing")
        house, made_house = _authority(authority, at)
        hall, made_hall = _centre(centre, at)
        user = User.objects.create_user(login, None)
        password = staff.give_one_time_password(user, at)
        row = Officer(user=user, authority=house, centre=hall, name=name.strip(), name_en=name_en.strip())
        row.badge, row.role = badge.strip(), "administrator"
        acts.add(row, by=None, at=at)
        made = (*made_house, *made_hall, "officer", *_empowered(row, at), "password")
        return Appointed(user.login, made, password, _until(at))


def renew_password(*, login: str, at: datetime) -> Appointed:
    """A new one-time password for an administrator who lost hers, when no other is left to give it.

    Her sessions end. Refused `login_taken`, `officer_inactive`, `no_such_login`.
    """
    user = User.objects.filter(login=login.strip().lower()).first()
    if user is None:
        raise Refused("no_such_login", login=login)
    password = staff.reset_password(officer_id=_administrator(user).pk, by=None, at=at)
    return Appointed(user.login, ("password",), password, _until(at))


def _until(at: datetime) -> datetime:
    return at + timedelta(hours=settings.ONE_TIME_PASSWORD_HOURS)


def _administrator(user: User) -> Officer:
    row = Officer.objects.filter(user=user).first()
    if row is None or row.role != "administrator":
        raise Refused("login_taken", login=user.login, role=row.role if row else "")
    if not row.is_active:
        raise Refused("officer_inactive", login=user.login)
    return row


def _empowered(row: Officer, at: datetime) -> tuple[str, ...]:
    if Grant.objects.filter(holder=row, power=Power.ADMINISTER, valid__contains=at).exists():
        return ()
    acts.grant_power(
        holder_id=row.pk, authority_id=row.authority_id, power=Power.ADMINISTER, starts_at=at, by=None, at=at
    )
    return ("power",)


def _authority(told: Place, at: datetime) -> tuple[Authority, tuple[str, ...]]:
    found = Authority.objects.filter(code=told.code).first()
    if found is not None:
        return found, ()
    if not told.name.get("zh-hans"):
        raise Refused("authority_unknown", name=told.code)
    _require_code(told.code)
    row = Authority(code=told.code, name=dict(told.name), government=dict(told.government))
    return acts.add(row, by=None, at=at), ("authority",)


def _centre(told: Place | None, at: datetime) -> tuple[Centre | None, tuple[str, ...]]:
    if told is None:
        return None, ()
    found = Centre.objects.filter(code=told.code).first()
    if found is not None:
        return found, ()
    if not told.name.get("zh-hans"):
        raise Refused("centre_unknown", name=told.code)
    _require_code(told.code)
    return acts.add(Centre(code=told.code, name=dict(told.name)), by=None, at=at), ("centre",)


def _require_code(code: str) -> None:
    if not CODE.fullmatch(code):
        raise Refused("bad_code", name=code)
