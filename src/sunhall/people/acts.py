"""Writes about people. Every change of an authority, officer, window or power (`powers`) leaves a `change` row."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from sunhall.kernel.refused import NotFound, Refused
from sunhall.people import rules
from sunhall.people.changes import audit as audit
from sunhall.people.changes import note_change as note_change
from sunhall.people.changes import plain as plain
from sunhall.people.models import Interest, JobFault, Mandate, Message, Officer, Party, Reading, User
from sunhall.people.powers import end_grant as end_grant
from sunhall.people.powers import grant_power as grant_power
from sunhall.people.queries import Actor, may_govern

WHY = 200  # characters that say what an interest is


def add(row: models.Model, *, by: int | None, at: datetime) -> Any:
    """Add an authority, department, centre, window or officer; the addition is audited."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("already_there", what=type(row).__name__.lower()) from error
        audit("add", row, before=None, by=by, at=at)
    return row


def change(model: type[models.Model], pk: int, fields: Mapping[str, Any], *, by: int | None, at: datetime) -> Any:
    """Change columns of such a row; the change is audited with before and after. Nothing changed: nothing written."""
    with transaction.atomic():
        row = model._default_manager.select_for_update().filter(pk=pk).first()
        if row is None:
            raise NotFound
        before = plain(row)
        for name, value in fields.items():
            setattr(row, name, value)
        if plain(row) == before:
            return row
        try:
            with transaction.atomic():
                row.save(update_fields=list(fields))
        except IntegrityError as error:
            raise Refused("already_there", what=model.__name__.lower()) from error
        audit("change", row, before=before, by=by, at=at)
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
        try:
            with transaction.atomic():
                user = User.objects.create_user(login, password, email=email, language=language)
                _join(user, name=name, id_type=id_type, id_number=id_number, phone=phone, email=email)
        except IntegrityError as error:  # somebody took the login or the identity in this very moment
            raise Refused("login_taken", login=login) from error
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


def end_mandate(*, mandate_id: int, at: datetime, by: int | None = None) -> None:
    """Revoke a mandate from this instant on; what was done under it stands (Civil Code art. 173)."""
    with transaction.atomic(durable=True):
        mandate = Mandate.objects.select_for_update().filter(pk=mandate_id, valid__contains=at).first()
        if mandate is None:
            raise Refused("mandate_already_ended")
        before = plain(mandate)
        mandate.valid = DateTimeTZRange(mandate.valid.lower, at)
        mandate.save(update_fields=["valid"])
        audit("end", mandate, before=before, by=by, at=at)


def entrust(
    *,
    principal_id: int,
    agent_name: str,
    agent_id_type: str,
    agent_id_number: str,
    scope: list[str],
    starts_at: datetime,
    ends_at: datetime | None,
    by: Actor,
    at: datetime,
) -> Mandate:
    """A party, or the legal representative for it, lets a registered person act for it (Civil Code art. 165).

    NotFound when the actor may not give mandates for this party. Refused `agent_not_known` (also when only the name
    differs: a number alone must not tell who is registered) and the codes of `give_mandate`.
    """
    if not may_govern(by, principal_id, at):
        raise NotFound
    agent = Party.objects.filter(
        kind=Party.Kind.PERSON, id_type=agent_id_type, id_number=agent_id_number, name=agent_name, user__isnull=False
    ).first()
    if agent is None:
        raise Refused("agent_not_known")
    assert by.user_id is not None
    with transaction.atomic():
        row = give_mandate(
            principal_id=principal_id,
            agent_id=agent.pk,
            scope=scope,
            starts_at=starts_at,
            ends_at=ends_at,
            by=by.user_id,
        )
        audit("add", row, before=None, by=by.user_id, at=at)
        return row


def revoke(*, mandate_id: int, by: Actor, at: datetime) -> None:
    """The principal takes a mandate back, or the agent lays it down. NotFound for anybody else.

    Refused `representative_not_revoked_here`: who represents an enterprise by law is changed in its registration.
    """
    row = Mandate.objects.filter(pk=mandate_id).first()
    if row is None or by.party is None:
        raise NotFound
    if not may_govern(by, row.principal_id, at) and row.agent_id != by.party.id:
        raise NotFound
    if row.kind != "agent":
        raise Refused("representative_not_revoked_here")
    end_mandate(mandate_id=mandate_id, at=at, by=by.user_id)


def register_organisation(
    *, name: str, usci: str, org_type: str, address: str, phone: str, by: Actor, at: datetime
) -> Party:
    """Enter an organisation that is new to the house, represented by this person from now on.

    Only an unknown one: whoever is known already may have cases, which nobody may claim by typing a number. Refused
    `organisation_has_representative`, `organisation_known` (to be joined at a window, with the licence in hand).
    """
    if by.party is None or by.user_id is None or by.party.kind != Party.Kind.PERSON:
        raise NotFound
    with transaction.atomic(durable=True):
        known = Party.objects.select_for_update().filter(id_type="usci", id_number=usci).first()
        if known:
            held = Mandate.objects.filter(principal=known, kind="legal_representative", valid__contains=at)
            raise Refused("organisation_has_representative" if held.exists() else "organisation_known")
        details = {
            "org_type": org_type,
            "legal_rep_name": by.party.name,
            "legal_rep_id_type": by.party.id_type,
            "legal_rep_id": by.party.id_number,
            "legal_rep_phone": by.party.phone,
        }
        row = Party(
            kind=Party.Kind.ORGANISATION,
            name=name,
            id_type="usci",
            id_number=usci,
            address=address,
            phone=phone,
            details=details,
        )
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("organisation_known") from error
        mandate = give_mandate(
            principal_id=row.pk,
            agent_id=by.party.id,
            scope=list(rules.SCOPES),
            starts_at=at,
            ends_at=None,
            by=by.user_id,
            kind="legal_representative",
        )
        audit("add", mandate, before=None, by=by.user_id, at=at)
        return row


