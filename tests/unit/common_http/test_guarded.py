"""Every route of every service is behind who may ask, and is built before the first request."""

from fastapi.routing import APIRoute

from boucle.platform.http.app import create_app
from boucle.platform.http.authentication import authenticate
from boucle.platform.http.bodies import sane_input
from boucle.registry.api.routes import ROUTERS
from tests.unit.common_http.small import SmallResources


def test_who_asks_is_looked_at_first_at_each_route() -> None:
    routes = [route for router in ROUTERS for route in router.routes]

    assert len(routes) > 100
    for route in routes:
        assert isinstance(route, APIRoute)
        first = [one.call for one in route.dependant.dependencies[:2]]
        assert first == [authenticate, sane_input], route.path


def test_an_app_serves_the_very_routes_of_its_routers() -> None:
    """What an app included, it would build at the first request that is looked up among it: nine
    seconds for one request where others have the processors."""
    app = create_app("small", SmallResources(), ROUTERS)

    mine = [route for router in ROUTERS for route in router.routes]
    assert app.router.routes[-len(mine) :] == mine
