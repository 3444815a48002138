"""Whether an issuer's token may be believed, and what it then says of the person. Called by `outside` only.

OpenID Connect Core 1.0 section 3.1.3.7 and Discovery 1.0 section 4.3. allauth leaves the signature unread when it
fetched the token itself, and knows no nonce; both are checked here: behind a government's proxies TLS ends early.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

import jwt
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import constant_time_compare

from sunhall.catalogue.rules.values import PHONE
from sunhall.kernel import clock
from sunhall.kernel.ids import resident
from sunhall.kernel.ids.fault import Fault

# Signatures by a private key only: a shared secret or "none" would let others than the issuer write tokens.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
LEEWAY_SECONDS: Final = 60  # clocks of two houses differ
NEEDED: Final = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri")


class NotBelieved(Exception):  # noqa: N818 - a verdict, said as such
    """The issuer's answer is not what it must be. The text is for the log, not for the person."""


def check_discovery(told: object, *, issuer: str) -> None:
    """The issuer's description of itself. NotBelieved when it lacks something or describes another issuer."""
    if not isinstance(told, dict) or (missing := [name for name in NEEDED if not isinstance(told.get(name), str)]):
        raise NotBelieved(f"the description of {issuer} lacks {missing if isinstance(told, dict) else 'everything'}")
    if told["issuer"].rstrip("/") != issuer.partition("/.well-known/")[0].rstrip("/"):
        raise NotBelieved(f"{issuer} describes itself as {told['issuer']!r}")


def read(token: str, *, keys: Mapping[str, Any], issuer: str, client_id: str, nonce: str) -> dict[str, Any]:
    """The claims of an ID token whose signature, issuer, audience, times and nonce are right; else NotBelieved."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key_of(token, keys),
            algorithms=ALGORITHMS,
            audience=client_id,
            issuer=issuer,
            leeway=LEEWAY_SECONDS,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )
    except (jwt.PyJWTError, TypeError, ValueError) as error:
        raise NotBelieved(f"ID token: {error}") from error
    if claims.get("azp", client_id) != client_id:
        raise NotBelieved(f"ID token: made for {claims['azp']!r}")
    if not nonce or not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise NotBelieved("ID token: the nonce is not the one of this sign-in")
    return claims


def _key_of(token: str, keys: Mapping[str, Any]) -> jwt.PyJWK:
    """The issuer's key that the token names; without a name, its only key for signatures."""
    named = jwt.get_unverified_header(token).get("kid")
    usable = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if key.public_key_use in (None, "sig")]
    fitting = [key for key in usable if key.key_id == named] if named else usable
    if len(fitting) != 1:
        raise NotBelieved(f"ID token: {len(fitting)} keys of the issuer fit {named!r}")
    return fitting[0]


@dataclass(frozen=True, slots=True)
class Told:
    """What the issuer says of a person; empty where it says nothing, or nothing that can be used.

    `id_number` is a resident identity number whose check digit is right. It is only there when the house was told
    which claim carries a number that the issuer has verified (SUNHALL_OIDC_ID_CLAIM), and only together with a name.
    """

    name: str = ""
    id_number: str = ""
    phone: str = ""
    email: str = ""

    @classmethod
    def of(cls, claims: Mapping[str, Any]) -> Self:
        def said(kind: str) -> str:
            value = claims.get(settings.OIDC_CLAIMS[kind]) if settings.OIDC_CLAIMS[kind] else ""
            return " ".join(value.split()) if isinstance(value, str) else ""

        name = said("name")[:100]
        number = resident.read(said("id_number"), clock.today())
        phone = said("phone").replace(" ", "").removeprefix("+86").removeprefix("-")
        return cls(
            name=name,
            id_number="" if isinstance(number, Fault) or not name else str(number),
            phone=phone if PHONE.fullmatch(phone) else "",
            email=_verified_email(claims),
        )

    @property
    def is_identity(self) -> bool:
        """Whether it says who she is beyond doubt: name and verified number."""
        return bool(self.id_number)

    def kept(self) -> dict[str, str]:
        """As it is kept in the session until the person is known."""
        return asdict(self)


def _verified_email(claims: Mapping[str, Any]) -> str:
    # A link for a forgotten password goes there: an address nobody has verified may be somebody else's.
    email = claims.get("email") if claims.get("email_verified") in (True, "true") else ""
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return str(email).lower()
