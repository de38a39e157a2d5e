"""``/v1/sources/{source}/sharings``: sharings under a tool's own ids; sent twice, done once."""

from typing import Unpack

from fastapi import Response

from boucle.catalogue.sharing import sharing_catalogue
from boucle.platform.db import WriteSession
from boucle.platform.http import (
    GuardedRouter,
    MergePatch,
    OnVersion,
    OnVersionOrNew,
    Reading,
    patch_of,
    patched,
)
from boucle.registry.api.declarations.sharing_answers import sharing_out, written_sharing_out
from boucle.registry.api.declarations.sharings import PATCH_EXAMPLE, OfSharings
from boucle.registry.api.dependencies import Registry, TheRegistry, ToolOrOperator, write
from boucle.registry.api.expanded import with_holders
from boucle.registry.api.responses import written_answer
from boucle.registry.api.schemas.declarations.sharings import SharingOut, SharingPut, SharingRead
from boucle.registry.api.sources.sources import Id, Named, On, SourceInPath
from boucle.registry.api.wire import declared_sharing
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.kinds import SHARINGS
from boucle.registry.declarations.present import as_sent, name_in
from boucle.registry.declarations.sharings.drafts import drafted
from boucle.registry.declarations.sharings.sharing import SharingDraft
from boucle.registry.declarations.tools import sources
from boucle.registry.declarations.tools.sources import Naming
from boucle.registry.declarations.writing import Writing, readable

router = GuardedRouter(tags=["sources"], prefix="/v1/sources/{source}/sharings")


def _draft(body: SharingPut, registry: Registry) -> SharingDraft:
    return drafted(declared_sharing(body), registry.catalogue, sharing_catalogue())


@router.put("/{external_id}", responses={201: {"model": SharingOut}})
async def put_sharing_of_source(
    naming: Named,
    body: SharingPut,
    registry: TheRegistry,
    response: Response,
    condition: OnVersionOrNew,
) -> SharingOut:
    """Declare or revise: 201 when new, else 200; the same again changes nothing."""
    draft = _draft(body, registry)

    async def work(session: WriteSession) -> tuple[SharingOut, bool]:
        return await _written(session, registry, naming, body, draft, condition=condition)

    return written_answer(response, *await write(registry, work))


async def _written(
    session: WriteSession,
    registry: Registry,
    naming: Naming,
    body: SharingPut,
    draft: SharingDraft,
    **on: Unpack[On],
) -> tuple[SharingOut, bool]:
    """The sharing as the body says, and whether it is new."""
    now = registry.clock()
    writing = Writing(naming.principal, now, sharing_catalogue().version, registry.persons)
    written = await sources.put_declared(
        session, SHARINGS, naming, body.site, draft, writing, new_id=registry.new_id, **on
    )
    return written_sharing_out(written, now), written.outcome == "created"


@router.get("/{external_id}", response_model=SharingRead)
async def get_sharing_of_source(
    source: SourceInPath,
    external_id: Id,
    principal: ToolOrOperator,
    registry: TheRegistry,
    reading: Reading,
    chosen: OfSharings,
) -> Response:
    """One sharing, by the tool's id."""
    async with registry.database.read() as session:
        await sources.ensure_readable_source(session, source, principal)
        named = await sources.named(session, SHARINGS, source, external_id)
        sharing = await readable(session, SHARINGS, named.id, principal)
        shown = sharing_out(sharing, registry.clock())
        [shown] = await with_holders(session, principal, [shown], chosen, SharingRead)
    return chosen.one(shown, reading, sharing.version)


@router.patch("/{external_id}", openapi_extra=patch_of(SharingPut, PATCH_EXAMPLE))
async def patch_sharing_of_source(
    naming: Named,
    patch: MergePatch,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> SharingOut:
    """Change some fields of a sharing, by the tool's id, as ``PATCH /v1/sharings/{sharing_id}``
    does."""

    async def work(session: WriteSession) -> SharingOut:
        await sources.ensure_own_source(session, naming.source, naming.principal)
        seen = await sources.named(session, SHARINGS, naming.source, naming.external_id, condition)
        await ensure_condition(session, condition, naming.principal, seen)
        present = as_sent(seen)
        site = await name_in(session, naming.source, seen.site_id)
        body = patched(SharingPut, present | ({"site": site} if site else {}), patch)
        draft = _draft(body, registry)
        shown, _ = await _written(session, registry, naming, body, draft, based_on=seen.version)
        return shown

    return written_answer(response, await write(registry, work))


@router.delete("/{external_id}", status_code=204)
async def delete_sharing_of_source(
    naming: Named, registry: TheRegistry, condition: OnVersion
) -> None:
    """The sharing is gone from today."""
    now = registry.clock()
    await write(
        registry,
        lambda session: sources.withdraw_named(session, SHARINGS, naming, now, condition),
    )
