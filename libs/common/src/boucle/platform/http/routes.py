"""List the routes that an app serves."""

from collections.abc import Iterator

from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts


def all_routes(app: FastAPI) -> Iterator[RouteContext]:
    """Yield every route, also of included routers: ``path``, ``methods``, ``endpoint``."""
    yield from iter_route_contexts(app.routes)


def allowed(app: FastAPI, path: str) -> list[str]:
    """Return the methods of a path, over all of its routes, sorted."""
    found = {
        method
        for route in all_routes(app)
        if route.path_regex.match(path)
        for method in route.methods or ()
    }
    if not found:
        return []
    return sorted(found | {"OPTIONS"} | ({"HEAD"} if "GET" in found else set()))
