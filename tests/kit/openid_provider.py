"""An OpenID Connect provider over HTTP: strict with its clients, and told what to do wrong."""

from __future__ import annotations

import base64
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import parse_qsl, urlencode, urlsplit

from authlib.oauth2.rfc7636 import create_s256_code_challenge
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

CLIENT, SECRET = "boucle-client", "a secret that the provider gave"
_CHALLENGE = {"code_challenge", "code_challenge_method"}
_TAKEN = {
    *("response_type", "client_id", "redirect_uri", "scope", "state", "nonce"),
    *("acr_values", "claims"),
}
_SHORTEST = 32


@dataclass
class OpenIdProvider:
    """``person``: whom it signs in, as its userinfo says; ``claims``: what its id token says beside
    or otherwise (None: not at all). ``proconnect``: its signed userinfo, secrets in the form, no
    PKCE, and the level on demand."""

    clock: Callable[[], datetime]
    issuer: str = ""
    redirect_uri: str = ""
    left_uri: str = ""
    proconnect: bool = False
    person: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    signs: str = "RS256"
    away: bool = False
    key: RSAKey = field(default_factory=lambda: _new_key())
    published: RSAKey | None = None
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)
    _tokens: set[str] = field(default_factory=set)
    _given: set[str] = field(default_factory=set)

    def new_key(self) -> None:
        self.key = _new_key()

    def metadata(self) -> dict[str, Any]:
        method = "client_secret_post" if self.proconnect else "client_secret_basic"
        found = {
            "issuer": self.issuer,
            **{
                f"{one}_endpoint": f"{self.issuer}/{one}"
                for one in ("authorization", "token", "userinfo", "end_session")
            },
            "jwks_uri": f"{self.issuer}/jwks",
            "token_endpoint_auth_methods_supported": [method, "private_key_jwt"],
            "claims_parameter_supported": self.proconnect,
        }
        return found if self.proconnect else {**found, "code_challenge_methods_supported": ["S256"]}

    def authorize(self, asked: dict[str, str]) -> str:
        """Return where the browser is sent. Raises ValueError of what it does not take."""
        wanted = _TAKEN | (set() if self.proconnect else _CHALLENGE)
        _ensure(set(asked) <= wanted, f"unknown: {set(asked) - wanted}")
        _ensure(asked["client_id"] == CLIENT and asked["response_type"] == "code", "client")
        _ensure(asked["redirect_uri"] == self.redirect_uri, "redirect_uri")
        _ensure("openid" in asked["scope"].split(), "scope")
        _ensure(min(len(asked["state"]), len(asked["nonce"])) >= _SHORTEST, "too short")
        _ensure(self.proconnect or asked["code_challenge_method"] == "S256", "PKCE")
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return f"{self.redirect_uri}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any]:
        """Exchange a code, once."""
        if self.proconnect:
            _ensure(form["client_secret"] == SECRET and form["client_id"] == CLIENT, "client")
        else:
            basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
            _ensure(authorization == f"Basic {basic}", "client")
        asked = self._codes.pop(form["code"], None)
        if asked is None or form["redirect_uri"] != asked["redirect_uri"]:
            raise ValueError("invalid_grant")
        challenge = asked.get("code_challenge")
        _ensure(
            challenge is None or create_s256_code_challenge(form["code_verifier"]) == challenge,
            "PKCE",
        )
        access = secrets.token_urlsafe(16)
        self._tokens.add(access)
        id_token = self._id_token(asked)
        self._given.add(id_token)
        return {"access_token": access, "token_type": "Bearer", "id_token": id_token}

    def _id_token(self, asked: dict[str, str]) -> str:
        now = int(self.clock().timestamp())
        claims = {
            "iss": self.issuer,
            "sub": self.person["sub"],
            "aud": CLIENT,
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
            **self.claims,
        }
        if self.proconnect and "claims" not in asked:
            claims.pop("acr", None)
        return self._signed({name: one for name, one in claims.items() if one is not None})

    def _signed(self, claims: dict[str, Any]) -> str:
        if self.signs == "none":
            parts = ({"alg": "none", "kid": self.key.kid}, claims)
            return ".".join(map(_base64, parts)) + "."
        if self.signs == "HS256":  # by what everybody knows: the public key
            key = OctKey.import_key(self.key.as_pem(private=False))
            header = _base64({"alg": "HS256", "kid": self.key.kid})
            made = jwt.encode({"alg": "HS256"}, claims, key)
            return ".".join((header, *made.split(".")[1:]))
        return jwt.encode({"alg": self.signs, "kid": self.key.kid}, claims, self.key)

    def said(self, authorization: str) -> tuple[str, bytes]:
        """Return what userinfo says, and its type."""
        _ensure(authorization.removeprefix("Bearer ") in self._tokens, "token")
        said = {**self.person, **self.userinfo}
        if not self.proconnect:
            return "application/json", json.dumps(said).encode()
        signed = self._signed({"iss": self.issuer, "aud": CLIENT, **said})
        return "application/jwt; charset=utf-8", signed.encode()

    def leave(self, asked: dict[str, str]) -> str:
        _ensure(asked["id_token_hint"] in self._given, "id_token_hint")
        _ensure(asked["post_logout_redirect_uri"] == self.left_uri, "post_logout_redirect_uri")
        _ensure(len(asked["state"]) >= _SHORTEST, "too short")
        return f"{self.left_uri}?{urlencode({'state': asked['state']})}"

    def keys(self) -> dict[str, Any]:
        shown = KeySet([self.published or self.key]).as_dict(private=False)
        return dict(shown)


