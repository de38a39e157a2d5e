"""The real Caddy in front of two upstreams: who answers what, and what is never reached."""

import http.client
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from boucle.local.parts.caddy import caddy_command, caddyfile
from boucle.local.ports import HOST, free_port
from boucle.local.processes import DetachedProcess
from boucle.local.services import SERVICES
from boucle.local.system import answers_http


class Named(BaseHTTPRequestHandler):
    """Answers every path with a name."""

    name = ""

    def do_GET(self) -> None:
        name = self.name.encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(name)))
        self.end_headers()
        self.wfile.write(name)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture(scope="module")
def entry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Caddy's port; every service but notifications has an upstream that says its name."""
    home, ports, servers = tmp_path_factory.mktemp("entry"), {}, []
    for service in SERVICES:
        handler = type(service.name, (Named,), {"name": service.name})
        server = ThreadingHTTPServer((HOST, 0), handler)
        ports[service.name] = server.server_port
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
    ports["notifications"] = free_port()  # nobody listens there
    yield from running_caddy(home, ports)
    for server in servers:
        server.shutdown()
        server.server_close()


def running_caddy(home: Path, ports: dict[str, int]) -> Iterator[int]:
    port, config = free_port(), home / "Caddyfile"
    config.write_text(caddyfile(port, SERVICES, ports))
    process = DetachedProcess("entry", home, home / "entry.log")
    process.spawn(caddy_command(config, home))
    process.wait_until(lambda: answers_http(f"http://{HOST}:{port}/healthz"), 20)
    yield port
    process.stop()


def raw_get(port: int, path: str) -> tuple[int, str]:
    """GET exactly this path: no client tidies it."""
    connection = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("/", "registry"),
        ("/docs/events", "registry"),
        ("/oauth/token", "registry"),
        ("/.well-known/jwks.json", "registry"),
        ("/v1/territories", "registry"),
        ("/v1/territories/200067205", "registry"),
        ("/v1/territories/200067205/indicators", "indicators"),
        ("/v1/organisations/7/indicators?month=2026-01", "indicators"),
        ("/v1/organisations/7/disclosures?limit=5", "matching"),
        ("/v1/organisations/7/contacts", "registry"),
        ("/v1/sources/tyca/flows/12", "registry"),
        ("/v1/synergies?limit=2", "matching"),
        ("/v1/synergies/7", "matching"),
        ("/v1/synergies/7/qualification", "matching"),
        ("/v1/synergies/7/parties", "registry"),
    ],
)
def test_one_address_reaches_every_service(entry: int, path: str, service: str) -> None:
    assert raw_get(entry, path) == (200, service)


@pytest.mark.parametrize(
    "path",
    [
        *("/metrics", "/readyz", "/internal/directory", "/v1/nothing", "/v1/flowsx"),
        *("//internal/directory", "/INTERNAL/directory", "/v1/../internal/directory"),
        *("/v1/flows/../../internal/directory", "/v1/flows/%2e%2e/%2e%2e/internal/directory"),
        *("/v1/flows/..%2f..%2finternal/directory", "/r/../metrics"),
    ],
)
def test_what_services_keep_to_themselves_is_not_reached(entry: int, path: str) -> None:
    status, body = raw_get(entry, path)

    assert status == 404
    assert "no service answers at this path" in body


def test_what_follows_on_a_connection_is_not_lost(entry: int) -> None:
    """A body that nobody read would be taken for the next request, or end the connection."""
    with httpx.Client(base_url=f"http://{HOST}:{entry}") as client:
        for _ in range(60):
            answer = client.post("/v1/nothing", json={"body": "x" * 300})
            assert (answer.status_code, answer.headers["connection"]) == (404, "close")
            assert client.get("/v1/territories").text == "registry"


def test_a_service_that_is_down_is_a_problem_that_says_so(entry: int) -> None:
    answer = httpx.get(f"http://{HOST}:{entry}/v1/meetings")

    assert answer.status_code == 502
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == 502
    assert "boucle status" in answer.json()["detail"]


def test_nothing_listens_beyond_loopback(entry: int) -> None:
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.2:{entry}/healthz", timeout=2)
