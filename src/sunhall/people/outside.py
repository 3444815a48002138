"""Accounts that sign in through an outside issuer (the national identity) and the person they belong to.

Called by `web.account` only, after the issuer's word was believed. Which party an identity number names is asked here
and nowhere else on the way in, because the answer opens an account.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from sunhall.people.changes import note_change
from sunhall.people.models import Officer, Party, User


@dataclass(frozen=True, slots=True)
class Holder:
    """The person known under an identity. `user_id` is None when only a window has met her."""

    party_id: int
    name: str
    phone: str
    user_id: int | None
    login: str
    is_staff: bool


def holder_of(id_type: str, id_number: str) -> Holder | None:
    """Who is known under this identity; None: nobody yet."""
    party = Party.objects.select_related("user").filter(id_type=id_type, id_number=id_number).first()
    if party is None:
        return None
    return Holder(
        party_id=party.pk,
        name=party.name,
        phone=party.phone,
        user_id=party.user_id,
        login=party.user.login if party.user else "",
        is_staff=party.user_id is not None and Officer.objects.filter(user=party.user_id).exists(),
    )


def take_over(*, user_id: int, email: str, at: datetime) -> User:
    """The account from now on opens by the outside identity alone: everything else that opened it ends.

    Whoever registered under this number typed it, and nobody saw a document. Were the old password, the second
    factors or the address for a forgotten password left standing, a stranger who had registered first would go on
    reading the true person's matters. Other sessions end with the password they were opened by.
    """
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user_id)
        user.set_unusable_password()
        user.must_change_password, user.one_time_until = False, None
        user.email = email
        user.save(update_fields=["password", "must_change_password", "one_time_until", "email"])
        Authenticator.objects.filter(user=user).delete()
        Party.objects.filter(user=user).update(email=email)
        note_change(what="account", ref=str(user_id), action="take_over", by=user_id, at=at)
    return user
