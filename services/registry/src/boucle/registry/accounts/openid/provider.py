"""Ask an OpenID Connect provider who somebody is."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

import httpx
import msgspec
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from boucle.platform.clock import Clock
from boucle.registry.accounts.openid.metadata import BadMetadata, Metadata, Provider
from boucle.registry.accounts.openid.tokens import (
    BadToken,
    UnknownKey,
    asking_url,
    token_request,
    verified_id_token,
    verified_userinfo,
)

_PATIENCE_S: Final = 8.0
"""For everything that is asked: less than the portal waits."""
_KEPT: Final = timedelta(minutes=10)
_MOST_BYTES: Final = 262_144
_LONGEST_SUBJECT: Final = 255
_SIGNED: Final = "application/jwt"


class ProviderAway(Exception):
    """The provider does not answer, or not as one."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Who the provider says it is. ``email``: None where it vouches for none; ``strong``: it proved
    as much as a passkey does; ``id_token``: kept to end the provider's own session."""

    subject: str
    email: str | None
    strong: bool
    id_token: str | None


class _Tokens(msgspec.Struct):
    access_token: str
    id_token: str


@dataclass(frozen=True, slots=True)
class _Found:
    metadata: Metadata
    keys: KeySet
    until: datetime


@dataclass(frozen=True, slots=True)
class _Reply:
    content: bytes
    media: str


@dataclass(frozen=True, slots=True)
class _Call:
    """What is asked for one person. Redirections are not followed."""

    http: httpx.AsyncClient

    async def send(
        self, method: str, url: str, headers: Mapping[str, str] | None = None, body: str = ""
    ) -> _Reply:
        content = bytearray()
        try:
            asked = self.http.stream(method, url, headers=headers, content=body.encode())
            async with asked as answer:
                async for part in answer.aiter_bytes():
                    content += part
                    if len(content) > _MOST_BYTES:
                        raise ProviderAway("it answers too much")
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ProviderAway(type(error).__name__) from error
        if answer.is_client_error and method == "POST":
            raise BadToken(f"the code: it answered {answer.status_code}")
        if not answer.is_success:
            raise ProviderAway(f"it answered {answer.status_code}")
        media = answer.headers.get("content-type", "").partition(";")[0].strip()
        return _Reply(bytes(content), media)


@asynccontextmanager
async def _calling() -> AsyncIterator[_Call]:
    """Everything within the time that is left."""
    try:
        async with (
            asyncio.timeout(_PATIENCE_S),
            httpx.AsyncClient(timeout=_PATIENCE_S) as http,
        ):
            yield _Call(http)
    except TimeoutError as late:
        raise ProviderAway("it takes too long") from late


@dataclass(slots=True)
class OpenIdCalls:
    """Asks one provider; its document and keys are kept for ten minutes."""

    provider: Provider
    clock: Clock
    _found: _Found | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def url(self, state: str, nonce: str, verifier: str) -> str:
        """Return where a browser asks to be signed in. Raises ProviderAway."""
        async with _calling() as call:
            found = await self._known(call)
        return asking_url(self.provider, found.metadata, state, nonce, verifier)

    async def answer(self, code: str, issuer: str | None, nonce: str, verifier: str) -> Vouched:
        """Exchange a code. ``issuer``: who gave it, as the browser says (RFC 9207). Raises
        ProviderAway, BadToken."""
        async with _calling() as call:
            found = await self._known(call)
            names_itself = found.metadata.authorization_response_iss_parameter_supported
            if issuer != self.provider.issuer and (issuer is not None or names_itself):
                raise BadToken("another issuer answered")
            address, headers, body = token_request(self.provider, found.metadata, code, verifier)
            given = await call.send("POST", address, headers, body)
            try:
                tokens = msgspec.json.decode(given.content, type=_Tokens)
            except msgspec.DecodeError as error:
                raise ProviderAway("it gave no tokens") from error
            now = int(self.clock().timestamp())
            try:
                claims = self._verified(tokens, found, nonce, now)
            except UnknownKey:
                found = await self._known(call, again=True)
                claims = self._verified(tokens, found, nonce, now)
            said = await self._userinfo(call, found, tokens.access_token, claims)
        return self._answered(claims, said, tokens.id_token, found.metadata)

    async def leaving_url(self, id_token: str, state: str) -> str | None:
        """Return where a browser ends the provider's own session, if it has such an address. Raises
        ProviderAway."""
        async with _calling() as call:
            end = (await self._known(call)).metadata.end_session_endpoint
        if end is None:
            return None
        asked = {
            "id_token_hint": id_token,
            "post_logout_redirect_uri": self.provider.left_uri,
            "state": state,
        }
        return str(httpx.URL(end).copy_merge_params(asked))

    def _verified(self, tokens: _Tokens, found: _Found, nonce: str, now: int) -> dict[str, Any]:
        access = tokens.access_token
        return verified_id_token(tokens.id_token, access, self.provider, found.keys, nonce, now)

    async def _userinfo(
        self, call: _Call, found: _Found, access_token: str, claims: dict[str, Any]
    ) -> dict[str, Any]:
        """Return what it says beyond the id token, of the same person."""
        if "email" in claims or found.metadata.userinfo_endpoint is None:
            return {}
        bearer = {"Authorization": f"Bearer {access_token}"}
        given = await call.send("GET", found.metadata.userinfo_endpoint, bearer)
        if given.media == _SIGNED:
            now = int(self.clock().timestamp())
            said = verified_userinfo(given.content.decode(), self.provider, found.keys, now)
        else:
            try:
                said = msgspec.json.decode(given.content, type=dict[str, Any])
            except msgspec.DecodeError as error:
                raise ProviderAway("it said nothing of the person") from error
        if said.get("sub") != claims["sub"]:
            raise BadToken("userinfo: it is about somebody else")
        return said

    def _answered(
        self, claims: dict[str, Any], said: dict[str, Any], id_token: str, metadata: Metadata
    ) -> Vouched:
        subject = claims["sub"]
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT:
            raise BadToken("id token: its subject is none")
        whole = {**said, **claims}
        email, verified = whole.get("email"), whole.get("email_verified")
        # False is never overruled; what is missing may be.
        vouched = verified is True or (verified is None and self.provider.trusts_email)
        return Vouched(
            subject,
            email if isinstance(email, str) and vouched else None,
            claims.get("acr") in self.provider.strong_acrs,
            id_token if metadata.end_session_endpoint else None,
        )

    async def _known(self, call: _Call, *, again: bool = False) -> _Found:
        async with self._one_at_a_time:
            now = self.clock()
            if not again and self._found is not None and now < self._found.until:
                return self._found
            try:
                document = await call.send("GET", self.provider.discovery)
                metadata = self.provider.read(document.content)
                keys = await call.send("GET", metadata.jwks_uri)
                key_set = KeySet.import_key_set(msgspec.json.decode(keys.content))
            except (BadMetadata, JoseError, ValueError, KeyError, TypeError) as error:
                raise ProviderAway(f"its description is not usable: {error}") from error
            self._found = _Found(metadata, key_set, now + _KEPT)
            return self._found
