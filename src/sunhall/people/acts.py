"""Writes about people. Every change of an authority, officer, window or power leaves a `change` row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.forms.models import model_to_dict

from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import rules
from sunhall.people.models import Change, Grant, Mandate, Message, Officer, Party, Power, Reading, User


def _plain(row: models.Model) -> dict[str, Any]:
    """A row as JSON-ready values, without secrets."""
    told = model_to_dict(row, exclude=["password"])
    return {
        "id": row.pk,
        **{k: v if isinstance(v, dict | list | int | bool | None) else str(v) for k, v in told.items()},
    }


def _audit(action: str, row: models.Model, *, before: dict[str, Any] | None, by: int | None, at: datetime) -> None:
    Change.objects.create(
        at=at,
        by_id=by,
        what=type(row).__name__.lower(),
        ref=str(row.pk),
        action=action,
        before=before,
        after=_plain(row),
    )


def add(row: models.Model, *, by: int | None, at: datetime) -> Any:
    """Add an authority, department, centre, window or officer; the addition is audited."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("already_there", what=type(row).__name__.lower()) from error
        _audit("add", row, before=None, by=by, at=at)
    return row


def change(model: type[models.Model], pk: int, fields: Mapping[str, Any], *, by: int | None, at: datetime) -> Any:
    """Change columns of such a row; the change is audited with before and after. Nothing changed: nothing written."""
    with transaction.atomic():
        row = model._default_manager.select_for_update().filter(pk=pk).first()
        if row is None:
            raise NotFound
        before = _plain(row)
        for name, value in fields.items():
            setattr(row, name, value)
        if _plain(row) == before:
            return row
        try:
            with transaction.atomic():
                row.save(update_fields=list(fields))
        except IntegrityError as error:
            raise Refused("already_there", what=model.__name__.lower()) from error
        _audit("change", row, before=before, by=by, at=at)
    return row


def register_person(
    *, login: str, password: str, name: str, id_type: str, id_number: str, phone: str, email: str, language: str
) -> User:
    """Open an account for a natural person. If a window has met this identity before, the account joins that party.

    Refused `login_taken`, `identity_taken` (the identity already has an account).
    """
    with transaction.atomic(durable=True):
        if User.objects.filter(login=login.strip().lower()).exists():
            raise Refused("login_taken", login=login)
        known = Party.objects.select_for_update().filter(id_type=id_type, id_number=id_number).first()
        if known and known.user_id:
            raise Refused("identity_taken")
        # Only a party met at a counter under the very same name is joined: a number alone proves nothing.
        if known and known.name != name:
            raise Refused("identity_does_not_match")
        user = User.objects.create_user(login, password, email=email, language=language)
        if known:
            Party.objects.filter(pk=known.pk).update(user=user, phone=phone, email=email)
        else:
            Party.objects.create(
                kind=Party.Kind.PERSON,
                name=name,
                id_type=id_type,
                id_number=id_number,
                phone=phone,
                email=email,
                user=user,
            )
        return user


def meet_party(
    *,
    kind: str,
    name: str,
    id_type: str,
    id_number: str,
    phone: str = "",
    email: str = "",
    address: str = "",
    details: Mapping[str, Any] | None = None,
) -> Party:
    """Find or add the party with this identity (at the counter). A different name under the same number is refused."""
    with transaction.atomic():
        row, created = Party.objects.get_or_create(
            id_type=id_type,
            id_number=id_number,
            defaults={
                "kind": kind,
                "name": name,
                "phone": phone,
                "email": email,
                "address": address,
                "details": dict(details or {}),
            },
        )
        if not created and row.name != name:
            raise Refused("identity_does_not_match")
        return row


def give_mandate(
    *,
    principal_id: int,
    agent_id: int,
    scope: list[str],
    starts_at: datetime,
    ends_at: datetime | None,
    by: int,
    kind: str = "agent",
) -> Mandate:
    """Let a person act for a party. Refused `mandate_scope` (unknown or empty), `mandate_period`, `own_agent`."""
    if not scope or set(scope) - set(rules.SCOPES):
        raise Refused("mandate_scope")
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("mandate_period")
    if principal_id == agent_id:
        raise Refused("own_agent")
    return Mandate.objects.create(
        principal_id=principal_id,
        agent_id=agent_id,
        scope=scope,
        kind=kind,
        created_by_id=by,
        valid=DateTimeTZRange(starts_at, ends_at),
    )


