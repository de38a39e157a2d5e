"""Identities for tests: tokens signed by a key that only the tests know."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from uuid import UUID

from boucle.platform.clock import Clock
from boucle.platform.identity import (
    Principal,
    StaticKeys,
    TokenIssuer,
    new_signing_key,
    public_key_set,
)


class Tokens:
    """Each method gives the headers of one who asks: ``get(url, headers=tokens.operator())``."""

    def __init__(self, clock: Clock) -> None:
        self.key = new_signing_key()
        self._issuer = TokenIssuer(self.key, clock=clock)
        self.keys = StaticKeys(self.key)

    def company(self, *organisations: UUID, id: str = "company") -> dict[str, str]:  # noqa: A002
        return self.of(Principal(id, "company", id, organisations=frozenset(organisations)))

    def tool(self, client_id: str = "tool") -> dict[str, str]:
        return self.of(Principal(client_id, "tool", client_id))

    def animator(self, *territories: str, id: str = "animator") -> dict[str, str]:  # noqa: A002
        return self.of(Principal(id, "animator", id, territories=frozenset(territories)))

    def operator(self) -> dict[str, str]:
        return self.of(Principal("operator", "operator", "operator"))

    def service(self, name: str = "notifications") -> dict[str, str]:
        return self.of(Principal(name, "service", name))

    def of(self, principal: Principal) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(principal)}"}

    def token(self, principal: Principal) -> str:
        return self._issuer.issue(principal)

    @contextmanager
    def served(self) -> Iterator[str]:
        """The key set over real HTTP: its URL, for processes of their own (BOUCLE_JWKS_URL)."""
        document = json.dumps(public_key_set(self.key)).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # http.server's name for it
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.end_headers()
                self.wfile.write(document)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            try:
                yield f"http://127.0.0.1:{server.server_port}/.well-known/jwks.json"
            finally:
                server.shutdown()
                thread.join()
