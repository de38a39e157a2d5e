"""Routes of a kind by Boucle's own ids: POST, LIST, GET, PUT, PATCH, DELETE."""

from collections.abc import Mapping
from operator import attrgetter
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Response

from boucle.platform.db import WriteSession
from boucle.platform.http import (
    GuardedRouter,
    MergePatch,
    OnVersion,
    Page,
    Reading,
    Selection,
    followed,
    page_of,
    patch_of,
    patched,
    sorted_by,
)
from boucle.platform.idempotency import Once, made_at
from boucle.platform.identity import Principal
from boucle.platform.paging import PageRequest
from boucle.registry.api.declarations.shapes import Shape
from boucle.registry.api.dependencies import Party, Registry, TheRegistry, create_once, write
from boucle.registry.api.endpoints import described, taking
from boucle.registry.api.expanded import with_holders
from boucle.registry.api.responses import written_answer
from boucle.registry.declarations.at_site.declared import Key, T
from boucle.registry.declarations.at_site.store import SORTS
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.present import as_sent
from boucle.registry.declarations.writing import (
    Wanted,
    Writing,
    readable,
    withdraw_one,
    write_all,
)
from boucle.registry.domain.entities import Declaration
from boucle.registry.reference.search import searched_words

_Pages = Annotated[PageRequest, sorted_by(*SORTS)]


def routes_by_id(shape: Shape[T]) -> GuardedRouter:
    router = GuardedRouter(tags=[f"{shape.word}s"], prefix=f"/v1/{shape.word}s")
    _add_creation(router, shape)
    _add_list(router, shape)
    _add_reading(router, shape)
    _add_revision(router, shape)
    _add_patch(router, shape)
    _add_withdrawal(router, shape)
    return router


def _one(shape: Shape[T]) -> str:
    return f"/{{{shape.word}_id}}"


def _id(shape: Shape[T]) -> Any:
    return Annotated[UUID, Path(alias=f"{shape.word}_id")]


def _add_creation(router: GuardedRouter, shape: Shape[T]) -> None:
    async def create(body: Any, principal: Party, registry: TheRegistry, once: Once) -> Response:
        draft = shape.draft(body, registry.catalogue)

        async def work(session: WriteSession) -> Any:
            return await _written(session, shape, registry, principal, body, draft, None)

        def made(shown: Any) -> Mapping[str, str]:
            id_ = getattr(shown, f"{shape.word}_id")
            return made_at(f"/v1/{shape.word}s/{id_}", shown.version)

        return await create_once(registry, once, work, made)

    router.post(
        "",
        status_code=201,
        response_model=shape.out,
        name=f"create_{shape.word}",
        description=shape.declares,
    )(taking(create, body=shape.create))


async def _written(
    session: WriteSession,
    shape: Shape[T],
    registry: Registry,
    principal: Principal,
    body: Any,
    draft: Declaration,
    seen: T | None,
) -> Any:
    """As the body says; ``seen``: what was read of it in this transaction."""
    key = Key(seen.id if seen else registry.new_id())
    now, catalogue = registry.clock(), registry.catalogue
    wanted = Wanted(key, body.site_id, draft, ("site_id", str(body.site_id)), seen)
    writing = Writing(principal, now, shape.version(catalogue), registry.persons)
    [written] = await write_all(session, shape.kind, [wanted], writing)
    return shape.written(written, principal, catalogue, now)


def _add_list(router: GuardedRouter, shape: Shape[T]) -> None:
    async def list_(
        principal: Party,
        registry: TheRegistry,
        paging: _Pages,
        chosen: Selection,
        withdrawn: bool | None = None,
        **filters: Any,
    ) -> Response:
        if withdrawn is None and paging.updated_after is None:
            withdrawn = False
        words = searched_words(filters.pop("q", None))
        shape.ensure_filters(filters, registry.catalogue)
        now = registry.clock()
        async with registry.database.read() as session:
            rows = await shape.kind.store.page(
                session, principal, paging, filters, withdrawn=withdrawn, words=words
            )
            page: Page[Any] = page_of(
                rows,
                paging,
                place=attrgetter(paging.sort.column, "id"),
                show=lambda thing: shape.shown(thing, principal, registry.catalogue, now),
            )
            page.items = await with_holders(session, principal, page.items, chosen, shape.read)
        return chosen.page(page)

    router.get(
        "",
        response_model=Page[shape.read],  # type: ignore[name-defined]
        name=f"list_{shape.word}s",
        description=described(shape.lists),
        **followed(shape.word),
    )(taking(list_, chosen=shape.selection, **shape.filters))


