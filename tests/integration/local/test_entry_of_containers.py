"""The containers' Caddyfile, its two servers one behind the other: who calls is known."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from boucle.local.parts.caddy import caddy_command
from boucle.local.ports import HOST, free_port
from boucle.local.processes import Command, DetachedProcess
from boucle.local.system import answers_http

ROOT = Path(__file__).parents[3]


class Callers(BaseHTTPRequestHandler):
    """Answers with the address it was told of."""

    def do_GET(self) -> None:
        told = self.headers["X-Forwarded-For"].encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, *args: object) -> None:
        """Quiet."""


@pytest.fixture
def entry(tmp_path: Path) -> Iterator[str]:
    """The entry's address. Its site only: the other addresses have ports that may be taken."""
    server = ThreadingHTTPServer((HOST, 0), Callers)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    text = (ROOT / "deploy/docker/Caddyfile").read_text().split("# For the health check")[0]
    text, found = re.subn(
        r"dynamic a .*?\n\t\t\t\}", f"to {HOST}:{server.server_port}", text, flags=re.DOTALL
    )
    assert found == 1
    (tmp_path / "Caddyfile").write_text(text.replace(":8098", f":{free_port()}"))
    (tmp_path / "services").symlink_to(ROOT / "services")
    address = f"http://{HOST}:{free_port()}"
    command = caddy_command(tmp_path / "Caddyfile", tmp_path)
    process = DetachedProcess("entry", tmp_path, tmp_path / "entry.log")
    process.spawn(Command(command.argv, {**command.env, "BOUCLE_SITE": address}, cwd=tmp_path))
    try:
        process.wait_until(lambda: answers_http(f"{address}/healthz"), 20)
        yield address
    finally:
        process.stop()
        server.shutdown()
        server.server_close()


def test_a_service_is_told_who_called_the_entry_and_no_more(entry: str) -> None:
    said = {"x-forwarded-for": "203.0.113.7"}
    assert httpx.get(f"{entry}/v1/flows", headers=said).text == HOST
