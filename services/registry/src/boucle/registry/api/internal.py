"""``/internal/directory``: names and contacts, for the services that write to people."""

from fastapi import APIRouter

from boucle.registry.api.deps import ServiceOnly, TheRegistry
from boucle.registry.api.shown import contact_out
from boucle.registry.domain.entities import Territory
from boucle.registry.schemas.access import (
    DirectoryIn,
    DirectoryOrganisation,
    DirectoryOut,
    DirectoryTerritory,
)
from boucle.registry.schemas.territories import AnimatorOut
from boucle.registry.store import organisations as organisation_store
from boucle.registry.store.territories import find_territories

router = APIRouter(tags=["internal"])


@router.post("/internal/directory")
async def directory(
    body: DirectoryIn, principal: ServiceOnly, registry: TheRegistry
) -> DirectoryOut:
    """Names and contacts of organisations, animators of territories; unknown ids are left out."""
    told = await organisation_store.directory(registry.database, body.organisations)
    territories: dict[str, Territory] = {}
    if body.territories:  # who asks keeps the few there are
        async with registry.database.read() as session:
            territories = await find_territories(session, body.territories)
    return DirectoryOut(
        organisations={
            id_: DirectoryOrganisation(name=name, contacts=[contact_out(c) for c in contacts])
            for id_, (name, contacts) in told.items()
        },
        territories={
            siren: DirectoryTerritory(
                name=each.name,
                animator=AnimatorOut(name=each.animator.name, email=each.animator.email)
                if each.animator
                else None,
            )
            for siren, each in territories.items()
        },
    )
