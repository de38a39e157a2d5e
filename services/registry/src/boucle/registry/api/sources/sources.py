"""``/v1/sources/{source}``: organisations and sites under a tool's own ids; sent twice, done once.
How they are read: ``source_reads.py``."""

from collections.abc import Mapping
from typing import Final, Unpack

from fastapi import Response

from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, OnVersion, OnVersionOrNew
from boucle.registry.api.dependencies import Registry, TheRegistry, Tool, write
from boucle.registry.api.parties.organisations import shown_whole
from boucle.registry.api.responses import written_answer, written_site_out
from boucle.registry.api.schemas.parties.organisations import OrganisationOut, OrganisationPut
from boucle.registry.api.schemas.parties.sites import SitePut, WrittenSiteOut
from boucle.registry.api.schemas.sources.sources import Kinds, SnapshotIn, SnapshotOut
from boucle.registry.api.source_ids import visible_source_ids
from boucle.registry.api.sources.by_name import Named, On, SourceInPath
from boucle.registry.api.wire import declared_organisation, declared_site
from boucle.registry.declarations.boundaries import home_of
from boucle.registry.declarations.parties.sites import checked_site, placed_site, site_doubts
from boucle.registry.declarations.tools import snapshots, sources
from boucle.registry.declarations.tools.sources import Naming
from boucle.registry.domain.entities import DeclaredSite

_KINDS: Final[Mapping[snapshots.Named, Kinds]] = {
    "organisation": "organisations",
    "site": "sites",
    "flow": "flows",
    "sharing": "sharings",
}
router = GuardedRouter(tags=["sources"], prefix="/v1/sources/{source}")


@router.put("/organisations/{external_id}", responses={201: {"model": OrganisationOut}})
async def put_organisation_of_source(
    naming: Named,
    body: OrganisationPut,
    registry: TheRegistry,
    response: Response,
    condition: OnVersionOrNew,
) -> OrganisationOut:
    """Declare or revise; the tool that declares an organisation may act for it."""

    async def work(session: WriteSession) -> tuple[OrganisationOut, bool]:
        organisation, before = await sources.put_organisation(
            session,
            naming,
            declared_organisation(body),
            registry.clock(),
            new_id=registry.new_id,
            persons=registry.persons,
            condition=condition,
        )
        shown = await shown_whole(session, naming.principal, organisation)
        return shown, sources.is_new(before)

    return written_answer(response, *await write(registry, work))


@router.delete("/organisations/{external_id}", status_code=204)
async def delete_organisation_of_source(
    naming: Named, registry: TheRegistry, condition: OnVersion
) -> None:
    """What this source declared of the organisation is gone from today."""
    now = registry.clock()
    await write(
        registry,
        lambda session: sources.withdraw_named_organisation(session, naming, now, condition),
    )


@router.put("/sites/{external_id}", responses={201: {"model": WrittenSiteOut}})
async def put_site_of_source(
    naming: Named,
    body: SitePut,
    registry: TheRegistry,
    response: Response,
    condition: OnVersionOrNew,
) -> WrittenSiteOut:
    """Declare or revise; the site's flows follow in the same transaction."""
    declared = checked_site(declared_site(body), registry.catalogue, registry.served_area)

    async def work(session: WriteSession) -> tuple[WrittenSiteOut, bool]:
        return await written_site_of_source(
            session, registry, naming, body, declared, condition=condition
        )

    return written_answer(response, *await write(registry, work))


async def written_site_of_source(
    session: WriteSession,
    registry: Registry,
    naming: Naming,
    body: SitePut,
    declared: DeclaredSite,
    **on: Unpack[On],
) -> tuple[WrittenSiteOut, bool]:
    """The site as the body says, and whether it is new."""
    placed = await placed_site(
        session, declared, registry.catalogue, sandboxed=bool(home_of(naming.principal))
    )
    site, before = await sources.put_site(
        session,
        naming,
        body.organisation,
        placed.draft,
        registry.clock(),
        new_id=registry.new_id,
        **on,
    )
    names = await visible_source_ids(session, naming.principal, [site.id])
    doubts = await site_doubts(session, placed, before, site)
    return written_site_out(site, names.get(site.id, ()), doubts), sources.is_new(before)


@router.delete("/sites/{external_id}", status_code=204)
async def delete_site_of_source(naming: Named, registry: TheRegistry, condition: OnVersion) -> None:
    """The source no longer declares the site: it goes, unless somebody else declares it too."""
    now = registry.clock()
    await write(
        registry, lambda session: sources.withdraw_named_site(session, naming, now, condition)
    )


@router.post("/snapshot")
async def take_snapshot(
    source: SourceInPath, body: SnapshotIn, principal: Tool, registry: TheRegistry
) -> SnapshotOut:
    """Withdraw what this source declared and no longer lists; 409 where that is much and nobody
    said ``confirm``. Flows and sharings go by 500, each site and each organisation in a transaction
    of its own; sent again, it goes on where it stopped."""
    snapshot = snapshots.ToolSnapshot(body.organisations, body.sites, body.flows, body.sharings)
    done = await snapshots.take_snapshot(
        registry.database,
        principal,
        source,
        snapshot,
        registry.clock(),
        confirmed=body.confirm,
        dry_run=body.dry_run,
    )
    return SnapshotOut(
        withdrawn={_KINDS[kind]: names for kind, names in done.withdrawn.items()},
        unknown={_KINDS[kind]: names for kind, names in done.unknown.items()},
        counts={_KINDS[kind]: len(names) for kind, names in done.withdrawn.items()},
        dry_run=body.dry_run,
        needs_confirm=bool(done.much) and not body.confirm,
    )
