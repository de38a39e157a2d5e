"""Query parameters: one that a route does not know is refused. Ignored, a misspelt filter would
answer everything."""

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant

from boucle.common.http.problems import FieldError
from boucle.common.identity.http import is_public
from boucle.common.nearest import nearest_first


def declared_parameters(dependant: Dependant) -> list[str]:
    """The query parameters that a route reads, in its own code and in what it depends on."""
    names = [field.alias for field in dependant.query_params]
    for inner in dependant.dependencies:
        names += declared_parameters(inner)
    return list(dict.fromkeys(names))


def unknown_parameters(request: Request) -> Iterator[FieldError]:
    """Each parameter that the route does not know, with those that it does, nearest first.

    Public pages take any: mail programs add parameters of their own to links.
    """
    route = request.scope["route"]
    if not request.query_params or is_public(route.endpoint):
        return
    known = declared_parameters(route.dependant)
    for name, value in request.query_params.items():
        if name not in known:
            names = ", ".join(nearest_first(name, known))
            expected = f"one of {names}" if known else "no query parameter: none exists here"
            yield FieldError(f"query.{name[:100]}", value, "no such parameter here", expected)
