"""Parties in addresses of the counter: only whom this clerk has found by identity, so that counting up finds nobody."""

from django.core import signing

from sunhall.kernel.refused import NotFound
from sunhall.people.queries import Actor


def _signer(actor: Actor) -> signing.Signer:
    return signing.Signer(salt=f"window-party-{actor.user_id}", sep=".")


def sealed(actor: Actor, party_id: int) -> str:
    """The party as an address of this clerk carries it."""
    return _signer(actor).sign(str(party_id))


def opened(actor: Actor, token: str) -> int:
    """The id of the party. NotFound for what this clerk was not given."""
    try:
        return int(_signer(actor).unsign(token))
    except (signing.BadSignature, ValueError) as error:
        raise NotFound from error
