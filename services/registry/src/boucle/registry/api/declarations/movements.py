"""``/v1/movements``: who moves or revises so often that he may be measuring others."""

from boucle.platform.http import GuardedRouter, Page, Paging, page_of
from boucle.registry.api.dependencies import Staff, TheRegistry
from boucle.registry.api.schemas.declarations.movements import MovementOut
from boucle.registry.declarations.movements import store

router = GuardedRouter(tags=["movements"])


@router.get("/v1/movements")
async def list_unusual_movements(
    principal: Staff, registry: TheRegistry, paging: Paging
) -> Page[MovementOut]:
    """Sites, flows and organisations of your territories that move more than is usual; for the
    operator, all. In order of their last movement, which ``updated_after`` means too."""
    async with registry.database.read() as session:
        rows = await store.list_unusual(session, principal, paging, registry.clock())
    return page_of(rows, paging, place=store.placed, show=MovementOut.of)
