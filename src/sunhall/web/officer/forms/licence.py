"""Forms of what is done to a licence that exists: withdrawal, revocation, forfeiture, cancellation.

Four acts, never one for another: each has its own ground, its own consequence and its own notice.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sunhall.cases.queries import CasePage
from sunhall.certificates import licences
from sunhall.certificates import queries as certificates
from sunhall.kernel import clock
from sunhall.law.lifecycles.kinds import Kind
from sunhall.law.lifecycles.rules.after import REVOCATION_GROUNDS
from sunhall.people import authorities
from sunhall.people.queries import Actor
from sunhall.web.casefile import words
from sunhall.web.casefile.words import Word
from sunhall.web.forms import ShownField
from sunhall.web.officer.forms.base import ActForm, Doing, choice, line, prose, several
from sunhall.web.templatetags import house


def _certificates(file: CasePage, posted: QueryDict, states: Sequence[str]) -> list[ShownField]:
    """Which certificates are meant, where the file has several that could be; all of them unless one says otherwise."""
    standing = {number for number, licence in file.standing.licences.items() if licence.state in states}
    rows = [row for row in certificates.of_case(file.id, today=file.today) if row.id in standing]
    options = [(str(row.id), f"{house.words(row.result_name)} {row.number}") for row in rows]
    if len(options) < 2:
        said = options[0][1] if options else ""
        return [ShownField(name="certificates", kind="said", label=_("Certificate"), said=said)]
    return [several(posted, "certificates", _("Which certificates"), options)]


def _named(d: Doing) -> dict[str, Any]:
    numbers = d.numbers("certificates")
    return {"certificates": numbers} if numbers else {}


def _reasons(posted: QueryDict) -> ShownField:
    return prose(posted, _("Facts and reasons, told to the holder"), _("Also what became of what the holder said."))


def _compensation(posted: QueryDict, codes: Sequence[str]) -> ShownField:
    return choice(posted, "compensation", _("What becomes of the loss"), words.options(words.COMPENSATION, codes))


def _withdraw_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    return [
        *_certificates(file, posted, ("valid",)),
        choice(posted, "ground", _("Ground"), words.options(words.WITHDRAWAL_GROUNDS)),
        _compensation(posted, ("granted", "no_loss")),
        _reasons(posted),
    ]


def _withdraw(d: Doing) -> int:
    return licences.withdraw_licence(
        ground=_ground(d, words.WITHDRAWAL_GROUNDS),
        compensation=_loss(d),
        reasons=d.text("reasons"),
        **_named(d),
        **d.same,
    )


def _ground(d: Doing, known: Mapping[str, Word]) -> str:
    return d.chosen("ground", list(known), "ground_not_chosen")


def _loss(d: Doing) -> str:
    return d.chosen("compensation", list(words.COMPENSATION), "compensation_not_chosen")


def _revoke_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    may, must = (
        _("The authority may revoke, and makes the loss good."),
        _("The authority must revoke; nothing is protected."),
    )
    grounds = [
        (code, told, must if REVOCATION_GROUNDS[code] else may)
        for code, told in words.options(words.REVOCATION_GROUNDS)
        if code != "commitment_broken" or file.standing.commitment_kept is False
    ]
    harm: Sequence[tuple[str, ...]] = [
        ("no", _("No")),
        ("yes", _("Yes"), _("Then the licence is not revoked, on either kind of ground.")),
    ]
    return [
        *_in_whose_name(file, by, posted),
        *_certificates(file, posted, ("valid",)),
        choice(posted, "ground", _("Ground"), grounds),
        choice(posted, "grave_harm", _("Would revoking it gravely harm the public interest?"), harm),
        _compensation(posted, list(words.COMPENSATION)),
        _reasons(posted),
    ]


def _in_whose_name(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    """The superior may revoke as well (art. 69): said where she acts for it, asked where she could act for both."""
    asked = licences.in_whose_name(by, file.authority_id, file.matter_code, clock.now())
    if asked in ([], [file.authority_id]):
        return []
    names = authorities.names(asked)
    options = [(str(one), house.words(names[one])) for one in asked]
    if len(options) == 1:
        return [ShownField(name="authority", kind="said", label=_("In the name of"), said=options[0][1])]
    return [choice(posted, "authority", _("In the name of"), options)]


def _authority(d: Doing) -> int | None:
    asked = licences.in_whose_name(d.by, d.file.authority_id, d.file.matter_code, d.at)
    if len(asked) < 2:
        return asked[0] if asked else None
    return int(d.chosen("authority", [str(one) for one in asked], "authority_not_chosen"))


def _revoke(d: Doing) -> int:
    return licences.revoke(
        authority_id=_authority(d),
        ground=_ground(d, words.REVOCATION_GROUNDS),
        compensation=_loss(d),
        reasons=d.text("reasons"),
        grave_harm=d.chosen("grave_harm", ("yes", "no"), "harm_not_weighed") == "yes",
        **_named(d),
        **d.same,
    )


def _forfeit_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    hint = _("The decision that imposes the penalty, with its number as published.")
    return [
        *_certificates(file, posted, ("valid",)),
        line(posted, "decision", _("Number of the penalty decision"), hint),
        _reasons(posted),
    ]


def _forfeit(d: Doing) -> int:
    number = d.text("decision", most=80)
    return licences.forfeit(decision=number, reasons=d.text("reasons"), **_named(d), **d.same)


def _cancel_fields(file: CasePage, by: Actor, posted: QueryDict) -> list[ShownField]:
    struck = {licence.state for licence in file.standing.licences.values()} & {"withdrawn", "revoked", "forfeited"}
    grounds = [(code, told) for code, told in words.options(words.CANCELLATION_GROUNDS) if code != "struck" or struck]
    return [
        *_certificates(file, posted, ("valid", "withdrawn", "revoked", "forfeited")),
        choice(posted, "ground", _("Ground"), grounds),
        _reasons(posted),
    ]


def _cancel(d: Doing) -> int:
    ground = _ground(d, words.CANCELLATION_GROUNDS)
    return licences.cancel(ground=ground, reasons=d.text("reasons"), **_named(d), **d.same)


FORMS: Final = (
    ActForm(
        Kind.WITHDRAW_LICENCE,
        gettext_lazy("A lawful licence ends because its law or the facts changed. Whoever loses by it is compensated."),
        _withdraw_fields,
        _withdraw,
        warning=True,
        remedies=True,
    ),
    ActForm(
        Kind.REVOKE,
        gettext_lazy("A licence that should not have been granted ends, as if it had never been."),
        _revoke_fields,
        _revoke,
        warning=True,
        remedies=True,
    ),
    ActForm(
        Kind.FORFEIT,
        gettext_lazy("A penalty decision has taken the licence away. This records it; it imposes nothing."),
        _forfeit_fields,
        _forfeit,
        warning=True,
        remedies=True,
    ),
    ActForm(
        Kind.CANCEL,
        gettext_lazy(
            "The licence is struck from the register and this is published. It ended before, for another reason."
        ),
        _cancel_fields,
        _cancel,
        warning=True,
    ),
)
