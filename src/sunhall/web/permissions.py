"""The permission matrix as a page of the documentation: every address, what it is for, and who may open it.

Drawn from the address book by `web.access.matrix`, the attribute the gate itself enforces. Called by `ops.generated`.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

from django.urls import URLPattern, URLResolver, get_resolver

from sunhall.web import access
from sunhall.web.access import ANYONE
from sunhall.web.actors import ROLES

ROOT: Final = "sunhall.ops.urls"
DEVELOPMENT: Final = "/styleguide/"  # there while developing and in the demonstration only
# Views of other people's code have docstrings for programmers; what they are for is said here, by name.
SENTENCES: Final = {
    "healthz": "Whether this process answers and reaches its database.",
    "account_login": "Sign in.",
    "account_logout": "Sign out.",
    "account_signup": "Make an account.",
    "account_reauthenticate": "Give the password again before something sensitive.",
    "account_inactive": "Says that an account is closed.",
    "account_change_password": "Change the password.",
    "account_set_password": "Set a first password.",
    "account_email": "The e-mail address of the account.",
    "account_reset_password": "Ask for a way to a new password.",
    "account_reset_password_done": "Says that a way to a new password was sent.",
    "account_reset_password_from_key": "Set a new password.",
    "account_reset_password_from_key_done": "Says that the password was set.",
    "account_email_verification_sent": "Says that an address is to be confirmed.",
    "account_confirm_email": "Confirm an e-mail address.",
    "mfa_index": "The second factors of the account.",
    "mfa_authenticate": "Give the second factor.",
    "mfa_reauthenticate": "Give the second factor again before something sensitive.",
    "mfa_trust": "Trust this browser for a while.",
    "mfa_activate_totp": "Set up an authenticator app.",
    "mfa_deactivate_totp": "Give up the authenticator app.",
    "mfa_generate_recovery_codes": "Make new recovery codes.",
    "mfa_view_recovery_codes": "See the recovery codes.",
    "mfa_download_recovery_codes": "Download the recovery codes.",
    "mfa_list_webauthn": "The security keys and passkeys.",
    "mfa_add_webauthn": "Add a security key or passkey.",
    "mfa_edit_webauthn": "Name a security key or passkey.",
    "mfa_remove_webauthn": "Remove a security key or passkey.",
    "mfa_login_webauthn": "Sign in with a passkey.",
    "mfa_reauthenticate_webauthn": "Show the security key again before something sensitive.",
    "mfa_signup_webauthn": "Make an account with a passkey.",
}


def rows() -> list[tuple[access.Entry, str]]:
    """Every address of the house with what it is for, in the order Django tries them; the style guide left out."""
    patterns = get_resolver(ROOT).url_patterns
    views = dict(_views(patterns))
    return [
        (entry, sentence(entry.name, views[entry.address]))
        for entry in access.matrix(patterns)
        if not entry.address.startswith(DEVELOPMENT)
    ]


def _views(patterns: Any, prefix: str = "/") -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, address)
        elif isinstance(pattern, URLPattern):
            yield address, pattern.callback


def sentence(name: str, view: Any) -> str:
    """The first sentence of what a view says of itself; empty when it says nothing."""
    if name in SENTENCES:
        return SENTENCES[name]
    text = " ".join((view.__doc__ or "").split("\n\n")[0].split())
    return re.split(r"(?<=[.])\s(?=[A-Z])", text, maxsplit=1)[0].rstrip(":;,")


def shown(address: str) -> str:
    """An address as people read it: `/matters/<code:code>/` → `/matters/<code>/`."""
    return re.sub(r"<(?:[\w.]+:)?(\w+)>", r"<\1>", address).replace("\\", "").replace("^", "").replace("$", "")


def page() -> str:
    """The page, in Markdown."""
    head = ["# Who may open what", ""]
    head += [
        "Every address of the program and the roles that may open it. A role without a mark gets 404: what one may not",
        "see does not exist. Nobody signed in is sent to the sign-in page where a mark is missing. On top of this,",
        "every page of a case asks whether this very person may see this very case.",
        "",
        f"| address | what for | {' | '.join(ROLES)} |",
        f"|---|---|{'---|' * len(ROLES)}",
    ]
    return "\n".join([*head, *(_line(entry, told) for entry, told in rows())])


def _line(entry: access.Entry, told: str) -> str:
    everybody = ANYONE in entry.roles
    marks = " | ".join("✓" if everybody or role in entry.roles else " " for role in ROLES)
    return f"| `{shown(entry.address)}` | {told.replace('|', '/')} | {marks} |"
