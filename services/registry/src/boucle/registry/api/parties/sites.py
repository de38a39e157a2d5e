"""``/v1/sites``: establishments with a place, by Boucle's own ids."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from fastapi import Response

from boucle.contract.sandboxes import sandbox_of
from boucle.platform.conditions import Condition
from boucle.platform.db import Session, WriteSession
from boucle.platform.http import (
    AnyOf,
    AsMap,
    Feature,
    GuardedRouter,
    OnVersion,
    Page,
    Reading,
    Selection,
    Siren,
    TableColumn,
    also_as_file,
    fields,
    file_of,
    followed,
    map_of,
    page_of,
    selection,
    sorted_by,
)
from boucle.platform.idempotency import Once, made_at
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.registry.api.dependencies import Party, Registry, TheRegistry, create_once, write
from boucle.registry.api.expanded import organisations_shown
from boucle.registry.api.responses import site_out, written_answer, written_site_out
from boucle.registry.api.schemas.parties.sites import (
    SiteCreate,
    SiteOut,
    SiteRevise,
    WrittenSiteOut,
)
from boucle.registry.api.schemas.reference.reference import Words
from boucle.registry.api.schemas.sources.reads import SiteRead
from boucle.registry.api.source_ids import visible_source_ids
from boucle.registry.api.wire import declared_site
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.parties.sites import (
    checked_site,
    declare_site,
    held_organisation,
    locked_site,
    placed_site,
    readable_site,
    revise_site,
    site_doubts,
)
from boucle.registry.declarations.site_changes import withdraw_sites
from boucle.registry.domain.entities import DeclaredSite
from boucle.registry.parties.sites import store
from boucle.registry.reference.search import searched_words

router = GuardedRouter(tags=["sites"])

SitePages = Annotated[PageRequest, sorted_by(*store.SORTS)]
OfSites = Annotated[Selection, selection(SiteRead, "site_id", expand=("organisation",))]

_COLUMNS: Final = (
    TableColumn("Identifiant", "Id", lambda one: one.site_id),
    TableColumn("Organisation", "Organisation", lambda one: one.organisation_id),
    TableColumn("Nom", "Name", lambda one: one.name),
    TableColumn("SIRET", "SIRET", lambda one: one.siret),
    TableColumn("Code NAF", "NAF code", lambda one: one.naf and one.naf.code),
    TableColumn("Adresse", "Address", lambda one: one.address),
    TableColumn("Commune", "Commune", lambda one: one.commune),
    TableColumn("Code commune", "Commune code", lambda one: one.commune_code),
    TableColumn("Territoire", "Territory", lambda one: one.territory),
    TableColumn("Latitude", "Latitude", lambda one: one.latitude),
    TableColumn("Longitude", "Longitude", lambda one: one.longitude),
    TableColumn("Précision", "Precision", lambda one: one.location_precision),
    TableColumn("Exemple", "Example", lambda one: one.example),
    TableColumn("Déclaré le", "Declared at", lambda one: one.declared_at),
    TableColumn("Modifié le", "Updated at", lambda one: one.updated_at),
    TableColumn("Retiré le", "Withdrawn at", lambda one: one.withdrawn_at),
)
"""Of the list as a file."""
_FEATURE: Final = Feature(
    lambda one: one.site_id,
    lambda one: [(one.latitude, one.longitude)],
    {
        **fields("site_id", "organisation_id", "name", "siret", "commune", "commune_code"),
        **fields("territory", "location_precision", "example", "version", "updated_at"),
    },
)
"""On a map."""


@router.post("/v1/sites", status_code=201, response_model=WrittenSiteOut)
async def create_site(
    body: SiteCreate, principal: Party, registry: TheRegistry, once: Once
) -> Response:
    """Declare a site of an organisation."""
    declared = checked_site(declared_site(body), registry.catalogue, registry.served_area)

    async def work(session: WriteSession) -> WrittenSiteOut:
        organisation = await held_organisation(
            session, body.organisation_id, principal, "organisation_id", str(body.organisation_id)
        )
        now = registry.clock()
        placed = await placed_site(
            session,
            declared,
            registry.catalogue,
            sandboxed=bool(sandbox_of(organisation.territory)),
        )
        site = await declare_site(
            session, registry.new_id(), organisation, placed.draft, principal, now
        )
        return written_site_out(site, (), await site_doubts(session, placed, None, site))

    return await create_once(
        registry, once, work, lambda made: made_at(f"/v1/sites/{made.site_id}", made.version)
    )


@router.get(
    "/v1/sites", response_model=Page[SiteRead], **also_as_file(followed("site"), mapped=True)
)
async def list_sites(
    principal: Party,
    registry: TheRegistry,
    paging: SitePages,
    chosen: OfSites,
    organisation_id: AnyOf[UUID] = None,
    territory: AnyOf[Siren] = None,
    q: Words = None,
    withdrawn: bool | None = None,
    kind: AsMap = "json",
) -> Response:
    """Sites the caller may see, in order of change. ``q``: words of name and commune. Those
    withdrawn are left out, unless ``updated_after`` or ``withdrawn`` is given."""
    if withdrawn is None and paging.updated_after is None:
        withdrawn = False
    words = searched_words(q)

    async def listed(paging: PageRequest) -> Page[SiteOut]:
        async with registry.database.read() as session:
            rows = await store.list_sites(
                session,
                principal,
                paging,
                organisations=organisation_id,
                territories=territory,
                withdrawn=withdrawn,
                words=words,
            )
            names = await visible_source_ids(session, principal, [site.id for site in rows])
            page = page_of(
                rows,
                paging,
                place=store.placed(paging.sort),
                show=lambda site: site_out(site, names.get(site.id, ())),
            )
            page.items = await with_organisations(session, principal, page.items, chosen)
        return page

    if kind == "geojson":
        return await map_of(listed, paging, _FEATURE, "sites")
    if kind != "json":
        return await file_of(listed, paging, _COLUMNS, "sites", kind)
    return chosen.page(await listed(paging))


async def with_organisations(
    session: Session, principal: Principal, sites: list[SiteOut], chosen: Selection
) -> list[SiteOut]:
    """Each with its organisation, where that is asked for."""
    if not chosen.expanded:
        return sites
    ids = {each.organisation_id for each in sites}
    known = await organisations_shown(session, principal, ids)
    return [
        SiteRead.model_construct(**dict(each), organisation=known.get(each.organisation_id))
        for each in sites
    ]


@router.get("/v1/sites/{site_id}", response_model=SiteRead)
async def get_site(
    site_id: UUID, principal: Party, registry: TheRegistry, reading: Reading, chosen: OfSites
) -> Response:
    """One site; a withdrawn one too."""
    async with registry.database.read() as session:
        site = await readable_site(session, site_id, principal)
        names = await visible_source_ids(session, principal, [site_id])
        shown = site_out(site, names.get(site_id, ()))
        [shown] = await with_organisations(session, principal, [shown], chosen)
    return chosen.one(shown, reading, site.version)


@router.put("/v1/sites/{site_id}")
async def put_site(
    site_id: UUID,
    body: SiteRevise,
    principal: Party,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> WrittenSiteOut:
    """Say the whole site anew; its flows follow. With ``If-Match``, only if nobody changed it."""
    declared = checked_site(declared_site(body), registry.catalogue, registry.served_area)

    async def work(session: WriteSession) -> WrittenSiteOut:
        await readable_site(session, site_id, principal)
        change = SiteChange(site_id, condition)
        return await written_site(session, registry, principal, change, body, declared)

    return written_answer(response, await write(registry, work))


@dataclass(frozen=True, slots=True)
class SiteChange:
    """Of a site: on which condition, and the version that it was made of where that was read before
    the lock."""

    site_id: UUID
    condition: Condition
    based_on: int | None = None


async def written_site(
    session: WriteSession,
    registry: Registry,
    principal: Principal,
    change: SiteChange,
    body: SiteRevise,
    declared: DeclaredSite,
) -> WrittenSiteOut:
    """The site as the body says, locked after its organisation."""
    organisation = await held_organisation(
        session, body.organisation_id, principal, "organisation_id", str(body.organisation_id)
    )
    locked = await locked_site(session, change.site_id, principal, change.based_on)
    await ensure_condition(session, change.condition, principal, locked)
    placed = await placed_site(
        session,
        declared,
        registry.catalogue,
        sandboxed=bool(sandbox_of(organisation.territory)),
    )
    site = await revise_site(
        session, locked, organisation, placed.draft, principal, registry.clock()
    )
    names = await visible_source_ids(session, principal, [site.id])
    doubts = await site_doubts(session, placed, locked, site)
    return written_site_out(site, names.get(site.id, ()), doubts)


@router.delete("/v1/sites/{site_id}", status_code=204)
async def withdraw_site(
    site_id: UUID, principal: Party, registry: TheRegistry, condition: OnVersion
) -> None:
    """The site and its flows are gone from today. Done twice, it changes nothing more."""

    async def work(session: WriteSession) -> None:
        locked = await locked_site(session, site_id, principal)
        await ensure_condition(session, condition, principal, locked)
        await withdraw_sites(session, [locked], registry.clock())

    await write(registry, work)
