"""``/v1/synergies/{synergy_id}/parties``: who is behind a synergy, once all consented."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.masking import Viewer, mask_synergy
from boucle.contract.named import named, named_carrier
from boucle.contract.views import SideView, view_of
from boucle.platform.db import ReadSession
from boucle.platform.errors import NotFound
from boucle.platform.http import GuardedRouter
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.api.dependencies import Party, TheRegistry
from boucle.registry.api.responses import contact_out
from boucle.registry.api.schemas.parties.synergies import (
    NamedOut,
    NamedPartiesOut,
    NamedPartyOut,
    NamedSiteOut,
)
from boucle.registry.domain.entities import Contact, Organisation, Site
from boucle.registry.parties.organisations import store
from boucle.registry.parties.sites.store import find_sites
from boucle.registry.parties.synergies.store import disclosed_life

router = GuardedRouter(tags=["synergies"])
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class _Known:
    """What registry knows at this moment of those whom a life names."""

    organisations: Mapping[UUID, Organisation]
    sites: Mapping[UUID, Site]
    contacts: Mapping[UUID, Contact]


@router.get("/v1/synergies/{synergy_id}/parties")
async def list_parties(
    synergy_id: UUID, principal: Party, registry: TheRegistry
) -> NamedPartiesOut:
    """Organisation, site and contact of each party that you may know by name: once all consented
    (``parties_href`` of the synergy, which may be a moment earlier). Until then 404, as for an
    unknown synergy. In a group, of those who consented; not of who refused you as a newcomer, nor
    to who left. Read live: keep no person longer than you need."""
    async with registry.database.read(snapshot=True) as session:
        life = await disclosed_life(session, synergy_id)
        if life is None:
            raise _unnamed(synergy_id)
        known = await _known(session, life)
    masked = mask_synergy(view_of(life), viewer=_viewer(principal, known.organisations))
    sides, carrier = named(masked), named_carrier(masked)
    if not sides:
        raise _unnamed(synergy_id)
    return NamedPartiesOut(
        synergy_id=synergy_id,
        items=list(_parties(sides, known)),
        carrier=None if carrier is None else _named(carrier, known),
    )


def _unnamed(synergy_id: UUID) -> NotFound:
    """Alike for who sees it and for who does not."""
    text = "no names of synergy {id} for you: they are here once all its parties consented"
    return NotFound(tr(text, id=synergy_id))


def _viewer(principal: Principal, parties: Mapping[UUID, Organisation]) -> Viewer:
    """Of a tool: the parties that let it act at this moment."""
    granted = (
        id_
        for id_, one in parties.items()
        if principal.client_id in one.tools and one.withdrawn_at is None
    )
    return Viewer.of(principal, frozenset(granted))


async def _known(session: ReadSession, life: Life) -> _Known:
    sides = [party.side for party in life.parties]
    sides += [life.carrier] if life.carrier else []
    organisations = {side.organisation_id for side in sides}
    sites = {side.site_id for side in sides if side.site_id is not None}
    return _Known(
        await store.find_organisations(session, organisations),
        await find_sites(session, sites),
        await store.first_contacts(session, organisations),
    )


def _parties(sides: Iterable[SideView], known: _Known) -> Iterator[NamedPartyOut]:
    for side in sides:
        one = _named(side, known)
        if one is not None:
            contact = known.contacts.get(one.organisation_id)
            shown = None if contact is None else contact_out(contact)
            yield NamedPartyOut.of(one, role=side.role, contact=shown)


def _named(side: SideView, known: _Known) -> NamedOut | None:
    organisation = known.organisations.get(side.organisation_id or _NOBODY)
    if organisation is None:
        return None
    site = known.sites.get(side.site_id or _NOBODY)
    place = None if site is None else NamedSiteOut.of(site.draft, site_id=site.id)
    return NamedOut.of(organisation, organisation_id=organisation.id, site=place)
