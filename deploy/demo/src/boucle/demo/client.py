"""Call Boucle as a third-party tool does: HTTP, a bearer token, problems in one line each."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import httpx

Json = dict[str, Any]
T = TypeVar("T")

EARLY = 30.0  # seconds before it ends that a token is renewed


class ClientRefused(Exception):
    """Boucle answered with a problem; the message names the field and what would be right."""


class TooLate(Exception):
    """Something awaited did not come in time."""


@dataclass(frozen=True, slots=True)
class Credentials:
    client_id: str
    client_secret: str


class DemoClient:
    """One principal at one entry, which renews its token."""

    def __init__(self, entry: str, credentials: Credentials) -> None:
        self._http = httpx.Client(base_url=entry, timeout=30)
        self._credentials = credentials
        self._token = ""
        self._ends = 0.0

    def get(self, path: str, **query: Any) -> Json:
        return self._call("GET", path, params=_without_none(query))

    def put(self, path: str, body: Json) -> Json:
        return self._call("PUT", path, json=body)

    def put_csv(self, path: str, table: str) -> Json:
        return self._call("PUT", path, content=table.encode(), headers={"content-type": "text/csv"})

    def post(self, path: str, body: Json) -> Json:
        return self._call("POST", path, json=body)

    def patch(self, path: str, body: Json) -> Json:
        return self._call("PATCH", path, json=body)

    def delete(self, path: str) -> Json:
        return self._call("DELETE", path)

    def every(self, path: str, **query: Any) -> Iterator[Json]:
        cursor: str | None = None
        while True:
            page = self.get(path, **query, cursor=cursor, limit=200)
            yield from page["items"]
            cursor = page["next"]
            if cursor is None:
                return

    def _call(self, method: str, path: str, headers: Json | None = None, **how: Any) -> Json:
        sent = {"Authorization": f"Bearer {self._bearer()}", **(headers or {})}
        answer = self._http.request(method, path, headers=sent, **how)
        if answer.is_error:
            raise ClientRefused(f"{method} {path}: {problem_of(answer)}")
        return dict(answer.json()) if answer.content else {}

    def _bearer(self) -> str:
        if time.monotonic() > self._ends:
            answer = self._http.post(
                "/oauth/token",
                data={"grant_type": "client_credentials"},
                auth=(self._credentials.client_id, self._credentials.client_secret),
            )
            if answer.is_error:
                raise ClientRefused(
                    f"no token for {self._credentials.client_id}: {problem_of(answer)}"
                )
            token = answer.json()
            self._token = token["access_token"]
            self._ends = time.monotonic() + token["expires_in"] - EARLY
        return self._token


def problem_of(answer: httpx.Response) -> str:
    """Write a problem on one line: ``422 The request is not valid: body.naf.code 'x' …``."""
    try:
        problem = answer.json()
    except ValueError:
        return f"{answer.status_code} {answer.text[:200]}"
    title = problem.get("title") or problem.get("error", "")
    detail = problem.get("detail") or problem.get("error_description", "")
    errors = "; ".join(
        f"{e['field']} {e['value']!r}: {e['message']} (right: {e['expected']})"
        for e in problem.get("errors", [])
    )
    return f"{answer.status_code} {title}: {errors or detail}"


def wait_for(what: str, look: Callable[[], T | None], within: float = 60.0) -> T:
    """Look every 200 ms until there is something. Raise TooLate."""
    ends = time.monotonic() + within
    while True:
        found = look()
        if found is not None:
            return found
        if time.monotonic() > ends:
            raise TooLate(f"{what} did not come within {within:.0f} s")
        time.sleep(0.2)


def _without_none(query: Json) -> Json:
    return {key: value for key, value in query.items() if value is not None}