def end_mandate(*, mandate_id: int, at: datetime) -> None:
    """Revoke a mandate from this instant on; what was done under it stands (Civil Code art. 173)."""
    with transaction.atomic(durable=True):
        mandate = Mandate.objects.select_for_update().filter(pk=mandate_id, valid__contains=at).first()
        if mandate is None:
            raise Refused("mandate_already_ended")
        mandate.valid = DateTimeTZRange(mandate.valid.lower, at)
        mandate.save(update_fields=["valid"])


def grant_power(
    *,
    holder_id: int,
    authority_id: int,
    power: str,
    starts_at: datetime,
    ends_at: datetime | None = None,
    matter_code: str = "",
    source: str = "own",
    instrument: str = "",
    substitute_for_id: int | None = None,
    by: int | None,
    at: datetime,
) -> Grant:
    """Give an officer a dated power. A substitute (B role) holds the same power as the A, no more, no longer.

    Refused `power_overlaps`, `power_period`, `substitute_exceeds`, `window_never_decides` (Licensing Law arts. 24, 25).
    """
    if power not in Power.values:
        raise Refused("unknown_power", power=power)
    if ends_at is not None and ends_at <= starts_at:
        raise Refused("power_period")
    with transaction.atomic():
        holder = Officer.objects.select_for_update().get(pk=holder_id)
        if holder.role == "clerk" and power in (Power.DECIDE, Power.EXTEND, Power.EXTEND_JOINT):
            raise Refused("window_never_decides")
        if substitute_for_id:
            principal = Grant.objects.get(pk=substitute_for_id)
            same = (principal.authority_id, principal.power, principal.matter_code) == (
                authority_id,
                power,
                matter_code,
            )
            if not same or principal.holder_id == holder_id:
                raise Refused("substitute_exceeds")
        row = Grant(
            holder=holder,
            authority_id=authority_id,
            power=power,
            matter_code=matter_code,
            source=source,
            instrument=instrument,
            substitute_for_id=substitute_for_id,
            valid=DateTimeTZRange(starts_at, ends_at),
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("power_overlaps") from error
        _audit("add", row, before=None, by=by, at=at)
        return row


def end_grant(*, grant_id: int, by: int, at: datetime) -> Grant:
    """End a power now. Acts done under it keep it; so do those of its substitutes, which end with it."""
    with transaction.atomic():
        rows = list(
            Grant.objects.select_for_update()
            .filter(models.Q(pk=grant_id) | models.Q(substitute_for_id=grant_id), valid__contains=at)
            .order_by("pk")
        )
        if not any(row.pk == grant_id for row in rows):
            raise Refused("power_already_ended")
        for row in rows:
            before = _plain(row)
            row.valid = DateTimeTZRange(row.valid.lower, at)
            row.save(update_fields=["valid"])
            _audit("end", row, before=before, by=by, at=at)
        return next(row for row in rows if row.pk == grant_id)


def log_reading(
    *, by: int, party_id: int, field_class: str, purpose: str, at: datetime, case_id: int | None = None
) -> None:
    """Record that personal data was shown in full (PIPL art. 51)."""
    Reading.objects.create(
        at=at, by_id=by, party_id=party_id, case_id=case_id, field_class=field_class, purpose=purpose
    )


def send_message(
    *, user_id: int, code: str, facts: Mapping[str, Any], at: datetime, case_id: int | None, act_id: int | None
) -> Message | None:
    """Put a message in an inbox once per act and text. None when it was there already."""
    row, created = Message.objects.get_or_create(
        user_id=user_id, act_id=act_id, code=code, defaults={"facts": dict(facts), "case_id": case_id, "created_at": at}
    )
    return row if created else None


def mark_read(*, user_id: int, at: datetime) -> None:
    Message.objects.filter(user_id=user_id, read_at=None).update(read_at=at)


def note_email(*, message_id: int, at: datetime | None, error: str) -> None:
    """What came of sending a message by e-mail: when it went, or why it did not."""
    Message.objects.filter(pk=message_id).update(emailed_at=at, email_error=error)