def _add_reading(router: GuardedRouter, shape: Shape[T]) -> None:
    async def get(
        id_: UUID, principal: Party, registry: TheRegistry, reading: Reading, chosen: Selection
    ) -> Response:
        async with registry.database.read() as session:
            thing = await readable(session, shape.kind, id_, principal)
            shown = shape.shown(thing, principal, registry.catalogue, registry.clock())
            [shown] = await with_holders(session, principal, [shown], chosen, shape.read)
        return chosen.one(shown, reading, thing.version)

    router.get(
        _one(shape),
        response_model=shape.read,
        name=f"get_{shape.word}",
        description=f"One {shape.word}; a withdrawn one too.",
    )(taking(get, id_=_id(shape), chosen=shape.selection))


def _add_revision(router: GuardedRouter, shape: Shape[T]) -> None:
    async def revise(
        id_: UUID,
        body: Any,
        principal: Party,
        registry: TheRegistry,
        response: Response,
        condition: OnVersion,
    ) -> Any:
        draft = shape.draft(body, registry.catalogue)

        async def work(session: WriteSession) -> Any:
            seen = await readable(session, shape.kind, id_, principal)
            await ensure_condition(session, condition, principal, seen)
            return await _written(session, shape, registry, principal, body, draft, seen)

        return written_answer(response, await write(registry, work))

    router.put(
        _one(shape),
        response_model=shape.out,
        name=f"revise_{shape.word}",
        description=f"{shape.says_whole} With ``If-Match``, only if nobody changed it meanwhile.",
    )(taking(revise, id_=_id(shape), body=shape.revise))


async def write_patch(
    session: WriteSession,
    shape: Shape[T],
    registry: Registry,
    principal: Principal,
    seen: T,
    patch: Mapping[str, object],
) -> Any:
    """Merge it onto what was declared, and write the whole."""
    present = {**as_sent(seen), "site_id": str(seen.site_id)}
    body = patched(shape.revise, present, patch)
    draft = shape.draft(body, registry.catalogue)
    return await _written(session, shape, registry, principal, body, draft, seen)


def _add_patch(router: GuardedRouter, shape: Shape[T]) -> None:
    async def patch_one(
        id_: UUID,
        principal: Party,
        patch: MergePatch,
        registry: TheRegistry,
        response: Response,
        condition: OnVersion,
    ) -> Any:
        async def work(session: WriteSession) -> Any:
            seen = await readable(session, shape.kind, id_, principal)
            await ensure_condition(session, condition, principal, seen)
            return await write_patch(session, shape, registry, principal, seen, patch)

        return written_answer(response, await write(registry, work))

    router.patch(
        _one(shape),
        response_model=shape.out,
        openapi_extra=patch_of(shape.revise, shape.example),
        name=f"patch_{shape.word}",
        description=described(
            f"Change some fields (RFC 7396): merged onto the {shape.word} as it was declared, then "
            "taken as a PUT of the whole. ``valid_from`` stays, unless it is given; null: from "
            "today."
        ),
    )(taking(patch_one, id_=_id(shape)))


def _add_withdrawal(router: GuardedRouter, shape: Shape[T]) -> None:
    async def withdraw(
        id_: UUID, principal: Party, registry: TheRegistry, condition: OnVersion
    ) -> None:
        async def work(session: WriteSession) -> None:
            seen = await readable(session, shape.kind, id_, principal)
            await ensure_condition(session, condition, principal, seen)
            await withdraw_one(session, shape.kind, seen, principal, registry.clock())

        await write(registry, work)

    router.delete(
        _one(shape),
        status_code=204,
        name=f"withdraw_{shape.word}",
        description=f"The {shape.word} is gone from today. Done twice, it changes nothing more.",
    )(taking(withdraw, id_=_id(shape)))
