"""The bench of reads asks something of every GET route, and nothing that a route does not take."""

import re
from urllib.parse import parse_qsl, urlsplit

from boucle.platform.http.parameters import declared_parameters
from boucle.platform.http.routes import all_routes
from tests.bench.worlds.read_routes import ASKS, get_routes, without_parameters
from tests.bench.worlds.read_world import FILLED
from tests.contract.openapi.services import SERVICES
from tests.contract.openapi.test_access import app_of

PATHS = {path for service in SERVICES for path in get_routes(service)}


def test_every_get_route_is_asked_something() -> None:
    assert without_parameters(PATHS) == []


def test_a_route_that_is_not_known_is_named() -> None:
    assert without_parameters([*PATHS, "/v1/new/{new_id}"]) == ["/v1/new/{new_id}"]


def test_no_route_is_asked_that_is_gone() -> None:
    assert set(ASKS) - PATHS == set()


def test_what_is_asked_is_the_route_with_its_parameters() -> None:
    for path, asks in ASKS.items():
        for ask in asks:
            assert re.sub("{.*?}", "{}", urlsplit(ask.address).path) == re.sub("{.*?}", "{}", path)


def test_no_query_has_a_parameter_that_its_route_does_not_take() -> None:
    for service in SERVICES:
        for route in all_routes(app_of(service)):
            for ask in ASKS.get(str(route.path), ()) if "GET" in (route.methods or ()) else ():
                asked = {name for name, _ in parse_qsl(urlsplit(ask.address).query)}
                assert asked <= set(declared_parameters(route.dependant)), ask.address


def test_all_that_is_asked_can_be_filled() -> None:
    assert {name for asks in ASKS.values() for ask in asks for name in ask.names} <= FILLED
