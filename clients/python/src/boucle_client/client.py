"""Use one Boucle as one principal."""

from collections.abc import (
    AsyncIterator,
    Awaitable,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import Any, Protocol, Self, TypeVar

import httpx
from httpx_retries import Retry

from boucle_client import bulk
from boucle_client.driving import Kept, Store, awaited, iterate, run
from boucle_client.following import (
    AsyncCopy,
    AsyncCursorStore,
    Change,
    Copy,
    CursorStore,
    Kind,
    every,
    follow,
    keep,
)
from boucle_client.generated import AuthenticatedClient
from boucle_client.problems import problem_of
from boucle_client.retries import RETRY, AsyncRetrying, Retrying, with_key
from boucle_client.tokens import Token

T = TypeVar("T")
TIMEOUT = httpx.Timeout(60.0)  # the feed may wait 30 s


class Page(Protocol[T]):
    """The answer of a generated call that lists."""

    items: list[T]

    @property
    def next_(self) -> Any:
        """Return a cursor, or none at the end."""


class Http(httpx.Client):
    """An httpx client that raises problems and adds an Idempotency-Key where one is taken."""

    def send(self, request: httpx.Request, **how: Any) -> httpx.Response:
        """Send as httpx does. Raise Problem, also for an answer that is to be streamed."""
        with_key(request)
        answer = super().send(request, **how)
        if answer.is_error:
            answer.read()
            answer.close()
            raise problem_of(answer)
        return answer


class AsyncHttp(httpx.AsyncClient):
    """As Http, for asyncio."""

    async def send(self, request: httpx.Request, **how: Any) -> httpx.Response:
        """Send as httpx does. Raise Problem, also for an answer that is to be streamed."""
        with_key(request)
        answer = await super().send(request, **how)
        if answer.is_error:
            await answer.aread()
            await answer.aclose()
            raise problem_of(answer)
        return answer


class Boucle:
    """Boucle as one principal may use it; closed by ``with`` or ``close``, and by ``async with`` or
    ``aclose`` where ``asyncio`` was used. ``api`` goes into the generated calls:
    ``list_flows.sync(client=boucle.api)``, ``await list_flows.asyncio(client=boucle.api)``. For
    plain JSON in asyncio, ``async_http`` is an httpx client that does the same. ``get``, ``put``,
    ``post``, ``patch`` and ``delete`` do the same with plain JSON. All of them get and renew their
    token, repeat what may be repeated, and raise Problem (or httpx.TransportError)."""

    def __init__(
        self,
        url: str,
        client_id: str,
        client_secret: str,
        *,
        http: httpx.BaseTransport | None = None,
        async_http: httpx.AsyncBaseTransport | None = None,
        retry: Retry = RETRY,
    ) -> None:
        """``http``, ``async_http`` are transports of your own (a proxy, other certificates) below
        the retries."""
        known = httpx.create_ssl_context()  # slow to make: one for both
        both: dict[str, Any] = {
            "base_url": url,
            "auth": Token(f"{url.rstrip('/')}/oauth/token", client_id, client_secret),
            "timeout": TIMEOUT,
            "follow_redirects": True,
        }
        plain = http or httpx.HTTPTransport(verify=known)
        self.http = Http(transport=Retrying(plain, retry), **both)
        waiting = async_http or httpx.AsyncHTTPTransport(verify=known)
        self.async_http = AsyncHttp(transport=AsyncRetrying(waiting, retry), **both)
        self.api = AuthenticatedClient(base_url=url, token="").set_httpx_client(self.http)
        self.api.set_async_httpx_client(self.async_http)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.http.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        self.http.close()
        await self.async_http.aclose()

    def get(self, path: str, **query: Any) -> dict[str, Any]:
        """Read one thing or one page."""
        return self._call("GET", path, params=_given(query))

    async def get_async(self, path: str, **query: Any) -> dict[str, Any]:
        """As ``get``."""
        answer = await self.async_http.get(path, params=_given(query))
        return dict(answer.json())

    def put(
        self, path: str, body: Mapping[str, Any], *, if_match: str | None = None
    ) -> dict[str, Any]:
        """Write a whole thing; ``if_match`` is the ETag read. Raise VersionMoved."""
        return self._call("PUT", path, json=body, headers=_matching(if_match))

    def patch(
        self, path: str, body: Mapping[str, Any], *, if_match: str | None = None
    ) -> dict[str, Any]:
        """Write some fields (a merge patch: null erases)."""
        headers = {"Content-Type": "application/merge-patch+json", **_matching(if_match)}
        return self._call("PATCH", path, json=body, headers=headers)

    def post(self, path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Do something; what takes an Idempotency-Key gets one, and is repeated."""
        return self._call("POST", path, json=body)

    def delete(self, path: str, *, if_match: str | None = None) -> None:
        """Withdraw a thing."""
        self._call("DELETE", path, headers=_matching(if_match))

    def every(self, path: str, **query: Any) -> Iterator[dict[str, Any]]:
        """Yield all items of a list, page after page."""
        return iterate(every(self._read, path, query))

    def every_async(self, path: str, **query: Any) -> AsyncIterator[dict[str, Any]]:
        """As ``every``."""
        return every(self.get_async, path, query)

    def each(self, call: Callable[..., Page[T] | None], **query: Any) -> Iterator[T]:
        """Yield all items of a generated call that lists: ``each(list_flows.sync,
        family=["bark"])``."""
        while page := call(client=self.api, **{"limit": 200, **query}):
            yield from page.items
            if not page.next_:
                return
            query["cursor"] = page.next_

    async def each_async(
        self, call: Callable[..., Awaitable[Page[T] | None]], **query: Any
    ) -> AsyncIterator[T]:
        """As ``each``: ``async for flow in boucle.each_async(list_flows.asyncio)``."""
        while page := await call(client=self.api, **{"limit": 200, **query}):
            for item in page.items:
                yield item
            if not page.next_:
                return
            query["cursor"] = page.next_

    def bulk(self, source: str, rows: Iterable[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
        """Write many rows (``kind``, ``id``, ``data`` or ``withdraw``) at a tool's own source.
        Yield each row's answer in order. Raise NotWhole: then send all again."""
        with self.http.stream(**bulk.request_of(source, rows)) as answer:
            yield from iterate(bulk.answers(awaited(answer.iter_lines())))

    async def bulk_async(
        self, source: str, rows: Iterable[Mapping[str, Any]]
    ) -> AsyncIterator[dict[str, Any]]:
        """As ``bulk``."""
        async with self.async_http.stream(**bulk.request_of(source, rows)) as answer:
            async for row in bulk.answers(answer.aiter_lines()):
                yield row

    def follow(
        self, store: CursorStore, types: Sequence[str] = (), *, wait: int = 30
    ) -> Iterator[Change]:
        """Yield changes after the stored cursor, for ever; ``wait=0`` ends where there are no more.
        ``types``: types, changes (``synergy.running``) or patterns (``meeting.*``).
        The cursor of a change is saved when the next one is requested: one that was being applied
        when the process died comes again. Raise CursorGone: read the lists whole, see ``keep``."""
        return iterate(follow(self._read, Store(store), types, wait))

    def follow_async(
        self, store: AsyncCursorStore, types: Sequence[str] = (), *, wait: int = 30
    ) -> AsyncIterator[Change]:
        """As ``follow``, into a store whose methods are awaited."""
        return follow(self.get_async, store, types, wait)

    def keep(self, copy: Copy, types: Sequence[Kind], *, wait: int = 0) -> int:
        """Bring a copy up to date, and return how many changes that took. The first time, or when
        away too long, it reads the lists whole. ``wait``: seconds (30 at most) to wait for a change
        where there is none yet; call it in a loop. A copy that is up to date holds what the lists
        of ``types`` give."""
        return run(keep(self._read, Kept(copy), types, wait))

    async def keep_async(self, copy: AsyncCopy, types: Sequence[Kind], *, wait: int = 0) -> int:
        """As ``keep``, into a copy whose methods are awaited."""
        return await keep(self.get_async, copy, types, wait)

    async def _read(self, path: str, **query: Any) -> dict[str, Any]:
        return self.get(path, **query)

    def _call(self, method: str, path: str, **how: Any) -> dict[str, Any]:
        answer = self.http.request(method, path, **how)
        return dict(answer.json()) if answer.content else {}


def _given(query: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in query.items() if value is not None}


def _matching(etag: str | None) -> dict[str, str]:
    return {} if etag is None else {"If-Match": etag}
