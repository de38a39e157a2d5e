"""``/v1/sources/{source}/bulk``: any number of rows in one request, each answered as it is done."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from functools import partial
from typing import Final

import msgspec
from fastapi import Request, Response

from boucle.platform.db import WriteSession, is_transient
from boucle.platform.errors import DomainError, Fault
from boucle.platform.http import GuardedRouter, Problem, still_authenticated
from boucle.platform.http.languages import translate
from boucle.platform.http.ndjson import MEDIA_TYPE, Exchange, Incoming, Limits, Row
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.api.declarations.shapes import SHAPES, Shape
from boucle.registry.api.dependencies import Registry, TheRegistry, Tool, write
from boucle.registry.api.schemas.sources.bulk import BulkEnd, BulkResult, BulkRow, BulkSummary
from boucle.registry.api.sources.bulk_answers import (
    Shown,
    failed,
    put,
    refused,
    shown,
    warned,
    written,
)
from boucle.registry.api.sources.bulk_lines import (
    AnyLine,
    CheckedLine,
    RefusedLine,
    SiteLine,
    checked_lines,
)
from boucle.registry.api.sources.by_name import SourceInPath
from boucle.registry.api.sources.named_sites import unknown_sites
from boucle.registry.declarations.at_site.declared import T
from boucle.registry.declarations.boundaries import home_of
from boucle.registry.declarations.parties.organisations import OrganisationDraft
from boucle.registry.declarations.parties.sites import placed_site, site_doubts
from boucle.registry.declarations.tools import sources
from boucle.registry.declarations.tools.bulk import Bulk, BulkLine, RowOutcome, write_lines
from boucle.registry.declarations.tools.sources import Naming
from boucle.registry.parties.organisations.verification import claimed_again

router = GuardedRouter(tags=["sources"])

LIMITS: Final = Limits()
_BROKEN_OFF = "the body ends early, in the middle of a row"
_STOPPED = "stopped at a row that could not be written now: send on from there in a moment"
_WITHDRAW: Final = {
    "site": sources.withdraw_named_site,
    "organisation": sources.withdraw_named_organisation,
}


@router.post(
    "/v1/sources/{source}/bulk",
    status_code=200,
    max_body_size=LIMITS.body,
    response_class=Exchange,
    response_model=None,
    responses={200: {"model": BulkResult | BulkEnd, "description": "A line a row, and the end."}},
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {MEDIA_TYPE: {"schema": BulkRow.model_json_schema()}},
        }
    },
)
async def write_rows(
    source: SourceInPath, request: Request, principal: Tool, registry: TheRegistry
) -> Response:
    """Declare, revise and withdraw by the tool's own ids, one JSON object a line; each is answered
    by a line, in their order, while the rest is still being sent. A row that fails fails alone.
    The last line counts. Sent again, what is there already changes nothing."""
    async with registry.database.read() as session:
        await sources.ensure_own_source(session, source, principal)
    _ensure_ndjson(request)
    ensure_known = partial(still_authenticated, request)
    return Exchange(_Taking(source, principal, registry, ensure_known).answers, LIMITS)


def _ensure_ndjson(request: Request) -> None:
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given != MEDIA_TYPE:
        raise Problem(
            415,
            "unsupported-media-type",
            "The body is of another kind",
            tr("expected: {media}", media=MEDIA_TYPE),
            errors=[Fault("header.content-type", given or None, "is not taken here", MEDIA_TYPE)],
        )


@dataclass(slots=True)
class _Taking:
    """One request: whose rows they are, and what came of them."""

    source: str
    principal: Principal
    registry: Registry
    ensure_known: Callable[[], Awaitable[None]]
    counts: Counter[str] = field(default_factory=Counter)
    stopped: bool = False

    async def answers(self, incoming: Incoming) -> AsyncGenerator[bytes, None]:
        broken_off = ended = None
        async with aclosing(self._checked(incoming)) as batches:
            async for rows in batches:
                ended = await self._why_ended()
                if ended:
                    break
                broken_off = _BROKEN_OFF if _is_broken_off(rows[-1]) else None
                for run in runs(rows):
                    yield b"".join(map(self._line, await self._results(run)))
                    if self.stopped:
                        break
                if self.stopped:
                    break
        yield self._end(_STOPPED if self.stopped else ended or incoming.cut or broken_off)

    async def _why_ended(self) -> str | None:
        """Why nothing more is taken, where the token ended or was revoked meanwhile."""
        try:
            await self.ensure_known()
        except Problem as problem:
            return problem.detail
        except DomainError:
            return _STOPPED
        return None

    async def _checked(self, incoming: Incoming) -> AsyncGenerator[list[AnyLine], None]:
        """Each batch is looked at while the one before it is being written."""
        async with aclosing(incoming.batches()) as batches:
            coming = asyncio.create_task(self._next(batches))
            try:
                while rows := await coming:
                    coming = asyncio.create_task(self._next(batches))
                    yield rows
            finally:
                coming.cancel()
                await asyncio.wait((coming,))

    async def _next(self, batches: AsyncGenerator[list[Row], None]) -> list[AnyLine]:
        """Nothing after the last one."""
        batch: list[Row] = await anext(batches, [])
        # In a thread: many rows must not make everybody else wait.
        return await asyncio.to_thread(checked_lines, batch, self.registry, LIMITS.row)

    def _line(self, answer: Shown) -> bytes:
        status = answer["status"]
        kept = "unchanged" if answer.get("unchanged") else "updated"
        known = {201: "created", 200: kept, 204: "withdrawn"}
        self.counts[known.get(status, "failed")] += 1
        self.stopped |= status == 503
        return msgspec.json.encode(answer) + b"\n"

    def _end(self, why: str | None) -> bytes:
        names = ("created", "updated", "unchanged", "withdrawn", "failed")
        counts = {name: self.counts[name] for name in names}
        summary = BulkSummary(
            rows=self.counts.total(),
            **counts,
            complete=why is None,
            why=None if why is None else translate(why),
        )
        return BulkEnd(summary=summary).model_dump_json().encode() + b"\n"

    async def _results(self, run: Sequence[AnyLine]) -> list[Shown]:
        good = [row for row in run if isinstance(row, CheckedLine)]
        written = iter(await self._written(good) if good else ())
        named = {row.site for row in run if isinstance(row, RefusedLine) and row.site}
        # Not those that the run itself declares or withdraws.
        named -= {row.row.id for row in good if not isinstance(row.declared, BulkLine)}
        sites = await unknown_sites(self.registry.database, self.source, named)
        wrong = (refused(row, sites) for row in run if isinstance(row, RefusedLine))
        return [next(wrong if isinstance(row, RefusedLine) else written) for row in run]

    async def _written(self, rows: Sequence[CheckedLine]) -> list[Shown]:
        """Flows, or sharings, in one transaction; anything else comes alone."""
        first = rows[0]
        try:
            if not isinstance(first.declared, BulkLine):
                return [await self._one(first, Naming(self.principal, self.source, first.row.id))]
            return await self._things(rows)
        except Exception as error:  # noqa: BLE001 - the answer has begun: each row says what failed
            if len(rows) > 1 and not isinstance(error, DomainError) and not is_transient(error):
                return [one for row in rows for one in await self._written([row])]
            return [failed(row, error) for row in rows]

    async def _things(self, rows: Sequence[CheckedLine]) -> list[Shown]:
        """All of one kind."""
        shape, registry = SHAPES[rows[0].row.kind], self.registry
        version, now = shape.version(registry.catalogue), registry.clock
        bulk = Bulk(self.principal, self.source, version, now, registry.new_id, registry.persons)
        lines = [row.declared for row in rows if isinstance(row.declared, BulkLine)]
        came = await write(registry, partial(write_lines, kind=shape.kind, rows=lines, bulk=bulk))
        # In a thread: what is read in many texts must not make everybody else wait.
        return await asyncio.to_thread(self._shown, shape, rows, came)

    def _shown(
        self, shape: Shape[T], rows: Sequence[CheckedLine], outcomes: Sequence[RowOutcome[T]]
    ) -> list[Shown]:
        catalogue, now = self.registry.catalogue, self.registry.clock()
        answers = []
        for row, came in zip(rows, outcomes, strict=True):
            if isinstance(came, DomainError):
                answers.append(failed(row, came))
                continue
            answer = written(row, came, unclassified=not shape.is_classified(came.thing))
            doubts = () if row.row.withdraw else shape.doubts(came, catalogue, now)
            answers.append(answer | warned(doubts))
        return answers

    async def _one(self, row: CheckedLine, naming: Naming) -> Shown:
        match row.declared:
            case OrganisationDraft() as declared:
                return await self._organisation(row, naming, declared)
            case SiteLine() as site:
                return await self._site(row, naming, site)
        withdraw, now = _WITHDRAW[row.row.kind], self.registry.clock()
        await write(self.registry, lambda session: withdraw(session, naming, now))
        return shown(row, 204, None)

    async def _organisation(
        self, row: CheckedLine, naming: Naming, declared: OrganisationDraft
    ) -> Shown:
        registry = self.registry
        kept, before = await write(
            registry,
            lambda session: sources.put_organisation(
                session,
                naming,
                declared,
                registry.clock(),
                new_id=registry.new_id,
                persons=registry.persons,
            ),
        )
        return put(row, before, kept) | warned(claimed_again(before, kept))

    async def _site(self, row: CheckedLine, naming: Naming, site: SiteLine) -> Shown:
        registry = self.registry

        async def work(session: WriteSession) -> Shown:
            placed = await placed_site(
                session,
                site.declared,
                registry.catalogue,
                sandboxed=bool(home_of(naming.principal)),
            )
            kept, before = await sources.put_site(
                session,
                naming,
                site.organisation,
                placed.draft,
                registry.clock(),
                new_id=registry.new_id,
            )
            doubts = await site_doubts(session, placed, before, kept)
            return put(row, before, kept) | warned(doubts)

        return await write(registry, work)


def runs(rows: Sequence[AnyLine]) -> Iterator[list[AnyLine]]:
    """The rows in their order, cut so that each run holds flows only, sharings only, or one of
    anything else; what is written nowhere cuts nothing."""
    run: list[AnyLine] = []
    held: str | None = None
    for row in rows:
        if isinstance(row, CheckedLine):
            kind = row.row.kind if isinstance(row.declared, BulkLine) else None
            if any(isinstance(each, CheckedLine) for each in run) and (
                kind is None or kind != held
            ):
                yield run
                run = []
            held = kind
        run.append(row)
    if run:
        yield run


def _is_broken_off(row: AnyLine) -> bool:
    return isinstance(row, RefusedLine) and row.broken_off
