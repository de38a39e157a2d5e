"""Which routes an app really serves."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts


def all_routes(app: FastAPI) -> Iterator[RouteContext]:
    """Every route, those of included routers too: ``path``, ``methods``, ``endpoint``."""
    yield from iter_route_contexts(app.routes)
