"""The entry's configuration: which service answers which path, and what nobody reaches."""

import re

import pytest

from boucle.local.parts.caddy import caddyfile
from boucle.local.services import SERVICES, ServiceSpec
from boucle.platform.connections import KEEP_ALIVE_SECONDS

PORTS = {service.name: 20_000 + at for at, service in enumerate(SERVICES)}


def test_it_listens_on_loopback_without_admin_or_tls() -> None:
    text = caddyfile(21_000, SERVICES, PORTS)

    assert "http://:21000 {" in text
    assert "bind 127.0.0.1" in text
    assert "admin off" in text
    assert "auto_https off" in text


def test_each_service_is_behind_its_paths() -> None:
    service = ServiceSpec("registry", ("/v1/flows", "/v1/flows/*"))

    text = caddyfile(21_000, [service], {"registry": 20_003})

    assert "@registry path /v1/flows /v1/flows/*" in text
    assert "reverse_proxy 127.0.0.1:20003" in text


@pytest.mark.parametrize("path", ["/internal", "/metrics", "/healthz", "/readyz"])
def test_what_services_keep_to_themselves_is_no_path_of_theirs(path: str) -> None:
    paths = [known for service in SERVICES for known in service.paths]

    assert not [known for known in paths if known.startswith(path)]
    assert not [known for known in paths if known in {"/*", "/v1/*"}]


@pytest.mark.parametrize(
    ("path", "below"),
    [
        ("/v1/territories/*/indicators", "/v1/territories/* "),
        ("/v1/organisations/*/disclosures", "/v1/organisations/* "),
    ],
)
def test_what_lies_below_paths_of_registry_comes_before_them(path: str, below: str) -> None:
    text = caddyfile(21_000, SERVICES, PORTS)

    assert text.index(path) < text.index(below)


def test_idle_connections_are_given_up_before_a_service_closes_them() -> None:
    text = caddyfile(21_000, SERVICES, PORTS)

    kept = [int(seconds) for seconds in re.findall(r"keepalive (\d+)s", text)]

    assert len(kept) == len(SERVICES)
    assert max(kept) <= KEEP_ALIVE_SECONDS - 10
