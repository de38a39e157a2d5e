"""``/v1/sharings``: what sites could pool, offer or need, by Boucle's own ids."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import Response
from pydantic import Field

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.sharing import SharingDirection, SharingKind
from boucle.platform.db import WriteSession
from boucle.platform.http import (
    AnyOf,
    GuardedRouter,
    MergePatch,
    Once,
    OnVersion,
    Page,
    Reading,
    Selection,
    Siren,
    followed,
    page_of,
    patch_of,
    patched,
    selection,
    sorted_by,
)
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.registry.api.declarations.sharing_answers import sharing_out, written_sharing_out
from boucle.registry.api.dependencies import Party, Registry, TheRegistry, create_once, write
from boucle.registry.api.expanded import with_holders
from boucle.registry.api.responses import written_answer
from boucle.registry.api.schemas.declarations.sharings import (
    SharingCreate,
    SharingOut,
    SharingRead,
    SharingRevise,
)
from boucle.registry.api.wire import declared_sharing
from boucle.registry.declarations.at_site.declared import Key
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.kinds import SHARINGS
from boucle.registry.declarations.present import as_sent
from boucle.registry.declarations.sharings import store
from boucle.registry.declarations.sharings.drafts import drafted
from boucle.registry.declarations.sharings.sharing import Sharing, SharingDraft
from boucle.registry.declarations.writing import (
    Wanted,
    Writing,
    readable,
    withdraw_one,
    write_all,
)

router = GuardedRouter(tags=["sharings"])

SharingPages = Annotated[PageRequest, sorted_by(*store.SORTS)]
OfSharings = Annotated[
    Selection, selection(SharingRead, "sharing_id", expand=("site", "organisation"))
]
PATCH_EXAMPLE: Final = {"figures": {"tonnes": "14"}, "contract_end": None}


def draft_of(body: SharingCreate | SharingRevise, registry: Registry) -> SharingDraft:
    return drafted(declared_sharing(body), registry.catalogue, sharing_catalogue())


@router.post("/v1/sharings", status_code=201, response_model=SharingOut)
async def create_sharing(
    body: SharingCreate, principal: Party, registry: TheRegistry, once: Once
) -> Response:
    """Declare a need or an offer of a site: a service, equipment or workforce."""
    draft = draft_of(body, registry)

    async def work(session: WriteSession) -> SharingOut:
        key = Key(registry.new_id())
        return await _written(session, registry, principal, key, body, draft, None)

    return await create_once(registry, once, work)


async def _written(
    session: WriteSession,
    registry: Registry,
    principal: Principal,
    key: Key,
    body: SharingCreate | SharingRevise,
    draft: SharingDraft,
    seen: Sharing | None,
) -> SharingOut:
    """As the body says; ``seen``: what was read of it in this transaction."""
    now = registry.clock()
    wanted = Wanted(key, body.site_id, draft, ("site_id", str(body.site_id)), seen)
    writing = Writing(principal, now, sharing_catalogue().version, registry.persons)
    [written] = await write_all(session, SHARINGS, [wanted], writing)
    return written_sharing_out(written, now)


@router.get("/v1/sharings", response_model=Page[SharingRead], **followed("sharing"))
async def list_sharings(
    principal: Party,
    registry: TheRegistry,
    paging: SharingPages,
    chosen: OfSharings,
    site_id: AnyOf[UUID] = None,
    organisation_id: AnyOf[UUID] = None,
    territory: AnyOf[Siren] = None,
    kind: AnyOf[SharingKind] = None,
    direction: Annotated[
        AnyOf[SharingDirection], Field(description="Only what sites `need` or `offer`.")
    ] = None,
    subject: AnyOf[Annotated[str, Field(max_length=64)]] = None,
    source: AnyOf[Annotated[str, Field(max_length=64)]] = None,
    withdrawn: bool | None = None,
) -> Response:
    """Sharings the caller may see, in order of change. Those withdrawn are left out, unless
    ``updated_after`` or ``withdrawn`` is given."""
    if withdrawn is None and paging.updated_after is None:
        withdrawn = False
    filters: dict[str, Sequence[object] | None] = {
        "site_id": site_id,
        "organisation_id": organisation_id,
        "territory": territory,
        "kind": kind,
        "direction": direction,
        "subject": subject,
        "source": source,
    }
    now = registry.clock()
    async with registry.database.read() as session:
        rows = await store.list_sharings(session, principal, paging, filters, withdrawn=withdrawn)
        page = page_of(
            rows,
            paging,
            place=store.placed(paging.sort),
            show=lambda sharing: sharing_out(sharing, now),
        )
        page.items = await with_holders(session, principal, page.items, chosen, SharingRead)
    return chosen.page(page)


@router.get("/v1/sharings/{sharing_id}", response_model=SharingRead)
async def get_sharing(
    sharing_id: UUID,
    principal: Party,
    registry: TheRegistry,
    reading: Reading,
    chosen: OfSharings,
) -> Response:
    """One sharing; a withdrawn one too."""
    async with registry.database.read() as session:
        sharing = await readable(session, SHARINGS, sharing_id, principal)
        shown = sharing_out(sharing, registry.clock())
        [shown] = await with_holders(session, principal, [shown], chosen, SharingRead)
    return chosen.one(shown, reading, sharing.version)


@router.put("/v1/sharings/{sharing_id}")
async def revise_sharing(
    sharing_id: UUID,
    body: SharingRevise,
    principal: Party,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> SharingOut:
    """Say the whole sharing again. With ``If-Match``, only if nobody changed it meanwhile."""
    draft = draft_of(body, registry)

    async def work(session: WriteSession) -> SharingOut:
        seen = await readable(session, SHARINGS, sharing_id, principal)
        await ensure_condition(session, condition, principal, seen)
        return await _written(session, registry, principal, Key(seen.id), body, draft, seen)

    return written_answer(response, await write(registry, work))


@router.patch("/v1/sharings/{sharing_id}", openapi_extra=patch_of(SharingRevise, PATCH_EXAMPLE))
async def patch_sharing(
    sharing_id: UUID,
    principal: Party,
    patch: MergePatch,
    registry: TheRegistry,
    response: Response,
    condition: OnVersion,
) -> SharingOut:
    """Change some fields (RFC 7396): merged onto the sharing as it was declared, then taken as a
    PUT of the whole. ``valid_from`` stays, unless it is given; null: from today."""

    async def work(session: WriteSession) -> SharingOut:
        seen = await readable(session, SHARINGS, sharing_id, principal)
        await ensure_condition(session, condition, principal, seen)
        present = {**as_sent(seen), "site_id": str(seen.site_id)}
        body = patched(SharingRevise, present, patch)
        draft = draft_of(body, registry)
        return await _written(session, registry, principal, Key(seen.id), body, draft, seen)

    return written_answer(response, await write(registry, work))


@router.delete("/v1/sharings/{sharing_id}", status_code=204)
async def withdraw_sharing(
    sharing_id: UUID, principal: Party, registry: TheRegistry, condition: OnVersion
) -> None:
    """The sharing is gone from today. Done twice, it changes nothing more."""

    async def work(session: WriteSession) -> None:
        seen = await readable(session, SHARINGS, sharing_id, principal)
        await ensure_condition(session, condition, principal, seen)
        await withdraw_one(session, SHARINGS, seen, principal, registry.clock())

    await write(registry, work)
