"""Every GET by every asker. When recording, addresses are filled with what answers name."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any
from urllib.parse import quote

import httpx

from tests.bench.worlds.read_routes import ASKS, OWN_OF_EACH, Ask, get_routes
from tests.kit.kit import Kit
from tests.net.askers import find_askers
from tests.net.capture import LINK, TOKENS
from tests.net.ground import SERVICES, Ground
from tests.net.recording import Answer, Asker

_EACH = 3
"""Addresses of one route in a round, and pages of one list."""
_STRANGERS = 2
"""The last askers ask one address of each route: nothing is theirs."""
_ROUNDS = 2
_SLOW_S, _SLOW = 1.0, 3
"""A route that waits (for a flow that nobody declared) is not asked all of its addresses."""
_UNSTEADY_HEADERS = frozenset({"date", "ratelimit", "x-correlation-id", "x-request-id"})
_OF_A_FILE = frozenset({"etag", "last-modified"})
"""Where both are there, they say when the file was checked out."""
_NAMES: Mapping[str, tuple[str, ...]] = {
    **{
        f"{one}_id": (f"{one}_id",)
        for one in ("organisation", "site", "flow", "sharing", "introduction", "meeting")
    },
    **{f"{one}_id": (f"{one}_id",) for one in ("webhook", "sandbox", "import", "changes")},
    "synergy_id": ("synergy_id", "life_id"),
    "siren": ("territory", "federation"),
    "family": ("family",),
    "source": ("source",),
    "external_id": ("flow", "company", "sharing"),
}
"""What a field of an answer fills in addresses."""


@dataclass
class Clients:
    """The services of a ground; ``askers`` by name."""

    of: Mapping[str, httpx.AsyncClient]
    headers: Mapping[str, Mapping[str, str]]

    async def ask(self, service: str, asker: str, address: str) -> Answer:
        given = await self.of[service].get(address, headers=self.headers[asker])
        unsteady = _UNSTEADY_HEADERS
        if given.headers.keys() >= _OF_A_FILE:
            unsteady |= _OF_A_FILE
        headers = {k: v for k, v in given.headers.items() if k not in unsteady}
        return Answer(service, asker, address, given.status_code, headers, given.content)


async def clients(
    stack: AsyncExitStack,
    ground: Ground,
    kit: Kit,
    given: Mapping[str, object],
    who: Iterable[Asker],
) -> Clients:
    """Open until the stack is closed."""
    found = {}
    for name in ground.recording.services:
        fields = SERVICES[name].settings.model_fields
        more = {key: value for key, value in given.items() if key in fields}
        client = kit.client(SERVICES[name], **ground.settings(name, **more))
        found[name] = await stack.enter_async_context(client)
    return Clients(
        found, {one.name: ground.tokens.of(one.principal) if one.id else {} for one in who}
    )


async def crawl(ground: Ground) -> list[Answer]:
    """Ask for all that the routes and the answers lead to; askers are written down."""
    async with ground.restored() as (kit, given), AsyncExitStack() as stack:
        askers = await find_askers(await kit.database(SERVICES["registry"]))
        ground.recording.write("askers.json", askers)
        asking = await clients(stack, ground, kit, given, askers)
        crawler = _Crawler(asking, [one.name for one in askers], _known(ground))
        for _ in range(_ROUNDS):
            await crawler.round()
        return list(crawler.answers.values())


async def ask_again(ground: Ground, recorded: Iterable[Answer]) -> AsyncIterator[Answer]:
    """The same questions, in the same order."""
    async with ground.restored() as (kit, given), AsyncExitStack() as stack:
        asking = await clients(stack, ground, kit, given, ground.recording.askers)
        for some in _in_eights(recorded):
            asked = (asking.ask(one.service, one.asker, one.address) for one in some)
            for answer in await asyncio.gather(*asked):
                yield answer


def _in_eights(recorded: Iterable[Answer]) -> Iterator[list[Answer]]:
    left = iter(recorded)
    while some := list(islice(left, 8)):
        yield some


def _known(ground: Ground) -> dict[str, set[str]]:
    now = ground.world.now
    before = now.replace(day=1) - timedelta(days=1)
    since = (now - timedelta(minutes=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    links = {name: set(tokens) for name, tokens in ground.world.links.items()}
    return {**links, "month_before": {before.strftime("%Y-%m")}, "since": {since}}


@dataclass
class _Crawler:
    asking: Clients
    askers: Sequence[str]
    known: dict[str, set[str]]
    answers: dict[tuple[str, str, str], Answer] = field(default_factory=dict)

    async def round(self) -> None:
        filled = {name: _some(values) for name, values in self.known.items() if values}
        slow = Counter[str]()
        for service in self.asking.of:
            for path in get_routes(SERVICES[service]):
                if path in OWN_OF_EACH:
                    continue
                for ask in ASKS.get(path, (Ask(path),)):
                    for number, address in enumerate(_addresses(ask, filled)):
                        for asker in self.askers[: None if number == 0 else -_STRANGERS]:
                            if slow[ask.address] >= _SLOW:
                                break
                            began = time.monotonic()
                            await self._follow(service, asker, address)
                            slow[ask.address] += time.monotonic() - began > _SLOW_S

    async def _follow(self, service: str, asker: str, address: str) -> None:
        """The address, and the pages after it."""
        page: str | None = address
        for _ in range(_EACH):
            if page is None or (service, asker, page) in self.answers:
                return
            answer = await self.asking.ask(service, asker, page)
            self.answers[service, asker, page] = answer
            self._learn(answer.body.decode("utf-8", "replace"))
            page = _next_page(answer, address)

    def _learn(self, text: str) -> None:
        for kind, token in LINK.findall(text):
            self.known.setdefault(TOKENS[kind], set()).add(token)
        try:
            found = json.loads(text)
        except ValueError:
            return
        for name, value in _named(found):
            self.known.setdefault(name, set()).add(value)


def _next_page(answer: Answer, address: str) -> str | None:
    """None after the last one, and where pages are not counted by a limit."""
    if answer.status != 200 or "limit=" not in address or "cursor=" in address:
        return None
    try:
        cursor = json.loads(answer.body)["next"]
    except (ValueError, KeyError, TypeError):
        return None
    return f"{address}&cursor={cursor}" if cursor else None


def _named(found: Any) -> Iterator[tuple[str, str]]:
    if isinstance(found, list):
        for one in found:
            yield from _named(one)
    elif isinstance(found, dict):
        if "flow_id" in found and found.get("direction") in ("output", "input"):
            yield ("offer_id" if found["direction"] == "output" else "need_id"), found["flow_id"]
        for key, value in found.items():
            if isinstance(value, str):
                yield from ((name, value) for name in _NAMES.get(key, ()))
            else:
                yield from _named(value)


def _some(values: set[str]) -> list[str]:
    """The same few of them each time, from all over."""
    ordered = sorted(values)
    step = max(1, len(ordered) // _EACH)
    return ordered[::step][:_EACH]


def _addresses(ask: Ask, filled: Mapping[str, list[str]]) -> list[str]:
    if not ask.names:
        return [ask.address]
    if not ask.names <= filled.keys():
        return []
    count = max(len(filled[name]) for name in ask.names)
    found: dict[str, None] = {}
    for number in range(min(count, _EACH)):
        values = {n: quote(filled[n][number % len(filled[n])], safe="") for n in ask.names}
        found[ask.address.format(**values)] = None
    return list(found)
