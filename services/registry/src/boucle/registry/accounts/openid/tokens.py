"""Verify what an OpenID Connect provider signed. The only user of authlib, which has no types."""

from collections.abc import Mapping
from typing import Any, Final

from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from boucle.registry.accounts.openid.metadata import Metadata, Provider

_SIGNED_BY: Final = ["RS256", "PS256", "ES256", "RS384", "PS384", "ES384", "RS512", "PS512"]
"""Never ``none``, nor a secret that both sides have."""
_LEEWAY_S: Final = 60
_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}


class BadToken(ValueError):
    """It proves nothing."""


class UnknownKey(BadToken):
    """No key of ours signed it: perhaps a newer one did."""


def asking_url(
    provider: Provider, metadata: Metadata, state: str, nonce: str, verifier: str
) -> str:
    """Return where a browser asks to be signed in."""
    proof: dict[str, str] = {}
    if metadata.proves_keys:
        challenge = create_s256_code_challenge(verifier)
        proof = {"code_challenge": challenge, "code_challenge_method": "S256"}
    return str(
        prepare_grant_uri(
            metadata.authorization_endpoint,
            provider.client_id,
            "code",
            redirect_uri=provider.redirect_uri,
            scope=provider.scopes,
            state=state,
            nonce=nonce,
            acr_values=provider.acr_values,
            claims=provider.claims_wanted(metadata),
            **proof,
        )
    )


def token_request(
    provider: Provider, metadata: Metadata, code: str, verifier: str
) -> tuple[str, Mapping[str, str], str]:
    """Return address, headers and body of what exchanges a code."""
    proof = {"code_verifier": verifier} if metadata.proves_keys else {}
    body = prepare_token_request(
        "authorization_code", redirect_uri=provider.redirect_uri, code=code, **proof
    )
    client = ClientAuth(provider.client_id, provider.client_secret, metadata.auth_method)
    url, headers, body = client.prepare("POST", metadata.token_endpoint, dict(_FORM), body)
    return str(url), dict(headers), str(body)


def verified_id_token(
    token: str, access_token: str, provider: Provider, keys: KeySet, nonce: str, now: int
) -> dict[str, Any]:
    """Return its claims: signed by the provider, for this client, in answer to this ``nonce``,
    now. Raises BadToken."""
    decoded = _decoded(token, keys)
    options = {
        "iss": {"essential": True, "value": provider.issuer},
        "aud": {"essential": True, "value": provider.client_id},
        "sub": {"essential": True},
    }
    params = {"nonce": nonce, "client_id": provider.client_id, "access_token": access_token}
    claims = CodeIDToken(decoded.claims, decoded.header, options, params)
    try:
        claims.validate(now=now, leeway=_LEEWAY_S)
    except (JoseError, ValueError, TypeError) as error:
        raise BadToken(f"id token: {error}") from error
    return dict(claims)


def verified_userinfo(token: str, provider: Provider, keys: KeySet, now: int) -> dict[str, Any]:
    """Return the claims of a signed answer of the userinfo endpoint. Raises BadToken."""
    claims = _decoded(token, keys).claims
    registry = jwt.JWTClaimsRegistry(
        now=now,
        leeway=_LEEWAY_S,
        iss={"essential": True, "value": provider.issuer},
        aud={"essential": True, "value": provider.client_id},
    )
    try:
        registry.validate(claims)
    except (JoseError, ValueError, TypeError) as error:
        raise BadToken(f"userinfo: {error}") from error
    return dict(claims)


def _decoded(token: str, keys: KeySet) -> jwt.Token:
    try:
        return jwt.decode(token, keys, algorithms=_SIGNED_BY)
    except InvalidKeyIdError as error:
        raise UnknownKey(f"signature: {error}") from error
    except (JoseError, ValueError) as error:
        raise BadToken(f"signature: {error}") from error