class _Handler(BaseHTTPRequestHandler):
    provider: ClassVar[OpenIdProvider]

    def do_GET(self) -> None:
        provider = self.provider
        path, asked = urlsplit(self.path).path, dict(parse_qsl(urlsplit(self.path).query))
        bearer = self.headers.get("Authorization", "")
        actions: dict[str, Callable[[], None]] = {
            "/.well-known/openid-configuration": lambda: self._json(provider.metadata()),
            "/jwks": lambda: self._json(provider.keys()),
            "/authorization": lambda: self._sent_to(provider.authorize(asked)),
            "/end_session": lambda: self._sent_to(provider.leave(asked)),
            "/userinfo": lambda: self._write(200, *provider.said(bearer)),
        }
        self._do(actions[path])

    def do_POST(self) -> None:
        size = int(self.headers["Content-Length"])
        form = dict(parse_qsl(self.rfile.read(size).decode()))
        basic = self.headers.get("Authorization", "")
        self._do(lambda: self._json(self.provider.token(form, basic)))

    def _do(self, action: Callable[[], None]) -> None:
        if self.provider.away:
            self._write(503, "text/plain", b"")
            return
        try:
            action()
        except (KeyError, ValueError) as error:
            body = json.dumps({"error": "invalid_request", "error_description": str(error)})
            self._write(400, "application/json", body.encode())

    def _json(self, shown: dict[str, Any]) -> None:
        self._write(200, "application/json", json.dumps(shown).encode())

    def _sent_to(self, address: str) -> None:
        self._write(303, "text/plain", b"", Location=address)

    def _write(self, status: int, kind: str, body: bytes, **headers: str) -> None:
        self.send_response(status)
        sent = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
        for name, value in sent.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        pass


@contextmanager
def serving(provider: OpenIdProvider) -> Iterator[OpenIdProvider]:
    """Serve it on a port of this machine."""

    handler = type("Handler", (_Handler,), {"provider": provider})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        provider.issuer = provider.issuer or f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            server.shutdown()
            thread.join()


def _ensure(right: bool, what: str) -> None:
    if not right:
        raise ValueError(what)


def _base64(shown: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(shown).encode()).decode().rstrip("=")


def _new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})
