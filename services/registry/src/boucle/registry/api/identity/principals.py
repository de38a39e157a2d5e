"""``/v1/principals``: who may ask, as the operator says."""

from typing import Annotated

from fastapi import Path

from boucle.platform.db import WriteSession
from boucle.platform.http import AnyOf, GuardedRouter, Page, Paging, page_of
from boucle.platform.idempotency import Once
from boucle.platform.identity import Role
from boucle.registry.api.dependencies import (
    Operator,
    TheRegistry,
    ToolOrOperator,
    create_secret,
    write,
)
from boucle.registry.api.schemas.identity.access import (
    ConditionIn,
    PrincipalIn,
    PrincipalMade,
    PrincipalOut,
    TrustIn,
)
from boucle.registry.identity import store
from boucle.registry.identity.revoking import ensure_not_revoked, revoke_client, rotate_secret
from boucle.registry.identity.use_cases import (
    ClientDraft,
    checked_client,
    client_id_for,
    create_client,
    set_requires_if_match,
    set_verifies,
)
from boucle.registry.tables import ClientRow

router = GuardedRouter(tags=["principals"])

ClientId = Annotated[str, Path(max_length=100)]


def _made(client: ClientRow, secret: str) -> PrincipalMade:
    return PrincipalMade.of(client, client_secret=secret)


@router.post("/v1/principals", status_code=201)
async def create_principal(
    body: PrincipalIn, principal: Operator, registry: TheRegistry, once: Once
) -> PrincipalMade:
    """A new principal; its secret is shown this once. The same ``Idempotency-Key`` again makes no
    other: 409 names it."""
    declared = checked_client(
        ClientDraft(
            body.name,
            body.role,
            body.source,
            body.organisations,
            body.territories,
            body.verifies,
            body.requires_if_match,
        )
    )
    secret = registry.new_secret()
    hashed = await registry.secrets.hash(secret)

    async def work(session: WriteSession) -> PrincipalMade:
        await ensure_not_revoked(session, principal.client_id)
        client_id = client_id_for(declared.role, registry.new_id)
        client = await create_client(session, declared, client_id, hashed, registry.clock())
        return _made(client, secret)

    return await create_secret(registry, once, work, lambda made: made.client_id)


@router.get("/v1/principals")
async def list_principals(
    principal: Operator, registry: TheRegistry, paging: Paging, role: AnyOf[Role] = None
) -> Page[PrincipalOut]:
    """Principals, in order of creation; never a secret."""
    async with registry.database.read() as session:
        rows = await store.list_clients(session, paging, roles=role)
    return page_of(rows, paging, place=store.placed, show=PrincipalOut.model_validate)


@router.delete("/v1/principals/{client_id}", status_code=204)
async def revoke_principal(client_id: ClientId, principal: Operator, registry: TheRegistry) -> None:
    """No new token from now on, and those issued before are refused everywhere within seconds; so
    are the principals that a tool gave to companies. The last operator cannot be revoked."""

    async def work(session: WriteSession) -> None:
        await revoke_client(session, client_id, registry.clock())

    await write(registry, work)


@router.post("/v1/principals/{client_id}/secret")
async def rotate_principal_secret(
    client_id: ClientId, principal: Operator, registry: TheRegistry, once: Once
) -> PrincipalMade:
    """A new secret, shown this once; the old one is worth nothing from now on, nor are its tokens
    within seconds. The same ``Idempotency-Key`` again makes no other: 409."""
    secret = registry.new_secret()
    hashed = await registry.secrets.hash(secret)

    async def work(session: WriteSession) -> PrincipalMade:
        return _made(await rotate_secret(session, client_id, hashed, registry.clock()), secret)

    return await create_secret(registry, once, work, lambda made: made.client_id)


@router.put("/v1/principals/{client_id}/verifies")
async def trust_principal(
    client_id: ClientId, body: TrustIn, principal: Operator, registry: TheRegistry
) -> PrincipalOut:
    """Trust a tool to verify what it declares from now on, or trust it no more. What it verified
    stays verified: refuse what was wrong."""
    client = await write(registry, lambda session: set_verifies(session, client_id, body.verifies))
    return PrincipalOut.model_validate(client)


@router.put("/v1/principals/{client_id}/requires-if-match")
async def require_if_match(
    client_id: ClientId, body: ConditionIn, principal: ToolOrOperator, registry: TheRegistry
) -> PrincipalOut:
    """Have this tool's changes refused (428) where it does not say which version it read: against
    losing what others changed meanwhile. For the tool itself, and the operator."""
    wanted = body.requires_if_match
    client = await write(
        registry,
        lambda session: set_requires_if_match(session, client_id, wanted, principal),
    )
    return PrincipalOut.model_validate(client)
