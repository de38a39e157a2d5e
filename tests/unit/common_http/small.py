"""A small app that has what every service's HTTP side has, and a client of it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import httpx
from prometheus_client import CollectorRegistry

from boucle.platform.clock import Clock
from boucle.platform.http import Check, GuardedRouter, create_app
from boucle.platform.identity.keys import JwksKeys
from boucle.platform.identity.tokens import Verifier


def _now() -> datetime:
    return datetime(2026, 11, 28, tzinfo=UTC)


def _verifier() -> Verifier:
    """For public routes: nobody has a token."""
    keys = JwksKeys("http://127.0.0.1:9/jwks.json", clock=_now)
    return Verifier(keys, clock=_now, issuer="boucle", audience="boucle")


@dataclass
class SmallResources:
    verifier: Verifier = field(default_factory=_verifier)
    metrics: CollectorRegistry = field(default_factory=CollectorRegistry)
    clock: Clock = _now
    checks: list[Check] = field(default_factory=list)


@asynccontextmanager
async def client_of(
    *routers: GuardedRouter, origins: Sequence[str] = (), **headers: str
) -> AsyncIterator[httpx.AsyncClient]:
    """``headers``: sent each time, ``_`` for ``-``."""
    app: Any = create_app("small", SmallResources(), routers, origins=origins)
    sent = {"accept-encoding": "identity"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://small", headers=sent
    ) as client:
        yield client
