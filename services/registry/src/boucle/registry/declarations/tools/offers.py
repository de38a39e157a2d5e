"""Offers that an animator read somewhere: carriers, depots, plants, each with its organisation and
site, under the source of the territory. Nothing is made that the file does not say."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.contract.persons import PersonKey
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import WriteSession
from boucle.platform.errors import DomainError, Fault, Faulty
from boucle.registry.declarations.at_site.declared import Key
from boucle.registry.declarations.kinds import SHARINGS
from boucle.registry.declarations.parties.organisations import (
    OrganisationDraft,
    declare_organisation,
    locked_organisation,
    revise_organisation,
)
from boucle.registry.declarations.parties.sites import (
    declare_site,
    locked_site,
    placed_site,
    revise_site,
)
from boucle.registry.declarations.sharings.changes import SHARING_STORE
from boucle.registry.declarations.sharings.sharing import OF_TERRITORY, Sharing, SharingDraft
from boucle.registry.declarations.writing import Wanted, Writing, Written, write_all
from boucle.registry.domain.entities import DeclaredSite, Organisation, Site, SiteDraft
from boucle.registry.parties.organisations import source_ids
from boucle.registry.parties.organisations.store import find_verified


@dataclass(frozen=True, slots=True)
class ReadOffer:
    """A row. ``name``: its reference; ``of``, ``at``: what the file calls organisation and site."""

    line: int
    name: str
    of: str
    at: str
    organisation: OrganisationDraft
    site: DeclaredSite
    draft: SharingDraft


async def write_offers(
    session: WriteSession,
    territory: str,
    rows: Sequence[ReadOffer],
    writing: Writing,
    *,
    catalogue: Catalogue,
    new_id: Callable[[], UUID],
    persons: PersonKey,
) -> list[tuple[ReadOffer, Written[Sharing] | DomainError]]:
    """What was written of each row, or why nothing of it was."""
    source = f"{OF_TERRITORY}{territory}"
    driver = await session.driver()
    outcomes: list[tuple[ReadOffer, Written[Sharing] | DomainError]] = []
    for row in rows:
        try:
            async with driver.transaction():  # a savepoint: nothing of a refused row stays
                done = await _written(session, source, row, writing, catalogue, new_id, persons)
            outcomes.append((row, done))
        except DomainError as error:
            outcomes.append((row, error))
    return outcomes


async def _written(
    session: WriteSession,
    source: str,
    row: ReadOffer,
    writing: Writing,
    catalogue: Catalogue,
    new_id: Callable[[], UUID],
    persons: PersonKey,
) -> Written[Sharing]:
    organisation = await _organisation(session, source, row, writing, new_id, persons)
    sandboxed = bool(sandbox_of(organisation.territory))
    placed = await placed_site(session, row.site, catalogue, sandboxed=sandboxed)
    site = await _site(session, source, row, organisation, placed.draft, writing, new_id)
    seen = (await SHARING_STORE.find_named(session, source, [row.name])).get(row.name)
    key = Key(new_id(), source, row.name)
    wanted = Wanted(key, site.id, row.draft, ("site", row.at), seen)
    return (await write_all(session, SHARINGS, [wanted], writing))[0]


async def _organisation(
    session: WriteSession,
    source: str,
    row: ReadOffer,
    writing: Writing,
    new_id: Callable[[], UUID],
    persons: PersonKey,
) -> Organisation:
    """Its own, declared before or now: an animator of its territory vouches for it."""
    principal, now, draft = writing.principal, writing.now, row.organisation
    known = (await source_ids.resolve(session, source, "organisation", [row.of])).get(row.of)
    if known is not None:
        locked = await locked_organisation(session, known, principal)
        return await revise_organisation(
            session, locked, draft, principal, now, new_id=new_id, persons=persons
        )
    if isinstance(draft.siren, str) and await find_verified(session, draft.siren, draft.territory):
        raise Faulty(
            Fault(
                "siren",
                draft.siren,
                "is that of a company which is in Boucle already",
                "no row here: its offer is declared at its own site, in a file of sharings",
            )
        )
    id_ = new_id()
    made = await declare_organisation(
        session, id_, draft, principal, now, new_id=new_id, persons=persons, direct=False
    )
    await source_ids.name(session, source, "organisation", row.of, id_)
    return made


async def _site(
    session: WriteSession,
    source: str,
    row: ReadOffer,
    organisation: Organisation,
    draft: SiteDraft,
    writing: Writing,
    new_id: Callable[[], UUID],
) -> Site:
    now = writing.now
    known = (await source_ids.resolve(session, source, "site", [row.at])).get(row.at)
    if known is not None:
        locked = await locked_site(session, known, writing.principal, None)
        return await revise_site(session, locked, organisation, draft, writing.principal, now)
    id_ = new_id()
    made = await declare_site(
        session, id_, organisation, draft, writing.principal, now, direct=False
    )
    await source_ids.name(session, source, "site", row.at, id_)
    return made
