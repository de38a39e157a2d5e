"""Define what a process runs until it must stop."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from boucle.platform.http.health import Check


@dataclass(frozen=True, slots=True)
class Task:
    """A worker's task that runs until ``stop`` is set, then ends within the drain. A task that ends
    before, or raises, ends the process. ``checks`` join ``/readyz``."""

    name: str
    run: Callable[[asyncio.Event], Awaitable[None]]
    checks: tuple[Check, ...] = ()
