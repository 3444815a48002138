"""Who has been told of the right to a hearing, who is still to be told, and who may still ask. Pure.

Neighbours are found at any time of the review: each has the right of Licensing Law art. 47, also who is found late.
"""

from typing import Final

from sunhall.law.lifecycles.standing import Notified, Offer, Standing

INTERESTED: Final = "interested_party"
WHO_MAY_ASK: Final = frozenset({"applicant", INTERESTED})


def found_since(s: Standing) -> list[Notified]:
    """Interested parties who were told of the matter after the right to a hearing was last offered to any, and after
    the hearing that was held.

    An offer made before any of them was told has reached the first.
    """
    h = s.hearing
    found = [told for told in s.notified if told.to == INTERESTED]
    last = max((offer.seq for offer in h.offers if INTERESTED in offer.to), default=0)
    if h.is_signed:
        return [told for told in found if told.seq > max(last, h.record or 0)]
    return [told for told in found[1:] if told.seq > last] if last else found


def to_be_told(s: Standing) -> list[str]:
    """Who may be told of the right now: each once, and interested parties again where another one was found since."""
    return sorted((WHO_MAY_ASK - set(s.hearing.offered_to)) | ({INTERESTED} if found_since(s) else set()))


def owed(s: Standing) -> list[str]:
    """Who must be told before the decision, where the matter concerns major interests of others.

    Who is found while a hearing is called takes part in it; who is found after it has the right anew, unless they gave
    it up in their statement. A further notice to somebody, of what is intended, makes no new party of them.
    """
    h = s.hearing
    if h.call is not None and not h.is_signed:
        return []
    never = WHO_MAY_ASK - set(h.offered_to) if h.call is None else frozenset[str]()
    found = any(told.about == "the_application" and not told.waives_hearing for told in found_since(s))
    return sorted(never | ({INTERESTED} if found else set()))


def open_offers(s: Standing) -> list[Offer]:
    """The offers that may still be answered: none while a hearing is asked for; after one was held those made since."""
    h = s.hearing
    if h.is_signed:
        return [offer for offer in h.offers if offer.seq > (h.record or 0)]
    return [] if h.is_asked_for else h.offers
