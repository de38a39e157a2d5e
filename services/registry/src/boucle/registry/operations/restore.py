"""After a restore: what registry's topics hold beyond its database, taken back or published again.

The log holds no name, address or contact, and not how a tool names its objects: what is taken back
without them says so, and is listed for the operator.
"""

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from boucle.catalogue import Catalogue, load_catalogue
from boucle.contract.events.registry import Site as SiteEvent
from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.platform import outbox
from boucle.platform.consuming import halts
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.process import Resources
from boucle.platform.recovery import restored_log
from boucle.platform.recovery.restored_log import Log, Restored
from boucle.registry.domain.entities import Organisation, Territory
from boucle.registry.identity import signing_keys
from boucle.registry.identity.signing_keys import keyring_of
from boucle.registry.identity.use_cases import Secrets
from boucle.registry.operations import restored_cells, restored_persons, restored_principals
from boucle.registry.operations.restored_declared import RESTORABLE, Restoring
from boucle.registry.operations.restored_entities import UNKNOWN, site_of
from boucle.registry.operations.restored_persons import restore_persons
from boucle.registry.operations.restored_principals import RestoredPrincipals
from boucle.registry.parties.organisations import history
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.parties.organisations.verification import recorded
from boucle.registry.parties.sites import store as site_store
from boucle.registry.territories import store as territory_store
from boucle.registry.territories.history import SettingsChange, changes

TOPICS: Final = (
    *("territory", "site", "flow", "sharing", "establishments"),
    *("person", "principal"),
)
_VERSIONS: Final = {
    "territory": "SELECT siren AS subject, entity_version FROM territory",
    "site": "SELECT id::text AS subject, entity_version FROM site",
    "flow": "SELECT id::text AS subject, entity_version FROM flow",
    "sharing": "SELECT id::text AS subject, entity_version FROM sharing",
    "establishments": restored_cells.VERSIONS,
    "person": restored_persons.VERSIONS,
    "principal": restored_principals.VERSIONS,
}
_PLURAL: Final = {"territory": "territories", "site": "sites"}

Newer = dict[str, list[Event[Any]]]


async def after_restore(resources: Resources[Any], discard: bool) -> Restored:
    """One transaction; what the log lacks (it is another one) is published again as it is. Matching
    publishes lives: they are read on, or from the beginning of another log."""
    logs = {topic: await _log(resources, topic) for topic in TOPICS}
    nobodys = await Secrets().hash(secrets.token_urlsafe(32))
    another = await restored_log.is_shorter(resources.database, resources.bus)
    async with resources.database.write() as session:
        work = _Work(session, load_catalogue(), resources.clock())
        await work.territories(logs["territory"].newer, discard)
        if discard:
            await work.publish_sites(logs["site"].newer)
        else:
            await work.take_sites(logs["site"].newer)
        await work.publish_lacking(logs)
        declared = Restoring(session, work.catalogue, work.now, work.restored)
        for one in RESTORABLE:
            log = logs[one.topic]
            await (declared.publish_own if discard else declared.take)(one, log.newer)
            await declared.publish_lacking(one, log.lacking)
        cells = logs["establishments"]
        await restored_cells.restore_cells(session, cells, discard, work.restored, work.now)
        persons = resources.settings.persons
        await restore_persons(session, logs["person"], persons, work.restored, work.now)
        principals = RestoredPrincipals(session, work.restored, nobodys, work.now)
        await principals.take(logs["principal"])
        await principals.publish_lacking(logs["principal"])
        if another:
            await restored_log.read_from_the_beginning(session)
        # Whoever took a key of the backup, or was revoked since, has no token that is good.
        await signing_keys.add(session, keyring_of(resources.settings), work.now, at_once=True)
    return work.restored


async def _log(resources: Resources[Any], topic: str) -> Log:
    async with resources.database.read() as session:
        known = {row[0]: row[1] for row in await session.fetch(_VERSIONS[topic])}
        skipped = await halts.skipped(session)
    return await restored_log.read_log(resources.bus, topic, known, skipped)


def _parents_first(newer: Newer) -> Iterator[tuple[str, Event[TerritoryEvent]]]:
    """A federation before those inside it, whose rows name it."""
    waiting = {siren: restored_log.last(events) for siren, events in newer.items()}
    while waiting:
        free = [s for s, last in waiting.items() if last.data.parent not in waiting]
        for siren in free or list(waiting):
            yield siren, waiting.pop(siren)


