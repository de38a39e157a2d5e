"""After a restore: sites, and the organisations that they are of."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from boucle.contract.events.registry import Site as SiteEvent
from boucle.platform.db import WriteSession
from boucle.platform.events import Event
from boucle.platform.recovery.restoring import Restoring, Stateful
from boucle.registry.domain.entities import Organisation, Site
from boucle.registry.operations.restored_entities import UNKNOWN, site_of
from boucle.registry.parties.organisations import history
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.parties.organisations.verification import recorded
from boucle.registry.parties.sites import store as site_store


async def _made(
    work: Restoring, lasts: Sequence[Event[SiteEvent]], known: Mapping[UUID, Site]
) -> list[Site]:
    for last in lasts:
        await _organisation(work, last.data)
    return [site_of(last, known.get(UUID(last.subject)), work.now) for last in lasts]


async def _organisation(work: Restoring, site: SiteEvent) -> None:
    """Its grants travel with its sites; one that the backup did not know has nothing else. Who
    verified it, and how, is in no log: what was verified, or stopped being so, since the backup
    is claimed. The worker publishes so when it starts (``declarations/repairs``)."""
    found = await organisation_store.find_organisations(work.session, [site.organisation_id])
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
            declared_at=work.now,
            updated_at=work.now,
        )
        work.restored.taken["organisations"] += 1
        work.restored.lost.append(
            f"organisation {mine.id} of {mine.territory}: its name, SIREN, contacts, and "
            "whether it was verified"
        )
    elif mine.state == "claimed" and not site.on_trial:
        work.restored.lost.append(f"organisation {mine.id}: who verified it, and how")
    stopped = mine.state == "verified" and site.on_trial
    if mine.tools == site.tools and not stopped and mine.version:
        return
    state = "claimed" if stopped else mine.state
    after = replace(
        mine, tools=site.tools, state=state, version=mine.version + 1, updated_at=work.now
    )
    await organisation_store.save_organisation(work.session, after)
    if stopped or not mine.version:
        await history.add(work.session, recorded(after, "restored", None, work.now))


async def _data(_session: WriteSession, sites: Mapping[UUID, Site]) -> Mapping[UUID, object]:
    return {id_: site.event() for id_, site in sites.items()}


def _lost(last: Event[SiteEvent]) -> str:
    return (
        f"site {last.subject} of organisation {last.data.organisation_id}: its name, SIRET, "
        "address, and its tool's own id"
    )


SITES: Final = Stateful(
    topic="site",
    statement="SELECT id, entity_version FROM site",
    key=UUID,
    find=site_store.find_sites,
    save=site_store.save_sites,
    made=_made,
    data=_data,
    lost=_lost,
)
