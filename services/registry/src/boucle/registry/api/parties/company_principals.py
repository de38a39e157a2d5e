"""``/v1/organisations/{id}/principals``: a company's own access, without the operator."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends, Path

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, require
from boucle.platform.idempotency import Once
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import TheRegistry, create_secret, write
from boucle.registry.api.schemas.identity.access import (
    CompanyPrincipalIn,
    CompanyPrincipalOut,
    CompanyPrincipalsOut,
    PrincipalMade,
)
from boucle.registry.declarations.parties.company_principals import (
    give_principal,
    principals_of,
    take_principal,
)
from boucle.registry.identity.use_cases import client_id_for

router = GuardedRouter(tags=["principals"])

Giver = Annotated[Principal, Depends(require("tool", "animator", "operator"))]
ClientId = Annotated[str, Path(max_length=100)]


@router.post("/v1/organisations/{organisation_id}/principals", status_code=201)
async def give_company_principal(
    organisation_id: UUID,
    body: CompanyPrincipalIn,
    principal: Giver,
    registry: TheRegistry,
    once: Once,
) -> PrincipalMade:
    """A principal of its own for a verified company: from its animator, or a tool that acts for it.
    The secret is shown this once: the same ``Idempotency-Key`` again makes no other, 409 names it.
    What a tool gave ends with its grant."""
    secret = registry.new_secret()
    hashed = await registry.secrets.hash(secret)

    async def work(session: WriteSession) -> PrincipalMade:
        given = await give_principal(
            session,
            organisation_id,
            body.name,
            principal,
            registry.clock(),
            client_id=client_id_for("company", registry.new_id),
            secret_hash=hashed,
        )
        return PrincipalMade.of(given, client_secret=secret)

    return await create_secret(registry, once, work, lambda made: made.client_id)


@router.get("/v1/organisations/{organisation_id}/principals")
async def list_company_principals(
    organisation_id: UUID, principal: Giver, registry: TheRegistry
) -> CompanyPrincipalsOut:
    """Those of this company alone that are not revoked; a tool sees those that it gave."""
    async with registry.database.read() as session:
        found = await principals_of(session, organisation_id, principal)
    return CompanyPrincipalsOut(items=[CompanyPrincipalOut.model_validate(one) for one in found])


@router.delete("/v1/organisations/{organisation_id}/principals/{client_id}", status_code=204)
async def revoke_company_principal(
    organisation_id: UUID, client_id: ClientId, principal: Giver, registry: TheRegistry
) -> None:
    """Refused everywhere within seconds."""

    async def work(session: WriteSession) -> None:
        await take_principal(session, organisation_id, client_id, principal, registry.clock())

    await write(registry, work)
