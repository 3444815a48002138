"""A small but true OpenID Connect issuer on this machine, in a thread: discovery, authorize, token, userinfo, keys.

It keeps to the code flow with PKCE as a strict issuer does, and can be told to misbehave in one place (`forge`).
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "sunhall", "a secret of two"


class Issuer:
    """`claims` is what it says of whoever comes next; `asked` keeps what browsers and the house asked it."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.claims: dict[str, Any] = {"sub": "person-1"}
        self.details: dict[str, Any] | None = None  # what userinfo says, when it is not the same
        self.forge: Callable[[dict[str, Any]], str | dict[str, Any]] | None = None
        self.description: dict[str, Any] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.address = f"http://127.0.0.1:{self.server.server_port}"

    def discovery(self) -> dict[str, Any]:
        ends = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
        return {
            "issuer": self.address,
            **{f"{name}_endpoint": f"{self.address}/{path}" for name, path in ends.items()},
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            **self.description,
        }

    def keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Where the browser is sent, after the person has shown who she is."""
        assert asked["client_id"] == CLIENT and asked["response_type"] == "code", asked
        assert asked["code_challenge_method"] == "S256" and len(asked["code_challenge"]) == 43, asked
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        return asked["redirect_uri"] + "?" + urlencode({"code": code, "state": asked["state"]})

    def token(self, asked: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """None: refused. A code serves once, for the same address, with the secret and the verifier."""
        begun = self.codes.pop(asked.get("code", ""), None)
        known = "Basic " + base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        verifier = hashlib.sha256(asked.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if begun is None or authorization != known or begun["code_challenge"] != challenge:
            return None
        if begun["redirect_uri"] != asked["redirect_uri"]:
            return None
        return {"access_token": "access", "token_type": "Bearer", "id_token": self.id_token(begun["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce, **self.claims}
        forged = self.forge(claims) if self.forge else claims
        return forged if isinstance(forged, str) else self.signed(forged)

    def signed(self, claims: dict[str, Any], key: Any = None) -> str:
        return jwt.encode(claims, key or self.key, algorithm="RS256", headers={"kid": "one"})


def _handler(issuer: Issuer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, asked = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
            issuer.asked.append((path, asked))
            if path == "/authorize":
                self.send_response(302)
                self.send_header("Location", issuer.authorize(asked))
                self.end_headers()
            elif path == "/userinfo" and self.headers["Authorization"] == "Bearer access":
                self._answer(issuer.claims if issuer.details is None else issuer.details)
            elif path == "/keys":
                self._answer(issuer.keys())
            elif path == "/.well-known/openid-configuration":
                self._answer(issuer.discovery())
            else:
                self._answer({"error": "not_found"}, 404)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            asked = {name: values[0] for name, values in parse_qs(body).items()}
            issuer.asked.append((self.path, asked))
            told = issuer.token(asked, self.headers.get("Authorization", ""))
            self._answer(told or {"error": "invalid_grant"}, 200 if told else 400)

        def _answer(self, told: dict[str, Any], status: int = 200) -> None:
            body = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Silent: what was asked stands in `asked`."""

    return Handler


@contextmanager
def running() -> Iterator[Issuer]:
    issuer = Issuer()
    thread = threading.Thread(target=issuer.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        issuer.server.shutdown()
        issuer.server.server_close()
        thread.join(5)
