"""Refuse query parameters that a route does not declare: ignored, a misspelt filter would answer
everything. A parameter repeated by mistake and an id with a slash are refused too."""

import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin
from urllib.parse import unquote

from fastapi import Request
from fastapi.dependencies.models import Dependant

from boucle.platform.errors import Fault
from boucle.platform.http.authentication import is_public
from boucle.platform.http.routes import all_routes
from boucle.platform.nearest import nearest_first
from boucle.platform.translating import tr

_SLASH, _MARK = re.compile("%2f", re.IGNORECASE), "\x00"


def declared_parameters(dependant: Dependant) -> dict[str, bool]:
    """Return the query parameters of a route and its dependencies, and whether each may be
    repeated."""
    declared = {each.alias: _is_list(each.field_info.annotation) for each in dependant.query_params}
    for inner in dependant.dependencies:
        declared |= declared_parameters(inner)
    return declared


def _is_list(annotation: Any) -> bool:
    """Tell whether a list is declared, optional or not."""
    return get_origin(annotation) is list or any(map(_is_list, get_args(annotation)))


def refused_parameters(request: Request) -> Iterator[Fault]:
    """Yield unknown parameters, with the nearest known ones, and wrongly repeated ones. Public
    pages accept any: mail programs add parameters to links."""
    route = request.scope["route"]
    if not request.query_params or is_public(route.endpoint):
        return
    declared = declared_parameters(route.dependant)
    for name, value in request.query_params.items():
        if name not in declared:
            names = ", ".join(nearest_first(name, declared))
            expected = (
                tr("one of {words}", words=names)
                if declared
                else "no query parameter: none exists here"
            )
            yield Fault(f"query.{name[:100]}", value, "no such parameter here", expected)
        elif not declared[name] and len(request.query_params.getlist(name)) > 1:
            yield Fault(f"query.{name}", value, "comes more than once", "one value")


def slashed_ids(request: Request) -> Iterator[Fault]:
    """Yield, if no route matched, each id of the path whose ``%2F`` split it."""
    raw = request.scope.get("raw_path", b"").decode("latin-1")
    if not _SLASH.search(raw):
        return
    path = unquote(_SLASH.sub(_MARK, raw))
    for route in all_routes(request.app):
        found = route.path_regex.match(path) if request.method in (route.methods or ()) else None
        for name, value in found.groupdict().items() if found else ():
            if _MARK in value:
                id_ = value.replace(_MARK, "/")
                expected = "an id without a slash, the same wherever the thing is named"
                yield Fault(f"path.{name}", id_, "holds a slash", expected)
