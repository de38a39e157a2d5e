"""Make the FastAPI app of a service."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, Protocol

from fastapi import FastAPI
from prometheus_client import CollectorRegistry
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp

from boucle.platform.clock import Clock
from boucle.platform.http.codings import RATIO, Packing, Unpacking
from boucle.platform.http.description.deprecation import mark_operations
from boucle.platform.http.description.openapi import described
from boucle.platform.http.errors import handle_errors
from boucle.platform.http.guarded import MAX_BODY, GuardedRouter, by_name
from boucle.platform.http.health import Check, health_router
from boucle.platform.http.methods import Methods
from boucle.platform.http.middleware import RequestContext
from boucle.platform.http.quotas import HEADERS as QUOTA_HEADERS
from boucle.platform.http.quotas import Quotas
from boucle.platform.identity.tokens import Verifier

REPLAYED: Final = "Idempotent-Replayed"
"""The header of an answer that is given again."""
_ID_HEADERS = ("X-Request-ID", "X-Correlation-ID")
_SENT_ACROSS = (
    *_ID_HEADERS,
    "Authorization",
    "Content-Encoding",
    "Idempotency-Key",
    "If-Match",
    "If-None-Match",
    "Last-Event-ID",
)
_READ_ACROSS = (
    *_ID_HEADERS,
    *QUOTA_HEADERS,
    "Deprecation",
    "ETag",
    REPLAYED,
    "Link",
    "Location",
    "Retry-After",
    "Sunset",
)


class AppResources(Protocol):
    @property
    def verifier(self) -> Verifier: ...
    @property
    def metrics(self) -> CollectorRegistry: ...
    @property
    def clock(self) -> Clock: ...
    @property
    def checks(self) -> list[Check]: ...


class _App(FastAPI):
    """FastAPI with ``RequestContext`` outermost, its own body limit included."""

    def build_middleware_stack(self) -> ASGIApp:
        app: ASGIApp = Unpacking(super().build_middleware_stack(), self.state.unpack_ratio)
        app = Methods(Packing(app), self)
        if self.state.origins:
            # Outside: a preflight asks no route, and errors are readable across origins too.
            app = CORSMiddleware(
                app,
                allow_origins=self.state.origins,
                allow_methods=("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"),
                allow_headers=_SENT_ACROSS,
                expose_headers=_READ_ACROSS,
            )
        return RequestContext(app, self.state.resources.metrics)

    def openapi(self) -> dict[str, Any]:
        if self.openapi_schema is None:
            self.openapi_schema = mark_operations(self, described(self, super().openapi()))
        return self.openapi_schema


def create_app(
    service: str,
    resources: AppResources,
    routers: Iterable[GuardedRouter],
    *,
    origins: Sequence[str] = (),  # whose pages may call it from a browser (CORS)
    quotas: Quotas | None = None,  # without: nothing is counted
    unpack_ratio: int = RATIO,
) -> FastAPI:
    """Make a FastAPI app: problems, health, metrics, ids, body limit, and a principal on every
    route. Only an endpoint marked ``@public`` answers without one. Routes find the resources by
    ``http.resources``. FastAPI's own documentation is off: registry serves that of all services."""
    app = _App(
        title=f"Boucle {service}",
        version="1",
        openapi_url=None,
        max_body_size=MAX_BODY,
        redirect_slashes=False,
        generate_unique_id_function=by_name,
        separate_input_output_schemas=False,
    )
    app.state.resources = resources
    app.state.origins = tuple(origins)
    app.state.verifier = resources.verifier
    app.state.quotas = quotas
    app.state.unpack_ratio = unpack_ratio
    app.include_router(health_router(lambda: resources.checks, resources.metrics))
    for router in routers:
        app.router.routes.extend(router.routes)
    handle_errors(app)
    return app
