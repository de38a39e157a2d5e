"""After a restore: what is declared at sites, flows and sharings."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from boucle.catalogue import Catalogue, load_catalogue
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.recovery.restoring import Restoring, Stateful
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.flows.store import save_flows
from boucle.registry.declarations.kinds import FLOWS, SHARINGS, DeclarationKind
from boucle.registry.declarations.sharings.sharing import Sharing
from boucle.registry.declarations.sharings.store import save_sharings
from boucle.registry.declarations.sharings.zones import zones_at
from boucle.registry.domain.entities import Flow, Site
from boucle.registry.operations.restored_entities import flow_of, sharing_of
from boucle.registry.parties.sites import store as site_store


def _declared(
    kind: DeclarationKind[T],
    of_event: Callable[[Event[Any], T | None, Site, Catalogue, datetime], T],
    save: Callable[[WriteSession, Sequence[T]], Awaitable[None]],
    data: Callable[
        [WriteSession, Iterable[T], Mapping[UUID, Site]], Awaitable[Mapping[UUID, object]]
    ],
    lost: str,
) -> Stateful[UUID, T]:
    """One kind. ``of_event``: from its last event and what the backup held; ``data``: of things at
    their sites; ``lost``: what no event has."""

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

    async def at_their_sites(
        session: WriteSession, things: Mapping[UUID, T]
    ) -> Mapping[UUID, object]:
        homes = {each.site_id for each in things.values()}
        return await data(session, things.values(), await site_store.find_sites(session, homes))

    return Stateful(
        topic=kind.word,
        statement=f"SELECT id, entity_version FROM {kind.word}",
        key=UUID,
        find=kind.find,
        save=save,
        made=made,
        data=at_their_sites,
        lost=lambda last: (
            f"{kind.word} {last.subject} of site {last.data.site_id}: {lost}, and its tool's own id"
        ),
    )


async def _flow_data(
    _session: WriteSession, flows: Iterable[Flow], sites: Mapping[UUID, Site]
) -> Mapping[UUID, object]:
    return {flow.id: flow.event(sites[flow.site_id]) for flow in flows}


async def _sharing_data(
    session: WriteSession, sharings: Iterable[Sharing], sites: Mapping[UUID, Site]
) -> Mapping[UUID, object]:
    zones = await zones_at(session, sites)
    return {one.id: one.event(sites[one.site_id], zones.get(one.site_id)) for one in sharings}


DECLARED: Final[tuple[Stateful[UUID, Any], ...]] = (
    _declared(FLOWS, flow_of, save_flows, _flow_data, "its text, provenance"),
    _declared(
        SHARINGS,
        sharing_of,
        save_sharings,
        _sharing_data,
        "its description, provenance, last day, the SIRENs that it excludes",
    ),
)
