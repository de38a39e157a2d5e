"""Authenticate every route, unless it is marked ``public``."""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

from fastapi import Depends, Request, Security
from fastapi.openapi.models import OAuthFlowClientCredentials, OAuthFlows
from fastapi.security import OAuth2
from fastapi.security.utils import get_authorization_scheme_param

from boucle.platform.errors import forbidden, unavailable
from boucle.platform.http.problems import Problem, unauthenticated
from boucle.platform.http.quotas import ADDRESS, address_of, count
from boucle.platform.identity.keys import KeysUnavailable
from boucle.platform.identity.principal import Principal, Role
from boucle.platform.identity.tokens import InvalidToken, Verifier
from boucle.platform.translating import either, tr

_PUBLIC = "__boucle_public__"
_COUNTS = "__boucle_counts_itself__"
_token = OAuth2(
    flows=OAuthFlows(
        clientCredentials=OAuthFlowClientCredentials(tokenUrl="/oauth/token", scopes={})
    ),
    scheme_name="token",
    description="A token (JWT) from `POST /oauth/token`, against a client id and its secret.",
    auto_error=False,
)

E = TypeVar("E", bound=Callable[..., object])


def public(endpoint: E) -> E:
    """Mark an endpoint that answers without a principal (token, key set, answer pages)."""
    setattr(endpoint, _PUBLIC, True)
    return endpoint


def is_public(endpoint: object) -> bool:
    return getattr(endpoint, _PUBLIC, False) is True


def counts_itself(endpoint: E) -> E:
    """Mark a public endpoint that counts its requests itself (``quotas.count``)."""
    setattr(endpoint, _COUNTS, True)
    return endpoint


async def authenticate(
    request: Request,
    authorization: Annotated[str | None, Security(_token)],
) -> Principal | None:
    """Return the principal; None only for a public endpoint. ``create_app`` puts it on every route.
    Counts the request by its principal, or by its address without one."""
    endpoint = request.scope.get("endpoint")
    if is_public(endpoint):
        if not hasattr(endpoint, _COUNTS):
            count(request, ADDRESS, address_of(request))
        return None
    try:
        principal = await _principal_of(request, authorization)
    except Problem:
        count(request, ADDRESS, address_of(request))
        raise
    count(request, principal.role, principal.client_id)
    return principal


async def _principal_of(request: Request, authorization: str | None) -> Principal:
    """Return the principal without counting. Raises like ``authenticate``."""
    scheme, token = get_authorization_scheme_param(authorization)
    if scheme.lower() != "bearer" or not token:
        raise unauthenticated("a bearer token is required; get one from POST /oauth/token")
    verifier: Verifier = request.app.state.verifier
    try:
        return await verifier.verify(token)
    except InvalidToken as error:
        raise unauthenticated(str(error), error="invalid_token") from error
    except KeysUnavailable as error:
        raise unavailable(
            "identity-unavailable",
            "Nobody can be recognised right now",
            "the key set of the token issuer cannot be fetched; try again",
            retry_after=5,
        ) from error


async def still_authenticated(request: Request) -> None:
    """Raise if the token expired or was revoked while the request waited. It is still one request:
    nothing more is counted."""
    await _principal_of(request, request.headers.get("authorization"))


async def current_principal(
    principal: Annotated[Principal | None, Depends(authenticate)],
) -> Principal:
    """Return the caller; use it as ``principal: CurrentPrincipal``."""
    if principal is None:
        raise unauthenticated("a bearer token is required; get one from POST /oauth/token")
    return principal


CurrentPrincipal = Annotated[Principal, Depends(current_principal)]


def require(*roles: Role) -> Callable[[Principal], Awaitable[Principal]]:
    """Return a dependency: the principal, if it has one of these roles (else 403)."""

    async def with_role(principal: CurrentPrincipal) -> Principal:
        if principal.role not in roles:
            raise forbidden(
                tr(
                    "this needs the role {roles}, not {role}",
                    roles=either(roles),
                    role=principal.role,
                )
            )
        return principal

    return with_role