def identify(*, user_id: int, name: str, id_type: str, id_number: str, phone: str, email: str) -> Party:
    """Say who is behind an account that came from an outside issuer. Refused as `register_person`."""
    with transaction.atomic(durable=True):
        user = User.objects.select_for_update().get(pk=user_id)
        if Party.objects.filter(user=user).exists():
            raise Refused("already_done")
        return _join(user, name=name, id_type=id_type, id_number=id_number, phone=phone, email=email)


def _join(user: User, *, name: str, id_type: str, id_number: str, phone: str, email: str) -> Party:
    known = Party.objects.select_for_update().filter(id_type=id_type, id_number=id_number).first()
    if known and known.user_id:
        raise Refused("identity_taken")
    # Only a party met at a counter under the very same name is joined: a number alone proves nothing.
    if known and known.name != name:
        raise Refused("identity_does_not_match")
    row = known or Party(kind=Party.Kind.PERSON, name=name, id_type=id_type, id_number=id_number)
    row.user, row.phone, row.email = user, phone, email
    row.save()
    return row


def change_contact(*, by: Actor, phone: str, email: str, address: str, language: str) -> None:
    """A person corrects how the house reaches her, and in which language it writes."""
    if by.user_id is None:
        raise NotFound
    with transaction.atomic():
        User.objects.filter(pk=by.user_id).update(email=email, language=language)
        if by.party:
            Party.objects.filter(pk=by.party.id).update(phone=phone, email=email, address=address)


def declare_interest(*, officer_id: int, party_id: int, why: str, by: int | None, at: datetime) -> Interest:
    """An officer has an interest in a party: from now on all files of that party are closed to the officer (art. 5).

    Refused `interest_already_declared`, `reasons_missing`, `too_long`; NotFound for an unknown officer or party.
    """
    words = why.strip()
    if not words:
        raise Refused("reasons_missing")
    if len(words) > WHY:
        raise Refused("too_long", max=WHY, length=len(words))
    with transaction.atomic():
        there = Officer.objects.filter(pk=officer_id).exists() and Party.objects.filter(pk=party_id).exists()
        if not there:
            raise NotFound
        row = Interest(officer_id=officer_id, party_id=party_id, why=words, declared_at=at)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Refused("interest_already_declared") from error
        _audit_interest("add", row, before=None, by=by, at=at)
        return row


def _audit_interest(action: str, row: Interest, *, before: dict[str, Any] | None, by: int | None, at: datetime) -> None:
    """Who declared an interest in whom, and when: the reason is the officer's own and stays with her."""
    after = _without_reason(row)
    note_change(what="interest", ref=str(row.pk), action=action, by=by, at=at, before=before, after=after)


def _without_reason(row: Interest) -> dict[str, Any]:
    return {column: value for column, value in plain(row).items() if column != "why"}


def end_interest(*, interest_id: int, by: int | None, at: datetime) -> Interest:
    """The interest is over: the party's files are open to the officer again. Refused `interest_already_ended`."""
    with transaction.atomic():
        row = Interest.objects.select_for_update().filter(pk=interest_id).first()
        if row is None:
            raise NotFound
        if row.ended_at is not None:
            raise Refused("interest_already_ended")
        before = _without_reason(row)
        row.ended_at = at
        row.save(update_fields=["ended_at"])
        _audit_interest("end", row, before=before, by=by, at=at)
        return row


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


def write_to_party(
    *, party_id: int, code: str, facts: Mapping[str, Any], at: datetime, case_id: int | None, act_id: int | None
) -> Message | None:
    """A message to a party nobody has an account for: by e-mail alone, once per act and text."""
    row, created = Message.objects.get_or_create(
        party_id=party_id,
        act_id=act_id,
        code=code,
        defaults={"facts": dict(facts), "case_id": case_id, "created_at": at},
    )
    return row if created else None


def mark_read(*, user_id: int, at: datetime, message_id: int | None = None) -> None:
    """Mark one message of an inbox as read, or all."""
    rows = Message.objects.filter(user_id=user_id, read_at=None)
    (rows.filter(pk=message_id) if message_id else rows).update(read_at=at)


def note_email(*, message_id: int, at: datetime | None, error: str) -> None:
    """What came of sending a message by e-mail: when it went, or why it did not."""
    Message.objects.filter(pk=message_id).update(emailed_at=at, email_error=error)


def note_fault(*, job_id: int, error: str, at: datetime) -> None:
    """Why a job failed just now, in place of why it failed before."""
    JobFault.objects.update_or_create(job_id=job_id, defaults={"error": error[:300], "at": at})
