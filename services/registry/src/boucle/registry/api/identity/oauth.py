"""``/oauth/token`` (RFC 6749, client credentials) and the key set that verifies its tokens."""

import base64
import binascii
from typing import NamedTuple
from urllib.parse import unquote_plus

from fastapi import Request
from fastapi.responses import JSONResponse

from boucle.platform.http import GuardedRouter, public
from boucle.platform.http.authentication import counts_itself
from boucle.platform.http.quotas import address_of, count, too_many
from boucle.platform.identity import public_key_set
from boucle.platform.translating import tr
from boucle.registry.api.dependencies import Registry, TheRegistry
from boucle.registry.api.schemas.identity.access import KeySetOut, OAuthErrorOut, TokenOut
from boucle.registry.identity import store
from boucle.registry.identity.failed_secrets import Claim, TooManyFailures
from boucle.registry.tables import ClientRow

router = GuardedRouter(tags=["identity"])

_FORM = "application/x-www-form-urlencoded"
_LONGEST = 500


class OAuthError(Exception):
    """An error of RFC 6749, section 5.2."""

    def __init__(self, error: str, description: str, *, basic: bool = False) -> None:
        super().__init__(description)
        self.error = error
        self.basic = basic

    def response(self) -> JSONResponse:
        headers = {"Cache-Control": "no-store", "Pragma": "no-cache"}
        if self.basic:
            headers["WWW-Authenticate"] = 'Basic realm="boucle", charset="UTF-8"'
        body = {"error": self.error, "error_description": str(self)}
        status = 401 if self.error == "invalid_client" else 400
        return JSONResponse(body, status, headers=headers)


class _Credentials(NamedTuple):
    client_id: str
    secret: str
    basic: bool


@router.post(
    "/oauth/token",
    response_model=TokenOut,
    responses={
        400: {"model": OAuthErrorOut, "description": "RFC 6749, section 5.2."},
        401: {"model": OAuthErrorOut, "description": "The client or its secret is not known."},
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                _FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["grant_type"],
                        "properties": {
                            "grant_type": {"type": "string", "enum": ["client_credentials"]},
                            "client_id": {
                                "type": "string",
                                "description": "Here with its secret, or both by HTTP Basic.",
                            },
                            "client_secret": {"type": "string"},
                        },
                    }
                }
            },
        }
    },
)
@public
@counts_itself
async def issue_token(request: Request, registry: TheRegistry) -> JSONResponse:
    """A bearer token against an id and its secret, in the form or by HTTP Basic."""
    try:
        return await _issue(request, registry)
    except OAuthError as error:
        return error.response()


async def _issue(request: Request, registry: TheRegistry) -> JSONResponse:
    form = await _form(request)
    credentials = _credentials(request, form)
    grant = form.get("grant_type")
    if grant is None:
        raise OAuthError("invalid_request", "grant_type is missing; expected: client_credentials")
    if grant != "client_credentials":
        raise OAuthError("unsupported_grant_type", "the only grant is client_credentials")
    async with registry.database.read() as session:
        client = await store.find_client(session, credentials.client_id)
    # Outside the session: argon2 takes its time, and the connection may serve meanwhile.
    right = await _is_right(request, registry, credentials, client)
    if not right or client is None:
        raise _not_known(basic=credentials.basic)
    count(request, client.role, client.client_id)
    # One moment: what is revoked after it ends this token too.
    async with registry.database.read(snapshot=True) as session:
        latest = await store.find_client(session, client.client_id)
        # Revoked or given another secret meanwhile.
        if latest is None or latest.revoked_at or latest.secret_hash != client.secret_hash:
            raise _not_known(basic=credentials.basic)
        token, seconds = await registry.tokens.issue(session, latest)
    return JSONResponse(
        {"access_token": token, "token_type": "Bearer", "expires_in": seconds},
        headers={"Cache-Control": "no-store", "Pragma": "no-cache"},
    )


async def _is_right(
    request: Request, registry: Registry, credentials: _Credentials, client: ClientRow | None
) -> bool:
    secret, secrets = credentials.secret, registry.secrets
    if secrets.proved(secret, client):
        return True
    try:
        claim = Claim(credentials.client_id, client is not None, address_of(request))
        return await registry.failed_secrets.heard(claim, lambda: secrets.proves(secret, client))
    except TooManyFailures as error:
        raise too_many(
            tr(
                "too many wrong secrets came for this client or from here; wait {retry_after} s",
                retry_after=error.retry_after,
            ),
            error.retry_after,
        ) from error


async def _form(request: Request) -> dict[str, str]:
    content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != _FORM:
        raise OAuthError("invalid_request", f"the body must be {_FORM}")
    async with request.form(max_fields=20) as form:
        fields: dict[str, str] = {}
        for name, value in form.multi_items():
            if name in fields:
                raise OAuthError("invalid_request", "a parameter is given twice")
            fields[name] = str(value)
    return fields


def _credentials(request: Request, form: dict[str, str]) -> _Credentials:
    header = request.headers.get("authorization")
    if header is not None:
        if "client_secret" in form:
            raise OAuthError("invalid_request", "the client identifies itself in two ways")
        return _from_basic(header)
    if not form.get("client_id") or not form.get("client_secret"):
        raise OAuthError("invalid_client", "client_id and client_secret are required", basic=True)
    return _fit(form["client_id"], form["client_secret"], basic=False)


def _from_basic(header: str) -> _Credentials:
    """RFC 6749, section 2.3.1: both parts form-encoded, then as RFC 7617 says."""
    scheme, _, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        raise OAuthError("invalid_client", "only HTTP Basic is known here", basic=True)
    try:
        text = base64.b64decode(encoded.strip(), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as error:
        raise OAuthError("invalid_client", "this is not HTTP Basic", basic=True) from error
    client_id, colon, secret = text.partition(":")
    if not colon:
        raise OAuthError("invalid_client", "this is not HTTP Basic", basic=True)
    return _fit(unquote_plus(client_id), unquote_plus(secret), basic=True)


def _fit(client_id: str, secret: str, *, basic: bool) -> _Credentials:
    """What no client has is not looked up: NUL cannot even be asked of Postgres."""
    fit = client_id.isprintable() and secret.isprintable()
    if not fit or len(client_id) > _LONGEST or len(secret) > _LONGEST:
        raise _not_known(basic=basic)
    return _Credentials(client_id, secret, basic)


def _not_known(*, basic: bool) -> OAuthError:
    return OAuthError("invalid_client", "the client or its secret is not known", basic=basic)


@router.get("/.well-known/jwks.json")
@public
async def get_key_set(registry: TheRegistry) -> KeySetOut:
    """The public keys that verify tokens."""
    async with registry.database.read() as session:
        keys = await registry.tokens.keys.all(session)
    return KeySetOut.model_validate(public_key_set(*(one.key for one in keys)))
