"""Sign and verify JSON Web Tokens with Ed25519 (RFC 8037): registry issues, all verify offline."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol
from uuid import UUID, uuid4

import msgspec
from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, OKPKey

from boucle.platform.clock import Clock
from boucle.platform.identity.keys import KeySource
from boucle.platform.identity.principal import Principal, Role
from boucle.platform.translating import tr

ALGORITHM = "Ed25519"  # EdDSA, under its fully specified name (RFC 9864; "EdDSA" is deprecated)
_LONGEST = 16_384
_KEPT = 1_000  # tokens verified and remembered, in each process
_SKEW = 30  # seconds that two machines' clocks may differ

LONGEST_LIFE: Final = timedelta(hours=1)
"""From ``iat`` to ``exp``: no token is good for longer, whoever signed it."""


class InvalidToken(ValueError):
    """The token is not valid; the message says why, and never quotes it."""


class _Claims(msgspec.Struct, frozen=True):
    iss: str
    aud: str
    sub: str
    exp: int
    iat: int
    jti: str
    role: Role
    nbf: int | None = None
    client_id: str | None = None
    organisations: frozenset[UUID] = frozenset()
    territories: frozenset[str] = frozenset()


class RevokedTokens(Protocol):
    async def not_before(self, client_id: str) -> datetime | None:
        """Return the moment before which this client's tokens are revoked; None if none are."""


class NoneRevoked:
    """Revokes nobody (tests)."""

    async def not_before(self, client_id: str) -> datetime | None:
        return None


def new_signing_key() -> OKPKey:
    """Make a private Ed25519 key; its id is its RFC 7638 thumbprint."""
    key = OKPKey.generate_key("Ed25519", {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
    key.ensure_kid()
    return key


def public_key_set(*keys: OKPKey) -> dict[str, Any]:
    """Return the JSON Web Key Set to publish: public parts only."""
    return {"keys": [key.as_dict(private=False) for key in keys]}


class TokenIssuer:
    def __init__(
        self,
        key: OKPKey,
        *,
        clock: Clock,
        issuer: str = "boucle",
        audience: str = "boucle",
        lifetime: timedelta = timedelta(minutes=15),
        new_id: Callable[[], UUID] = uuid4,
    ) -> None:
        self._key = key
        self._clock = clock
        self._issuer = issuer
        self._audience = audience
        self._new_id = new_id
        self.lifetime = lifetime

    def issue(self, principal: Principal, not_before: datetime | None = None) -> str:
        """Return a bearer token for the principal, valid for ``lifetime``. ``not_before``: earlier
        tokens are revoked, so this one is issued at that moment at least."""
        now = int(self._clock().timestamp())
        if not_before is not None:
            now = max(now, int(not_before.timestamp()))
        claims: dict[str, Any] = {
            "iss": self._issuer,
            "aud": self._audience,
            "sub": principal.id,
            "client_id": principal.client_id,
            "role": principal.role,
            "iat": now,
            "exp": now + int(self.lifetime.total_seconds()),
            "jti": str(self._new_id()),
        }
        if principal.organisations:
            claims["organisations"] = sorted(map(str, principal.organisations))
        if principal.territories:
            claims["territories"] = sorted(principal.territories)
        header = {"alg": ALGORITHM, "kid": self._key.kid}
        return jwt.encode(header, claims, self._key, algorithms=[ALGORITHM])


@dataclass(frozen=True, slots=True)
class _Verified:
    """A verified token and its key, cached while the key is served."""

    kid: str
    key: OKPKey
    claims: _Claims
    principal: Principal


class Verifier:
    """Turns a bearer token into a Principal, or raises InvalidToken. Only EdDSA over Ed25519, by a
    key of the key set: ``none``, HMAC with a public key, any other algorithm are refused before a
    key is used. ``iss``, ``aud``, ``exp``, ``iat`` are required; ``nbf`` is checked if present.
    Tokens that ``revoked`` names are refused."""

    def __init__(
        self,
        keys: KeySource,
        *,
        clock: Clock,
        issuer: str = "boucle",
        audience: str = "boucle",
        revoked: RevokedTokens = NoneRevoked(),  # noqa: B008 - it holds nothing
    ) -> None:
        self._keys = keys
        self._revoked = revoked
        self._clock = clock
        self._issuer = issuer
        self._audience = audience
        self._verified: OrderedDict[str, _Verified] = OrderedDict()

    async def verify(self, token: str) -> Principal:
        """Verify a token; one verified before needs no signature check while it and its key are
        valid."""
        verified = self._verified.get(token)
        if verified is None or await self._keys.find(verified.kid) is not verified.key:
            verified = await self._prove(token)
        self._check(verified.claims)
        await self._refuse_revoked(verified)
        self._remember(token, verified)
        return verified.principal

    async def _prove(self, token: str) -> _Verified:
        kid, key = await self._key_for(token)
        try:
            payload = jwt.decode(token, KeySet([key]), algorithms=[ALGORITHM]).claims
            claims = msgspec.convert(payload, _Claims)
        except (JoseError, ValueError) as error:
            raise InvalidToken("the token's signature or claims are not valid") from error
        principal = Principal(
            id=claims.sub,
            role=claims.role,
            client_id=claims.client_id or claims.sub,
            organisations=claims.organisations,
            territories=claims.territories,
        )
        return _Verified(kid, key, claims, principal)

    def _remember(self, token: str, verified: _Verified) -> None:
        self._verified[token] = verified
        self._verified.move_to_end(token)
        if len(self._verified) > _KEPT:
            self._verified.popitem(last=False)

    async def _key_for(self, token: str) -> tuple[str, OKPKey]:
        if len(token) > _LONGEST:
            raise InvalidToken("the token is too long")
        try:
            header = jws.extract_compact(token.encode()).headers()
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise InvalidToken("this is not a JSON Web Token") from error
        kid = header.get("kid")
        if header.get("alg") != ALGORITHM or not isinstance(kid, str):
            raise InvalidToken(
                tr(
                    "the token must be signed with {algorithm} and name its key",
                    algorithm=ALGORITHM,
                )
            )
        key = await self._keys.find(kid)
        if key is None:
            raise InvalidToken("the token's key is not known")
        return kid, key

    def _check(self, claims: _Claims) -> None:
        now = self._clock().timestamp()
        if claims.iss != self._issuer or claims.aud != self._audience:
            raise InvalidToken("the token is not for this system")
        if claims.exp <= now:
            raise InvalidToken("the token has expired")
        if max(claims.iat, claims.nbf or 0) > now + _SKEW:
            raise InvalidToken("the token comes from the future")
        if not 0 < claims.exp - claims.iat <= LONGEST_LIFE.total_seconds():
            raise InvalidToken("the token must end within an hour of its issue")

    async def _refuse_revoked(self, verified: _Verified) -> None:
        moment = await self._revoked.not_before(verified.principal.client_id)
        if moment is not None and verified.claims.iat < moment.timestamp():
            raise InvalidToken("the token was revoked: get another one")
