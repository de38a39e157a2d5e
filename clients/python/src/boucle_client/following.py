"""Follow changes: https://…/docs/reference/feeds.md, steps 1 to 3."""

from collections.abc import AsyncGenerator, AsyncIterable, Iterable, Mapping, Sequence
from typing import Any, Final, Literal, Protocol, Self

from attrs import fields_dict, frozen

from boucle_client.problems import CursorGone, NotFound

Kind = Literal["flow", "site", "sharing", "synergy", "introduction", "meeting", "grant"]
Json = dict[str, Any]
PATH: Final = "/v1/changes"
LISTS: Final[dict[Kind, str]] = {
    "flow": "/v1/flows",
    "site": "/v1/sites",
    "sharing": "/v1/sharings",
    "synergy": "/v1/synergies",
    "introduction": "/v1/introductions",
    "meeting": "/v1/meetings",
}


@frozen
class Change:
    """A thing has another version. It carries no figures: read the thing at ``href``."""

    type: Kind
    id: str
    version: int
    change: str
    at: str
    href: str
    cursor: str

    @classmethod
    def of(cls, item: Json) -> Self:
        """Build a change from an item of the feed, ignoring new fields."""
        return cls(**{name: item[name] for name in fields_dict(cls)})


class CursorStore(Protocol):
    """Stores a follower's cursor, best in the transaction of what it applied."""

    def cursor(self) -> str | None:
        """Return the cursor saved last; None before the first."""

    def save(self, cursor: str) -> None:
        """Save this cursor; all before it is applied."""


class Copy(CursorStore, Protocol):
    """A tool's copy of Boucle's things. Each call may come again after a crash."""

    def replace(self, kind: Kind, things: Iterable[tuple[str, Json]]) -> None:
        """Replace all of a kind by these: ids, and things as read."""

    def put(self, kind: Kind, thing_id: str, thing: Json) -> None:
        """Add or replace this one."""

    def drop(self, kind: Kind, thing_id: str) -> None:
        """Remove this one, if it is there."""


class AsyncCursorStore(Protocol):
    """As CursorStore, for asyncio."""

    async def cursor(self) -> str | None:
        """Return the cursor saved last; None before the first."""

    async def save(self, cursor: str) -> None:
        """Save this cursor; all before it is applied."""


class AsyncCopy(AsyncCursorStore, Protocol):
    """As Copy, for asyncio."""

    async def replace(self, kind: Kind, things: AsyncIterable[tuple[str, Json]]) -> None:
        """Replace all of a kind by these: ids, and things as read."""

    async def put(self, kind: Kind, thing_id: str, thing: Json) -> None:
        """Add or replace this one."""

    async def drop(self, kind: Kind, thing_id: str) -> None:
        """Remove this one, if it is there."""


class Get(Protocol):
    """Reads one address as JSON."""

    async def __call__(self, path: str, **query: Any) -> Json:
        """Raise Problem."""


async def follow(
    get: Get, store: AsyncCursorStore, types: Sequence[str], wait: int
) -> AsyncGenerator[Change, None]:
    """Yield changes after the stored cursor, creating a first cursor where there is none."""
    cursor = await store.cursor() or await _present(get, types)
    await store.save(cursor)
    while True:
        answer = await get(PATH, after=cursor, types=list(types) or None, wait=wait)
        for item in answer["items"]:
            change = Change.of(item)
            yield change
            await store.save(change.cursor)
        cursor = answer["next"]
        await store.save(cursor)
        if not answer["more"] and not wait:
            return


async def every(get: Get, path: str, query: Mapping[str, Any]) -> AsyncGenerator[Json, None]:
    """Yield all items of a list, page after page."""
    cursor: str | None = None
    while True:
        page = await get(path, **{"limit": 200, **query, "cursor": cursor})
        for item in page["items"]:
            yield item
        cursor = page["next"]
        if not cursor:
            return


async def keep(get: Get, copy: AsyncCopy, types: Sequence[Kind], wait: int) -> int:
    """Bring a copy up to date, reading the lists whole where there is no valid cursor."""
    kinds = [kind for kind in types if kind in LISTS]
    asked: list[Kind] = [*kinds, "grant"]
    cursor, applied = await copy.cursor(), 0
    while True:
        if cursor is None:
            cursor = await _present(get, asked)
            for kind in kinds:
                await copy.replace(kind, _by_id(kind, every(get, LISTS[kind], {})))
            await copy.save(cursor)
            wait = 0
        try:
            answer = await get(PATH, after=cursor, types=asked, wait=0 if applied else wait)
        except CursorGone:
            cursor = None
            continue
        applied += len(answer["items"])
        if any(item["type"] == "grant" for item in answer["items"]):
            cursor = None  # whole organisations came or went
            continue
        await _apply(get, copy, [Change.of(item) for item in answer["items"]])
        cursor = str(answer["next"])
        await copy.save(cursor)
        if not answer["more"]:
            return applied


async def _by_id(kind: Kind, things: AsyncIterable[Json]) -> AsyncIterable[tuple[str, Json]]:
    async for thing in things:
        yield str(thing[f"{kind}_id"]), thing


async def _present(get: Get, types: Sequence[str]) -> str:
    return str((await get(PATH, types=list(types) or None))["next"])


async def _apply(get: Get, copy: AsyncCopy, changes: Sequence[Change]) -> None:
    """Apply each thing once, as its last change says: its present version is at its ``href``."""
    for last in {(change.type, change.id): change for change in changes}.values():
        try:
            thing = None if last.change == "withdrawn" else await get(last.href)
        except NotFound:
            thing = None
        if thing is None:
            await copy.drop(last.type, last.id)
        else:
            await copy.put(last.type, last.id, thing)
