"""After a restore: what is declared at sites, flows and sharings, taken back or published again."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Generic
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Restored
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.kinds import FLOWS, SHARINGS, DeclarationKind
from boucle.registry.domain.entities import Site
from boucle.registry.operations.restored_entities import flow_of, sharing_of
from boucle.registry.parties.sites import store as site_store

Newer = Mapping[str, list[Event[Any]]]


@dataclass(frozen=True, slots=True)
class Restorable(Generic[T]):
    """How one kind is restored. ``of_event``: from its last event and what the backup held;
    ``lost``: what no event has."""

    kind: DeclarationKind[T]
    of_event: Callable[[Event[Any], T | None, Site, Catalogue, datetime], T]
    lost: str

    @property
    def topic(self) -> str:
        return self.kind.word

    @property
    def plural(self) -> str:
        return f"{self.kind.word}s"


RESTORABLE: Final[tuple[Restorable[Any], ...]] = (
    Restorable(FLOWS, flow_of, "its text, provenance"),
    Restorable(
        SHARINGS,
        sharing_of,
        "its description, provenance, last day, the SIRENs that it excludes",
    ),
)


@dataclass(frozen=True, slots=True)
class Restoring:
    """In which transaction, by which catalogue, when; what became of it."""

    session: WriteSession
    catalogue: Catalogue
    now: datetime
    restored: Restored

    async def take(self, one: Restorable[T], newer: Newer) -> None:
        """Take back what the log has beyond the backup."""
        known = await one.kind.store.find(self.session, list(map(UUID, newer)))
        lasts = {id_: restored_log.last(events) for id_, events in newer.items()}
        homes = {last.data.site_id for last in lasts.values()}
        sites = await site_store.find_sites(self.session, homes)
        things = []
        for id_, last in lasts.items():
            mine, site = known.get(UUID(id_)), sites[last.data.site_id]
            things.append(one.of_event(last, mine, site, self.catalogue, self.now))
            if mine is None:
                named = f"{one.kind.word} {id_} of site {site.id}"
                self.restored.lost.append(f"{named}: {one.lost}, and its tool's own id")
        await one.kind.store.save(self.session, things)
        self.restored.taken[one.plural] += len(things)

    async def publish_own(self, one: Restorable[T], newer: Newer) -> None:
        """Publish the backup's state above the log's versions."""
        known = await one.kind.store.find(self.session, list(map(UUID, newer)))
        sites = await site_store.find_sites(self.session, {each.site_id for each in known.values()})
        data = await one.kind.events(self.session, known.values(), sites)
        kept = []
        for id_, events in newer.items():
            last, mine = restored_log.last(events), known.get(UUID(id_))
            version = last.entity_version + 1
            if mine is not None:
                kept.append(replace(mine, version=version, updated_at=self.now))
            gone = mine is None or mine.withdrawn_at is not None
            type_ = f"{one.kind.word}.{'withdrawn' if gone else 'revised'}.v1"
            await self._publish(one, type_, id_, version, data[mine.id] if mine else last.data)
        await one.kind.store.save(self.session, kept)

    async def publish_lacking(self, one: Restorable[T], lacking: Collection[str]) -> None:
        """At their own versions: who knows them takes no notice."""
        known = await one.kind.store.find(self.session, list(map(UUID, lacking)))
        sites = await site_store.find_sites(self.session, {each.site_id for each in known.values()})
        data = await one.kind.events(self.session, known.values(), sites)
        for each in known.values():
            type_ = f"{one.kind.word}.{'withdrawn' if each.withdrawn_at else 'declared'}.v1"
            await self._publish(one, type_, str(each.id), each.version, data[each.id])

    async def _publish(
        self, one: Restorable[T], type_: str, subject: str, version: int, data: object
    ) -> None:
        event = outbox.new_event(type_, subject=subject, version=version, data=data, now=self.now)
        await outbox.add(self.session, one.topic, event)
        self.restored.republished[one.plural] += 1
