"""The committed OpenAPI file is what the services serve."""

from typing import Any

import pytest

from boucle.platform.http.parameters import declared_parameters
from boucle.platform.http.routes import all_routes
from boucle.platform.process.service import Service, build_app, build_resources
from boucle.platform.settings import example_settings
from tests.contract.openapi.regenerate import COMMAND, WHOLE, committed, text
from tests.contract.openapi.services import SERVICES, documents


def test_the_committed_description_is_the_generated_one() -> None:
    if WHOLE.read_text(encoding="utf-8") != text(committed()):
        pytest.fail(f"{WHOLE} is not what the services serve; if that is meant: {COMMAND}")


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_parameters_that_a_route_takes_are_those_described(service: Service[Any]) -> None:
    described = documents()[service.name]["paths"]
    app = build_app(service, build_resources(service, example_settings(service.settings)))
    for route in all_routes(app):
        for method in route.methods or ():
            operation = described.get(route.path, {}).get(method.lower())
            if operation is not None:
                told = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
                assert set(declared_parameters(route.dependant)) == told, route.path


ONE_NAME = {"organisation": "organisation_id", "site": "site_id", "flow": "flow_id"}
BY_ANY_NAME = {
    ("/v1/imports", "site"),
    ("/v1/imports/sharings", "site"),
}  # a SIRET, a name or an id, as in the file's own column


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_same_thing_has_one_name(service: Service[Any]) -> None:
    for path, operations in documents()[service.name]["paths"].items():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                taken = parameter["in"] == "query" and parameter["name"] in ONE_NAME
                assert not taken or (path, parameter["name"]) in BY_ANY_NAME
