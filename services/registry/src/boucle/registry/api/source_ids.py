"""The ids that tools gave, as far as the caller may see them."""

from collections.abc import Collection
from uuid import UUID

from boucle.platform.db import Session
from boucle.platform.identity import Principal
from boucle.registry.domain.entities import Source
from boucle.registry.identity.store import find_client
from boucle.registry.parties.organisations import source_ids


async def visible_source_ids(
    session: Session, principal: Principal, entities: Collection[UUID]
) -> dict[UUID, list[Source]]:
    """A tool sees its own ids only; everybody else who may see an entity, all of them."""
    known = await source_ids.names_of(session, entities)
    if principal.role != "tool":
        return known
    client = await find_client(session, principal.client_id)
    source = client.source if client else None
    return {
        entity: [name for name in ids if name.source == source] for entity, ids in known.items()
    }
