"""``/v1/duplicates``: flows of a site that two sources probably declared; for staff."""

from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.platform.db import WriteSession
from boucle.platform.http import GuardedRouter, Page, Paging, page_of
from boucle.platform.identity import Principal
from boucle.registry.api.dependencies import Staff, TheRegistry, write
from boucle.registry.api.responses import flow_out
from boucle.registry.api.schemas.sources.sources import DuplicateOut, ResolutionIn
from boucle.registry.declarations.duplicates import DuplicatePair, resolve_duplicate, with_originals
from boucle.registry.declarations.flows import store

router = GuardedRouter(tags=["duplicates"])


def _shown(pair: DuplicatePair, principal: Principal, catalogue: Catalogue) -> DuplicateOut:
    return DuplicateOut(
        flow=flow_out(pair.flow, principal, catalogue),
        original=flow_out(pair.original, principal, catalogue),
        decision=pair.decision,
    )


@router.get("/v1/duplicates")
async def list_duplicates(
    principal: Staff, registry: TheRegistry, paging: Paging
) -> Page[DuplicateOut]:
    """Flagged flows that wait for somebody's word; meanwhile each is counted once."""
    async with registry.database.read() as session:
        rows = list(await store.list_duplicates(session, principal, paging))
        pairs = await with_originals(session, rows)
    return page_of(
        pairs,
        paging,
        place=lambda pair: (pair.flow.updated_at, pair.flow.id),
        show=lambda pair: _shown(pair, principal, registry.catalogue),
    )


@router.post("/v1/duplicates/{flow_id}/resolution", name="resolve_duplicate")
async def resolve(
    flow_id: UUID, body: ResolutionIn, principal: Staff, registry: TheRegistry
) -> DuplicateOut:
    """``same``: it stays uncounted. ``distinct``: it counts from now on."""

    async def work(session: WriteSession) -> DuplicateOut:
        now = registry.clock()
        pair = await resolve_duplicate(session, flow_id, body.decision, principal, now)
        return _shown(pair, principal, registry.catalogue)

    return await write(registry, work)
