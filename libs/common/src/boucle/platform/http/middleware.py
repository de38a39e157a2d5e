"""Wrap every request: ids, log line, metrics, and a handler for unforeseen errors."""

import re
import time
from uuid import UUID, uuid4

import structlog
from prometheus_client import CollectorRegistry, Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from boucle.platform.http.description.deprecation import deprecation_of
from boucle.platform.http.errors import as_response, too_large, unexpected
from boucle.platform.http.languages import preferred, using_language
from boucle.platform.http.quotas import ANSWER_HEADERS
from boucle.platform.telemetry.trace import following

TOO_SLOW = "boucle.too_slow"
"""In a request's scope: the server gave up reading it."""

_log = structlog.get_logger(__name__)
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,128}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})
_BUCKETS = (0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class RequestContext:
    """Outermost middleware: no error inside reaches the server. A request whose client hung up
    before it was read whole counts as 499; one that came too slowly, as 408. ``X-Request-ID`` names
    one request, ``X-Correlation-ID`` (a UUID) the whole chain that it starts, through Kafka; both
    are taken from the caller if well formed, and sent back."""

    def __init__(self, app: ASGIApp, metrics: CollectorRegistry) -> None:
        self._app = app
        self._seconds = Histogram(
            "boucle_http_request_seconds",
            "Time to answer, by route.",
            ("method", "route", "status"),
            registry=metrics,
            buckets=_BUCKETS,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        request_id = _well_formed(headers.get("x-request-id"))
        correlation_id = _uuid(headers.get("x-correlation-id"))
        answer = _Answer(scope, send, request_id, correlation_id)
        client = _Client(scope, receive)
        started = time.perf_counter()
        with (
            following(correlation_id),
            structlog.contextvars.bound_contextvars(request_id=request_id),
            using_language(preferred(headers.get("accept-language"))),
        ):
            try:
                await self._app(scope, client, answer)
            except ClientDisconnect:
                pass  # nobody is left to answer
            except Exception as error:  # noqa: BLE001 - the net under every route
                # Raised again by Starlette once answered and logged; else nobody did.
                if not answer.started:
                    await unexpected(error)(scope, receive, answer)
            finally:
                status = client.gone_with or answer.status
                self._tell(scope, status, time.perf_counter() - started)

    def _tell(self, scope: Scope, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in _METHODS else "other"
        route = getattr(scope.get("route"), "path", "(none)")
        self._seconds.labels(method, route, str(status)).observe(seconds)
        if scope["path"] not in _QUIET:
            _log.info(
                "request", method=method, route=route, status=status, ms=round(seconds * 1000, 1)
            )


class _Client:
    """The request as read so far. ``gone_with``: the status to log if it will never be whole."""

    def __init__(self, scope: Scope, receive: Receive) -> None:
        self._scope = scope
        self._receive = receive
        self._whole = False
        self.gone_with: int | None = None

    async def __call__(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self._whole = not message.get("more_body", False)
        elif not self._whole:
            self.gone_with = 408 if self._scope.get(TOO_SLOW) else 499
        return message


class _Answer:
    """Adds ids, quota and deprecation headers to the answer, and remembers the status for the
    log."""

    def __init__(self, scope: Scope, send: Send, request_id: str, correlation_id: UUID) -> None:
        self._scope = scope
        self._send = send
        self._headers = {"x-request-id": request_id, "x-correlation-id": str(correlation_id)}
        scope[ANSWER_HEADERS] = self._headers
        self._replaced = False
        self.started = False
        self.status = 500

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.started = True
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in self._headers.items():
                headers[name] = value
            deprecation = deprecation_of(self._scope.get("endpoint"))
            if deprecation is not None:
                deprecation.mark(headers)
            if self.status == 413 and headers.get("content-type", "").startswith("text/plain"):
                # The body limit may answer before any handler does, in plain text.
                await self._replace(message)
                return
        if not self._replaced:
            await self._send(message)

    async def _replace(self, message: Message) -> None:
        self._replaced = True
        response = as_response(too_large())
        headers = MutableHeaders(scope=message)
        headers.update(dict(response.headers))
        await self._send(message)
        await self._send({"type": "http.response.body", "body": response.body})


def _well_formed(request_id: str | None) -> str:
    return request_id if request_id and _REQUEST_ID.fullmatch(request_id) else uuid4().hex


def _uuid(correlation_id: str | None) -> UUID:
    try:
        return UUID(correlation_id or "")
    except ValueError:
        return uuid4()