@dataclass
class _Work:
    session: WriteSession
    catalogue: Catalogue
    now: datetime
    restored: Restored = field(default_factory=Restored)

    async def territories(self, newer: Newer, discard: bool) -> None:
        """A territory is never withdrawn: one that only the log knows is taken back whatever."""
        known = await territory_store.find_territories(self.session, newer)
        for siren, last in _parents_first(newer):
            mine = known.get(siren)
            if mine is not None and discard:
                after = replace(mine, version=last.entity_version + 1, updated_at=self.now)
                await territory_store.save_territory(self.session, after, new=False)
                await self._publish_territory(after)
            else:
                await self._take_territory(mine, last)

    async def _take_territory(self, mine: Territory | None, last: Event[TerritoryEvent]) -> None:
        after = replace(
            mine or Territory(UNKNOWN, last.data),
            published=last.data,
            version=last.entity_version,
            updated_at=self.now,
        )
        await territory_store.save_territory(self.session, after, new=mine is None)
        changed = changes(mine, after)
        if changed:
            change = SettingsChange(after.siren, after.version, last.time, None, None, changed)
            await territory_store.add_change(self.session, change)
        self.restored.taken["territories"] += 1
        if mine is None:
            self.restored.lost.append(
                f"territory {after.siren}: its name, its animator and controller"
            )

    # --- taken back --------------------------------------------------------------------------

    async def take_sites(self, newer: Newer) -> None:
        known = await site_store.find_sites(self.session, list(map(UUID, newer)))
        sites = []
        for id_, events in newer.items():
            last: Event[SiteEvent] = restored_log.last(events)
            mine = known.get(UUID(id_))
            await self._organisation(last.data)
            sites.append(site_of(last, mine, self.now))
            if mine is None:
                self.restored.lost.append(
                    f"site {id_} of organisation {last.data.organisation_id}: its name, SIRET, "
                    "address, and its tool's own id"
                )
        await site_store.save_sites(self.session, sites)
        self.restored.taken["sites"] += len(sites)

    async def _organisation(self, site: SiteEvent) -> None:
        """Its grants travel with its sites; one that the backup did not know has nothing else. Who
        verified it, and how, is in no log: what was verified, or stopped being so, since the backup
        is claimed. The worker publishes so when it starts (``declarations/repairs``)."""
        found = await organisation_store.find_organisations(self.session, [site.organisation_id])
        mine = found.get(site.organisation_id)
        if mine is None:
            mine = Organisation(
                id=site.organisation_id,
                name=UNKNOWN,
                siren=None,
                territory=site.territory,
                example=False,
                tools=(),
                direct=True,  # so that no tool's snapshot withdraws it before it was declared again
                state="claimed",
                version=0,
                declared_at=self.now,
                updated_at=self.now,
            )
            self.restored.taken["organisations"] += 1
            self.restored.lost.append(
                f"organisation {mine.id} of {mine.territory}: its name, SIREN, contacts, and "
                "whether it was verified"
            )
        elif mine.state == "claimed" and not site.on_trial:
            self.restored.lost.append(f"organisation {mine.id}: who verified it, and how")
        stopped = mine.state == "verified" and site.on_trial
        if mine.tools == site.tools and not stopped and mine.version:
            return
        state = "claimed" if stopped else mine.state
        after = replace(
            mine, tools=site.tools, state=state, version=mine.version + 1, updated_at=self.now
        )
        await organisation_store.save_organisation(self.session, after)
        if stopped or not mine.version:
            await history.add(self.session, recorded(after, "restored", None, self.now))

    # --- published again ---------------------------------------------------------------------

    async def publish_sites(self, newer: Newer) -> None:
        known = await site_store.find_sites(self.session, list(map(UUID, newer)))
        kept = []
        for id_, events in newer.items():
            last, mine = restored_log.last(events), known.get(UUID(id_))
            version = last.entity_version + 1
            if mine is not None:
                kept.append(replace(mine, version=version, updated_at=self.now))
            gone = mine is None or mine.withdrawn_at is not None
            type_ = "site.withdrawn.v1" if gone else "site.revised.v1"
            await self._publish("site", type_, id_, version, mine.event() if mine else last.data)
        await site_store.save_sites(self.session, kept)

    async def publish_lacking(self, logs: Mapping[str, Log]) -> None:
        """At their own versions: who knows them takes no notice."""
        sirens = logs["territory"].lacking
        for territory in (await territory_store.find_territories(self.session, sirens)).values():
            await self._publish_territory(territory)
        sites = await site_store.find_sites(self.session, list(map(UUID, logs["site"].lacking)))
        for site in sites.values():
            type_ = "site.withdrawn.v1" if site.withdrawn_at else "site.declared.v1"
            await self._publish("site", type_, str(site.id), site.version, site.event())

    async def _publish_territory(self, one: Territory) -> None:
        await self._publish(
            "territory", "territory.revised.v1", one.siren, one.version, one.published
        )

    async def _publish(
        self, topic: str, type_: str, subject: str, version: int, data: object
    ) -> None:
        event = outbox.new_event(type_, subject=subject, version=version, data=data, now=self.now)
        await outbox.add(self.session, topic, event)
        self.restored.republished[_PLURAL[topic]] += 1
