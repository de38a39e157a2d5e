"""Read and write the public API as the person who signed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol, TypeVar

import httpx
import msgspec

from boucle.portal.registry import Away

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)

Query = Mapping[str, str | int | bool | None]
_UNAUTHENTICATED: Final = 401
_PAGE: Final = 200
_NONE: Final[Mapping[str, str]] = {}
_AWAY: Final = frozenset({429, 500, 502, 503, 504})


class Paged(Protocol[T_co]):
    """A page of a list; ``next``: the cursor of the one after it."""

    @property
    def items(self) -> Sequence[T_co]: ...
    @property
    def next(self) -> str | None: ...


class TokenRefused(Exception):
    """The token is good no more: another one may be."""


class ApiFault(msgspec.Struct, frozen=True):
    """A value that the API does not take."""

    field: str = ""
    value: object = None
    message: str = ""
    expected: str = ""


class ApiProblem(Exception):
    """The API refuses (RFC 9457): what it says, in the person's language."""

    def __init__(self, status: int, title: str, detail: str, faults: tuple[ApiFault, ...]) -> None:
        super().__init__(detail or title)
        self.status = status
        self.title = title
        self.detail = detail
        self.faults = faults


class _Said(msgspec.Struct):
    title: str = ""
    detail: str | None = None
    errors: tuple[ApiFault, ...] = ()


@dataclass(frozen=True)
class Api:
    """``token``: the person's. Raises ApiProblem, TokenRefused, Away."""

    http: httpx.AsyncClient
    url: str
    token: str
    language: str

    async def get(self, path: str, shape: type[T], query: Query | None = None) -> T:
        return _decoded(await self._ask("GET", path, params=_given(query or {})), shape)

    async def every(self, path: str, shape: type[Paged[T]], query: Query | None = None) -> list[T]:
        """Return the items of all pages."""
        found: list[T] = []
        cursor: str | None = ""
        while cursor is not None:
            asked = {**(query or {}), "limit": _PAGE, "cursor": cursor}
            part = await self.get(path, shape, asked)
            found += part.items
            cursor = part.next
        return found

    async def send(
        self,
        method: str,
        path: str,
        body: Mapping[str, Any] | None = None,
        version: int | str | None = None,
        key: str = "",
    ) -> httpx.Response:
        """``version``: the one that was read; ApiProblem 412 where it is another one by now.
        ``key``: of what is done once, however often it is sent."""
        condition = {} if version is None else {"If-Match": f'"{version}"'}
        if key:
            condition["Idempotency-Key"] = key
        return await self._ask(method, path, json=body, headers=condition)

    async def upload(
        self, path: str, file: tuple[str, bytes, str], query: Query, seconds: float
    ) -> httpx.Response:
        """``file``: its name, content and media type; ``seconds``: how long it may take."""
        params = _given(query)
        return await self._ask("POST", path, files={"file": file}, params=params, timeout=seconds)

    async def _ask(
        self, method: str, path: str, headers: Mapping[str, str] = _NONE, **sent: Any
    ) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {self.token}", "Accept-Language": self.language, **headers
        }  # fmt: skip
        if method == "PATCH":
            headers["Content-Type"] = "application/merge-patch+json"
        try:
            answer = await self.http.request(method, f"{self.url}{path}", headers=headers, **sent)
        except httpx.HTTPError as error:
            raise Away(type(error).__name__) from error
        if answer.status_code == _UNAUTHENTICATED:
            raise TokenRefused
        if answer.status_code in _AWAY:
            raise Away(f"{path} answered {answer.status_code}")
        if answer.is_error:
            raise _problem(answer)
        return answer


def _given(query: Query) -> dict[str, str]:
    return {
        name: str(value).lower() if isinstance(value, bool) else str(value)
        for name, value in query.items()
        if value not in (None, "")
    }


def _decoded(answer: httpx.Response, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(answer.content, type=shape)
    except msgspec.DecodeError as error:
        raise Away(f"{answer.request.url.path}: {error}") from error


def _problem(answer: httpx.Response) -> ApiProblem:
    try:
        said = msgspec.json.decode(answer.content, type=_Said)
    except msgspec.DecodeError:
        said = _Said()
    return ApiProblem(answer.status_code, said.title, said.detail or "", said.errors)
