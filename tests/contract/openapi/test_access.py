"""No route answers without a principal, but those that this page names."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from boucle.platform.http.authentication import is_public
from boucle.platform.http.routes import all_routes
from boucle.platform.process.service import Service, build_app, build_resources
from boucle.platform.settings import example_settings
from tests.contract.openapi.services import SERVICES

PUBLIC = {
    *("/healthz", "/readyz", "/metrics"),
    *("/oauth/token", "/.well-known/jwks.json", "/.well-known/security.txt"),
    *("/r/{token}", "/m/{token}", "/p/{token}", "/stop/{token}"),
    "/stop/matin/{token}",
    *("/confidentialite", "/confidentialite/{siren}"),
    *("/mentions-legales", "/mentions-legales/{siren}"),
    *("/accessibilite", "/accessibilite/{siren}"),
    *("/", "/docs", "/docs/events", "/docs/{name}", "/docs/api", "/docs/api.css", "/docs/api.js"),
    *("/docs/swagger-ui.css", "/docs/swagger-ui-bundle.js"),
    *("/openapi.json", "/asyncapi.json"),
}
each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


def app_of(service: Service[Any]) -> FastAPI:
    return build_app(service, build_resources(service, example_settings(service.settings)))


def operations(app: FastAPI) -> Iterator[tuple[str, str, bool]]:
    for route in all_routes(app):
        assert route.path is not None
        for method in route.methods or ():
            yield method, route.path, is_public(route.endpoint)


@each_service
def test_public_routes_are_the_named_ones(service: Service[Any]) -> None:
    public = {path for _, path, is_open in operations(app_of(service)) if is_open}
    assert public <= PUBLIC


@each_service
async def test_every_other_route_asks_who_it_is(service: Service[Any]) -> None:
    """Nothing behind the app is connected: what would answer before asking would fail here."""
    app = app_of(service)
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://boucle") as client:
        for method, path, is_open in operations(app):
            if is_open:
                continue
            address = path.replace("{", "").replace("}", "")
            for headers in ({}, {"Authorization": "Bearer a.b.c"}):
                response = await client.request(method, address, headers=headers)
                assert response.status_code == 401, (method, path, response.text)


@each_service
def test_the_description_says_which_operations_need_a_token(service: Service[Any]) -> None:
    app = app_of(service)
    described = app.openapi()["paths"]
    for method, path, is_open in operations(app):
        operation = described.get(path, {}).get(method.lower())
        if operation is not None:
            assert ("security" in operation) is not is_open, (method, path)


def test_addresses_are_unique_across_services() -> None:
    """One entry in front of all services never has to choose."""
    owners: dict[tuple[str, str], str] = {}
    own_of_each = {"/healthz", "/readyz", "/metrics"}
    for service in SERVICES:
        for method, path, _ in operations(app_of(service)):
            if path not in own_of_each:
                assert owners.setdefault((method, path), service.name) == service.name
