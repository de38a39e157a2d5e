"""Routes of a kind by a tool's own ids: PUT, GET, PATCH, DELETE; sent twice, done once."""

from typing import Annotated, Any, TypedDict, Unpack

from fastapi import Depends, Path, Response

from boucle.platform.conditions import Condition
from boucle.platform.db import WriteSession
from boucle.platform.errors import Faulty
from boucle.platform.http import (
    GuardedRouter,
    MergePatch,
    OnVersion,
    OnVersionOrNew,
    Reading,
    Selection,
    patch_of,
    patched,
)
from boucle.registry.api.declarations.shapes import Shape
from boucle.registry.api.dependencies import Registry, TheRegistry, Tool, ToolOrOperator, write
from boucle.registry.api.endpoints import described, taking
from boucle.registry.api.expanded import with_holders
from boucle.registry.api.responses import written_answer
from boucle.registry.api.sources.named_sites import with_unknown_site
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.conditions import ensure_condition
from boucle.registry.declarations.present import as_sent, name_in
from boucle.registry.declarations.tools import sources
from boucle.registry.declarations.tools.sources import Naming
from boucle.registry.declarations.writing import Writing, readable
from boucle.registry.domain.entities import Declaration

SourceInPath = Annotated[str, Path(max_length=40, description="The tool's own source.")]
Id = Annotated[
    str, Path(min_length=1, max_length=200, description="The tool's own id, without a slash.")
]


async def _naming(source: SourceInPath, external_id: Id, principal: Tool) -> Naming:
    return Naming(principal, source, external_id)


Named = Annotated[Naming, Depends(_naming)]


class On(TypedDict, total=False):
    """What must be so: the caller's condition; the version that the change was made of."""

    condition: Condition
    based_on: int


def routes_by_name(shape: Shape[T]) -> GuardedRouter:
    router = GuardedRouter(tags=["sources"], prefix=f"/v1/sources/{{source}}/{shape.word}s")
    for add in (_add_put, _add_reading, _add_patch, _add_withdrawal):
        add(router, shape)
    return router


def _add_put(router: GuardedRouter, shape: Shape[T]) -> None:
    async def put(
        naming: Named,
        body: Any,
        registry: TheRegistry,
        response: Response,
        condition: OnVersionOrNew,
    ) -> Any:
        try:
            draft = shape.draft(body, registry.catalogue)
        except Faulty as faulty:
            raise await with_unknown_site(registry.database, naming, body.site, faulty) from faulty

        async def work(session: WriteSession) -> tuple[Any, bool]:
            return await _written(
                session, shape, registry, naming, body, draft, condition=condition
            )

        return written_answer(response, *await write(registry, work))

    router.put(
        "/{external_id}",
        response_model=shape.out,
        responses={201: {"model": shape.out}},
        name=f"put_{shape.word}_of_source",
        description="Declare or revise: 201 when new, else 200; the same again changes nothing.",
    )(taking(put, body=shape.put))


async def _written(
    session: WriteSession,
    shape: Shape[T],
    registry: Registry,
    naming: Naming,
    body: Any,
    draft: Declaration,
    **on: Unpack[On],
) -> tuple[Any, bool]:
    """The answer of what the body says, and whether it is new."""
    now, catalogue = registry.clock(), registry.catalogue
    writing = Writing(naming.principal, now, shape.version(catalogue), registry.persons)
    written = await sources.put_declared(
        session, shape.kind, naming, body.site, draft, writing, new_id=registry.new_id, **on
    )
    shown = shape.written(written, naming.principal, catalogue, now)
    return shown, written.outcome == "created"


def _add_reading(router: GuardedRouter, shape: Shape[T]) -> None:
    async def get(
        source: SourceInPath,
        external_id: Id,
        principal: ToolOrOperator,
        registry: TheRegistry,
        reading: Reading,
        chosen: Selection,
    ) -> Response:
        async with registry.database.read() as session:
            await sources.ensure_readable_source(session, source, principal)
            named = await sources.named(session, shape.kind, source, external_id)
            thing = await readable(session, shape.kind, named.id, principal)
            shown = shape.shown(thing, principal, registry.catalogue, registry.clock())
            [shown] = await with_holders(session, principal, [shown], chosen, shape.read)
        return chosen.one(shown, reading, thing.version)

    router.get(
        "/{external_id}",
        response_model=shape.read,
        name=f"get_{shape.word}_of_source",
        description=f"One {shape.word}, by the tool's id.",
    )(taking(get, chosen=shape.selection))


def _add_patch(router: GuardedRouter, shape: Shape[T]) -> None:
    async def patch_one(
        naming: Named,
        patch: MergePatch,
        registry: TheRegistry,
        response: Response,
        condition: OnVersion,
    ) -> Any:
        async def work(session: WriteSession) -> Any:
            await sources.ensure_own_source(session, naming.source, naming.principal)
            seen = await sources.named(
                session, shape.kind, naming.source, naming.external_id, condition
            )
            await ensure_condition(session, condition, naming.principal, seen)
            site = await name_in(session, naming.source, seen.site_id)
            present = as_sent(seen) | ({"site": site} if site else {})
            body = patched(shape.put, present, patch)
            draft = shape.draft(body, registry.catalogue)
            shown, _ = await _written(
                session, shape, registry, naming, body, draft, based_on=seen.version
            )
            return shown

        return written_answer(response, await write(registry, work))

    router.patch(
        "/{external_id}",
        response_model=shape.out,
        openapi_extra=patch_of(shape.put, shape.example),
        name=f"patch_{shape.word}_of_source",
        description=described(
            f"Change some fields of a {shape.word}, by the tool's id, as "
            f"``PATCH /v1/{shape.word}s/{{{shape.word}_id}}`` does."
        ),
    )(patch_one)


def _add_withdrawal(router: GuardedRouter, shape: Shape[T]) -> None:
    async def withdraw(naming: Named, registry: TheRegistry, condition: OnVersion) -> None:
        now = registry.clock()
        await write(
            registry,
            lambda session: sources.withdraw_named(session, shape.kind, naming, now, condition),
        )

    router.delete(
        "/{external_id}",
        status_code=204,
        name=f"delete_{shape.word}_of_source",
        description=f"The {shape.word} is gone from today.",
    )(withdraw)
