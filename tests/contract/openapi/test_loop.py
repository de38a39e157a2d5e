"""No request waits for a thread: what a route depends on is a coroutine, as the route is.

FastAPI runs a plain function in a thread, which costs a request more than most routes do.
"""

from collections.abc import Callable, Iterator
from inspect import iscoroutinefunction
from typing import Any

import pytest
from fastapi.dependencies.models import Dependant

from boucle.platform.http.routes import all_routes
from boucle.platform.process.service import Service
from tests.contract.openapi.services import SERVICES
from tests.contract.openapi.test_access import app_of


def _calls(dependant: Dependant) -> Iterator[Callable[..., Any]]:
    if dependant.call is not None:
        yield dependant.call
    for inner in dependant.dependencies:
        yield from _calls(inner)


def _is_coroutine(call: Callable[..., Any]) -> bool:
    return iscoroutinefunction(call) or iscoroutinefunction(type(call).__call__)


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_routes_and_their_dependencies_are_coroutines(service: Service[Any]) -> None:
    plain = {
        f"{route.path}: {call}"
        for route in all_routes(app_of(service))
        for call in _calls(route.dependant)
        if not _is_coroutine(call)
    }
    assert not plain
