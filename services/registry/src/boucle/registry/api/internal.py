"""``/internal/directory``: names and contacts, for the services that write to people."""

from fastapi import APIRouter

from boucle.registry.api.deps import ServiceOnly, TheRegistry
from boucle.registry.api.shown import contact_out
from boucle.registry.schemas.access import (
    DirectoryIn,
    DirectoryOrganisation,
    DirectoryOut,
    DirectoryTerritory,
)
from boucle.registry.schemas.territories import AnimatorOut
from boucle.registry.store.organisations import contacts_of, find_organisations
from boucle.registry.store.territories import find_territories

router = APIRouter(tags=["internal"])


@router.post("/internal/directory")
async def directory(
    body: DirectoryIn, principal: ServiceOnly, registry: TheRegistry
) -> DirectoryOut:
    """Names and contacts of organisations, animators of territories; unknown ids are left out."""
    async with registry.database.read() as session:
        organisations = await find_organisations(session, body.organisations)
        contacts = await contacts_of(session, body.organisations)
        territories = await find_territories(session, body.territories)
    return DirectoryOut(
        organisations={
            id_: DirectoryOrganisation(
                name=each.name, contacts=[contact_out(c) for c in contacts.get(id_, [])]
            )
            for id_, each in organisations.items()
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
