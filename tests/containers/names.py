"""Compose's names, as the containers know them, for this process: it looks into databases and log.

The inner network is closed to the world, not to the machine it is on.
"""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from tests.containers.stack import Stack

_KEPT_S = 1.0
_NAMES = ("postgres", "kafka")


@contextmanager
def known(stack: Stack) -> Iterator[None]:
    """Within, ``postgres`` and ``kafka`` resolve to where they are now."""
    asked = socket.getaddrinfo
    kept: dict[str, tuple[float, str]] = {}

    def address(name: str) -> str:
        seen, found = kept.get(name, (0.0, ""))
        if time.monotonic() - seen > _KEPT_S:
            found = stack.address(name) or ""
            kept[name] = time.monotonic(), found
        if not found:
            raise socket.gaierror(socket.EAI_AGAIN, f"{name} does not run")
        return found

    def resolve(host: Any, *rest: Any, **how: Any) -> Any:
        return asked(address(host) if host in _NAMES else host, *rest, **how)

    with patch.object(socket, "getaddrinfo", resolve):
        yield
