"""``/internal/territories/public``: what the portal tells anybody."""

from dataclasses import asdict

from boucle.platform.http import INTERNAL, GuardedRouter
from boucle.registry.api.dependencies import ServiceOnly, TheRegistry
from boucle.registry.api.schemas.territories.public import PublicTerritoriesOut, PublicTerritoryOut
from boucle.registry.territories.public import public_territories
from boucle.registry.territories.store import answering_in

router = GuardedRouter(tags=["internal"])


@router.post("/internal/territories/public", openapi_extra=INTERNAL)
async def read_public_territories(
    principal: ServiceOnly, registry: TheRegistry
) -> PublicTerritoriesOut:
    """The territories that take part, without sandboxes."""
    async with registry.database.read(snapshot=True) as session:
        found = await public_territories(session)
        answering = await answering_in(session, [one.siren for one in found])
    return PublicTerritoriesOut(
        items=[
            PublicTerritoryOut(
                **asdict(one),
                controller=answering[one.siren].name if one.siren in answering else None,
            )
            for one in found
        ]
    )
