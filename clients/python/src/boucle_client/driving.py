"""Run without an event loop what is written once, with ``await``, for both ways: it must await
only what is done at once."""

from collections.abc import AsyncGenerator, AsyncIterable, Coroutine, Iterable, Iterator
from typing import Any, TypeVar

from boucle_client.following import AsyncCopy, AsyncCursorStore, Copy, CursorStore, Json, Kind

T = TypeVar("T")


def run(once: Coroutine[Any, Any, T]) -> T:
    """Return what it returns, raise what it raises."""
    try:
        once.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    once.close()
    raise RuntimeError("it waited for an event loop")


def iterate(items: AsyncGenerator[T, None]) -> Iterator[T]:
    """Yield what it yields; closed, close it."""

    async def following() -> T:
        return await anext(items)

    try:
        while True:
            try:
                item = run(following())
            except StopAsyncIteration:
                return
            yield item
    finally:
        run(_closed(items))


async def _closed(items: AsyncGenerator[T, None]) -> None:
    await items.aclose()


async def _each(things: AsyncIterable[T]) -> AsyncGenerator[T, None]:
    async for thing in things:
        yield thing


async def awaited(items: Iterable[T]) -> AsyncGenerator[T, None]:
    for item in items:
        yield item


class Store(AsyncCursorStore):
    """A cursor store as asyncio has one."""

    def __init__(self, store: CursorStore) -> None:
        self._store = store

    async def cursor(self) -> str | None:
        return self._store.cursor()

    async def save(self, cursor: str) -> None:
        self._store.save(cursor)


class Kept(Store, AsyncCopy):
    """A copy as asyncio has one."""

    def __init__(self, copy: Copy) -> None:
        super().__init__(copy)
        self._copy = copy

    async def replace(self, kind: Kind, things: AsyncIterable[tuple[str, Json]]) -> None:
        self._copy.replace(kind, iterate(_each(things)))

    async def put(self, kind: Kind, thing_id: str, thing: Json) -> None:
        self._copy.put(kind, thing_id, thing)

    async def drop(self, kind: Kind, thing_id: str) -> None:
        self._copy.drop(kind, thing_id)
