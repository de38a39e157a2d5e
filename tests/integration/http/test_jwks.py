"""Keys fetched over real HTTP: kept, renewed, and never fetched at a stranger's pace."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from joserfc.jwk import OKPKey

from boucle.platform.identity import (
    InvalidToken,
    JwksKeys,
    KeysUnavailable,
    Principal,
    TokenIssuer,
    Verifier,
    new_signing_key,
    public_key_set,
)
from tests.kit import FrozenClock, Tokens

OPERATOR = Principal("o", "operator", "o")


class Issuer:
    """A key set that changes, with a count of its readers."""

    def __init__(self, *keys: OKPKey) -> None:
        self.document: dict[str, Any] = public_key_set(*keys)
        self.status = 200
        self.asked = 0


@contextmanager
def published(issuer: Issuer) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # http.server's name for it
            issuer.asked += 1
            self.send_response(issuer.status)
            self.end_headers()
            self.wfile.write(json.dumps(issuer.document).encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/jwks.json"
        finally:
            server.shutdown()
            thread.join()


async def test_keys_are_fetched_once_and_renewed_on_rotation(clock: FrozenClock) -> None:
    old, new = new_signing_key(), new_signing_key()
    issuer = Issuer(old)
    with published(issuer) as url:
        verifier = Verifier(JwksKeys(url, clock=clock), clock=clock)
        for _ in range(3):
            await verifier.verify(TokenIssuer(old, clock=clock).issue(OPERATOR))
        assert issuer.asked == 1
        issuer.document = public_key_set(old, new)
        clock.advance(timedelta(seconds=6))
        await verifier.verify(TokenIssuer(new, clock=clock).issue(OPERATOR))
        assert issuer.asked == 2


async def test_unknown_keys_do_not_make_us_knock(clock: FrozenClock) -> None:
    issuer = Issuer(new_signing_key())
    with published(issuer) as url:
        verifier = Verifier(JwksKeys(url, clock=clock), clock=clock)
        for _ in range(20):
            forged = TokenIssuer(new_signing_key(), clock=clock).issue(OPERATOR)
            with pytest.raises(InvalidToken):
                await verifier.verify(forged)
    assert issuer.asked == 1


async def test_known_keys_serve_while_the_issuer_is_down(clock: FrozenClock) -> None:
    key = new_signing_key()
    issuer = Issuer(key)
    with published(issuer) as url:
        verifier = Verifier(JwksKeys(url, clock=clock), clock=clock)
        await verifier.verify(TokenIssuer(key, clock=clock).issue(OPERATOR))
        issuer.status = 500
        clock.advance(timedelta(hours=1))
        fresh = TokenIssuer(key, clock=clock).issue(OPERATOR)
        assert await verifier.verify(fresh) == OPERATOR
        assert issuer.asked == 2


@pytest.mark.parametrize("document", [{}, {"keys": [{"kty": "oct", "k": "A" * 43}]}, {"keys": 3}])
async def test_a_set_without_a_usable_key_is_no_set(
    clock: FrozenClock, document: dict[str, Any]
) -> None:
    issuer = Issuer()
    issuer.document = document
    with published(issuer) as url:
        verifier = Verifier(JwksKeys(url, clock=clock), clock=clock)
        with pytest.raises(KeysUnavailable):
            await verifier.verify(TokenIssuer(new_signing_key(), clock=clock).issue(OPERATOR))


async def test_the_kit_serves_its_own_keys(tokens: Tokens, clock: FrozenClock) -> None:
    with tokens.served() as url:
        verifier = Verifier(JwksKeys(url, clock=clock), clock=clock)
        assert await verifier.verify(tokens.token(OPERATOR)) == OPERATOR
