"""After a restore: what is declared at sites, flows and sharings."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from boucle.catalogue import Catalogue, load_catalogue
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.recovery.restoring import Restoring, Stateful
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.kinds import FLOWS, SHARINGS, DeclarationKind
from boucle.registry.domain.entities import Site
from boucle.registry.operations.restored_entities import flow_of, sharing_of
from boucle.registry.parties.sites import store as site_store


def _declared(
    kind: DeclarationKind[T],
    of_event: Callable[[Event[Any], T | None, Site, Catalogue, datetime], T],
    lost: str,
) -> Stateful[UUID, T]:
    """Return how one kind is restored. ``of_event``: from its last event and what the backup held;
    ``lost``: what no event has."""

    async def made(
        work: Restoring, lasts: Sequence[Event[Any]], known: Mapping[UUID, T]
    ) -> list[T]:
        sites = await site_store.find_sites(work.session, {last.data.site_id for last in lasts})
        return [
            of_event(
                last,
                known.get(UUID(last.subject)),
                sites[last.data.site_id],
                load_catalogue(),
                work.now,
            )
            for last in lasts
        ]

    async def data(session: WriteSession, things: Mapping[UUID, T]) -> Mapping[UUID, object]:
        homes = {each.site_id for each in things.values()}
        sites = await site_store.find_sites(session, homes)
        return await kind.events(session, things.values(), sites)

    return Stateful(
        topic=kind.word,
        statement=f"SELECT id, entity_version FROM {kind.word}",
        key=UUID,
        find=kind.store.find,
        save=kind.store.save,
        made=made,
        data=data,
        lost=lambda last: (
            f"{kind.word} {last.subject} of site {last.data.site_id}: {lost}, and its tool's own id"
        ),
    )


DECLARED: Final[tuple[Stateful[UUID, Any], ...]] = (
    _declared(FLOWS, flow_of, "its text, provenance"),
    _declared(
        SHARINGS,
        sharing_of,
        "its description, provenance, last day, the SIRENs that it excludes",
    ),
)
