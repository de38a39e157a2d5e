"""Get and renew a principal's token: OAuth 2.0 client credentials."""

from collections.abc import AsyncGenerator, Callable, Generator
from time import monotonic

import httpx

from boucle_client.problems import problem_of

EARLY = 30.0
"""Seconds before its end at which a token is renewed."""


class Token(httpx.Auth):
    """Puts a valid token on each request; one that is refused (401) is renewed once."""

    def __init__(
        self, url: str, client_id: str, client_secret: str, clock: Callable[[], float] = monotonic
    ) -> None:
        self._url = url
        self._basic = httpx.BasicAuth(client_id, client_secret)
        self._clock = clock
        self._token = ""
        self._ends = float("-inf")

    def sync_auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Raise NotSignedIn where no token is granted."""
        flow = self.auth_flow(request)
        sent = next(flow, None)
        while sent is not None:
            answer = yield sent
            if sent is not request:
                answer.read()
            sent = _after(flow, answer)

    async def async_auth_flow(
        self, request: httpx.Request
    ) -> AsyncGenerator[httpx.Request, httpx.Response]:
        """Raise NotSignedIn where no token is granted."""
        flow = self.auth_flow(request)
        sent = next(flow, None)
        while sent is not None:
            answer = yield sent
            if sent is not request:
                await answer.aread()
            sent = _after(flow, answer)

    def auth_flow(self, request: httpx.Request) -> Generator[httpx.Request, httpx.Response, None]:
        """Yield what is to be sent; the answers about tokens come back read."""
        fresh = self._clock() >= self._ends
        if fresh:
            yield from self._renewed()
        request.headers["Authorization"] = f"Bearer {self._token}"
        answer = yield request
        repeatable = isinstance(request.stream, httpx.ByteStream)
        if answer.status_code == httpx.codes.UNAUTHORIZED and repeatable and not fresh:
            yield from self._renewed()
            request.headers["Authorization"] = f"Bearer {self._token}"
            yield request

    def _renewed(self) -> Generator[httpx.Request, httpx.Response, None]:
        asked = httpx.Request("POST", self._url, data={"grant_type": "client_credentials"})
        answer = yield next(self._basic.auth_flow(asked))
        if answer.is_error:
            raise problem_of(answer)
        given = answer.json()
        self._token = str(given["access_token"])
        self._ends = self._clock() + max(0.0, float(given["expires_in"]) - EARLY)


def _after(
    flow: Generator[httpx.Request, httpx.Response, None], answer: httpx.Response
) -> httpx.Request | None:
    try:
        return flow.send(answer)
    except StopIteration:
        return None
