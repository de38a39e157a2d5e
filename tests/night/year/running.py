"""The four services in one process: a log, a mail server and a clock that the year moves."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from pathlib import Path
from typing import Any, Final

import httpx
from asyncpg import Record

from boucle.local.mailsink.mailbox import SinkMailbox
from boucle.local.services import MAILER
from boucle.notifications.mails.plan import message_id
from boucle.platform.bus import Bus
from boucle.platform.db import Database
from boucle.platform.http.routes import all_routes
from boucle.platform.identity.keys import JwksKeys
from boucle.platform.process.service import build_app, build_resources
from boucle.platform.settings import example_settings
from boucle.registry.identity.bootstrap import bootstrap
from tests.chaos.backlog import Backlog, Watch
from tests.integration.notifications.support import Sink, listening
from tests.kit.eventually import eventually
from tests.kit.frozen import FrozenClock
from tests.kit.kit import Kit
from tests.kit.tokens import Tokens
from tests.net.ground import SERVICES, Keys
from tests.night.year.pages import Page, pages_of
from tests.night.year.recording import Asked, Recording
from tests.night.year.rounds import Rounds, by_hand

_QUIET_S: Final = 600.0
_LOOK_S: Final = 0.2
_IN_TURN: Final = 2
"""A round introduces, that makes a mail, and who reads that it left may make another."""
_LATELY: Final = timedelta(days=4)
_SETTLED: Final = timedelta(hours=1)
"""What a mail that a person called for waits, and more."""
_MAILS: Final = """
    SELECT mail.mail_id, mail.event_id, mail.step, mail.contact_id, mail.digest_id,
        mail.organisation_id::text, introduction.synergy_id::text
    FROM mail LEFT JOIN introduction USING (introduction_id)
    WHERE mail.contact_id IS NOT NULL AND mail.sent_at >= $1
"""
_DOMAIN: Final = "boucle.example"
_FRENCH: Final = {"Accept-Language": "fr"}
_TO_COMPUTE: Final = "SELECT count(*) FROM touched WHERE day <= $1"
_AT_WORK: Final = frozenset(
    {
        *("indicators", "lists", "matching.owners", "matching.sharings", "notifications.feed"),
        "registry.disclosed",
    }
)
"""Who reads what is published: one that was given no partition yet has nothing unread either."""
_TO_GROUP: Final = "SELECT count(*) FROM stale_market"
_DUE: Final = """
    SELECT count(*) FROM mail
    WHERE state IN ('sending', 'handed') OR state = 'due' AND due_at <= $1
"""
_LINK_KEY: Final = "k" * 32


@dataclass(frozen=True)
class _Stores:
    databases: Mapping[str, Database]
    bus: Bus


@dataclass
class Running:
    """Asks the public API as somebody; what is asked and answered is recorded.

    ``inside``: the territories of each tool of a sandbox; ``tick``: what one call lasts.
    """

    clock: FrozenClock
    tokens: Tokens
    sink: Sink
    recording: Recording
    clients: Mapping[str, httpx.AsyncClient]
    watch: Watch
    rounds: Rounds
    routes: list[tuple[re.Pattern[str], str]] = field(default_factory=list)
    mails: int = 0
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)
    inside: dict[str, frozenset[str]] = field(default_factory=dict)
    tick: timedelta = timedelta(milliseconds=1)
    settings: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    """Of each service, what is not its example."""

    async def ask(
        self, method: str, path: str, by: str, body: object = None, **query: str
    ) -> httpx.Response:
        """``by``: ``operator``, ``tool:…``, ``animator:…`` or ``company:…``."""
        answer = await self._ask(Asked(method, path, query, body), by)
        asked = Asked(method, path, query, body)
        self.recording.note(self.clock(), by, asked, answer.status_code, _json(answer))
        return answer

    async def send(self, method: str, path: str, by: str, body: object = None) -> dict[str, Any]:
        """Raises AssertionError where it is refused."""
        answer = await self.ask(method, path, by, body)
        assert answer.is_success, f"{method} {path} by {by}: {answer.status_code} {answer.text}"
        return dict(answer.json()) if answer.content else {}

    async def every(self, path: str, by: str, **query: str) -> list[dict[str, Any]]:
        """All items of a list, page after page."""
        found: list[dict[str, Any]] = []
        more = {"limit": "200", **query}
        while True:
            answer = await self._ask(Asked("GET", path, more), by)
            assert answer.is_success, f"{path} by {by}: {answer.status_code} {answer.text}"
            page = answer.json()
            found += page["items"]
            if page["next"] is None:
                break
            more["cursor"] = page["next"]
        asked = Asked("GET", path, query)
        self.recording.note(self.clock(), by, asked, 200, {"items": found, "next": None})
        return found

    async def _ask(self, asked: Asked, by: str) -> httpx.Response:
        self.clock.advance(self.tick)
        client = self.clients[self.service(asked.path)]
        return await client.request(
            *(asked.method, asked.path),
            json=asked.body,
            params=dict(asked.query) or None,
            headers=self.recording.headers(self, by),
        )

    async def quiet(self) -> None:
        """Until all that was written is read, then until each mail that is due has left."""
        await self._left()
        self.clock.advance(_SETTLED)
        await self._left()
        await self._note_mails()
        await self._settled()
        await eventually(self._computed, within=_QUIET_S, every=_LOOK_S)

    async def _left(self) -> None:
        """All that is due now is done, before the clock moves on."""
        await self.rounds.run()
        for _ in range(_IN_TURN):
            await self._settled()
            await eventually(self._posted, within=_QUIET_S, every=_LOOK_S)

    async def _settled(self) -> None:
        """All is read, and the groups of what was read are found and read as well."""
        await self.watch.until_quiet(_QUIET_S, _all_is_read, _LOOK_S)
        while not await self._grouped():
            await eventually(self._grouped, within=_QUIET_S, every=_LOOK_S)
            await self.watch.until_quiet(_QUIET_S, _all_is_read, _LOOK_S)

    async def _grouped(self) -> bool:
        async with self.watch.world.databases["matching"].read() as session:
            driver = await session.driver()
            return not await driver.fetchval(_TO_GROUP)

    async def _computed(self) -> bool:
        async with self.watch.world.databases["indicators"].read() as session:
            driver = await session.driver()
            return not await driver.fetchval(_TO_COMPUTE, self.clock().date())

    async def _posted(self) -> bool:
        async with self.watch.world.databases["notifications"].read() as session:
            driver = await session.driver()
            return not await driver.fetchval(_DUE, self.clock())

    def service(self, path: str) -> str:
        return next(name for pattern, name in self.routes if pattern.fullmatch(path))

    async def _note_mails(self) -> None:
        mailbox, now = self.sink.mailbox, self.clock()
        async with self.watch.world.databases["notifications"].read() as session:
            driver = await session.driver()
            rows = await driver.fetch(_MAILS, now - _LATELY)
        for number in range(self.mails + 1, mailbox.count() + 1):
            raw = mailbox.raw(number) or b""
            id_ = str(message_from_bytes(raw)["Message-ID"])
            alike = [row for row in rows if _message_id(row) == id_]
            self.recording.mail(now, _of_mail(alike), raw)
            for page in pages_of(raw, [dict(row) for row in alike]):
                self.pages[page.organisation, page.synergy] = page
                await self.open(page)
        self.mails = mailbox.count()

    async def open(self, page: Page) -> None:
        """Open the page behind a mail's link, as its reader does: links are the only key."""
        answer = await self.clients["notifications"].get(page.path, headers=_FRENCH)
        self.recording.page(self.clock(), page, answer.status_code, answer.text)


def _message_id(row: Record) -> str:
    named = row["event_id"], row["step"], row["contact_id"]
    return message_id(*named, _DOMAIN, row["digest_id"])


def _of_mail(rows: Sequence[Record]) -> dict[str, object]:
    """One mail of a digest tells several synergies; of one to a person who was erased meanwhile
    nothing is known any more."""
    if not rows:
        return {}
    return {
        "step": rows[0]["step"],
        "organisation_id": rows[0]["organisation_id"],
        "synergy_ids": sorted({row["synergy_id"] for row in rows if row["synergy_id"]}),
    }


@asynccontextmanager
async def running(kit: Kit, folder: Path, recording: Recording) -> AsyncIterator[Running]:
    """All services with their workers, on the kit's databases, log and clock."""
    clock, tokens = kit.clock, kit.tokens
    assert isinstance(clock, FrozenClock)
    tokens.keys = keys = Keys(tokens.keys)  # type: ignore[assignment]
    async with AsyncExitStack() as stack:
        rounds = stack.enter_context(by_hand())
        server, sink = await listening(SinkMailbox(folder / "mail"))
        await stack.enter_async_context(server)
        registry = SERVICES["registry"]
        secret = await _mailer(kit, folder)
        url = await stack.enter_async_context(kit.served(registry))
        keys.registry = JwksKeys(f"{url}/.well-known/jwks.json", clock=clock)
        more = {
            "registry_url": url,
            "client_id": MAILER,
            "client_secret": secret,
            "smtp_host": "127.0.0.1",
            "smtp_port": sink.port,
            "link_key": _LINK_KEY,
            "public_url": "https://boucle.example",
            "webhook_networks": "127.0.0.0/8",
        }
        given = {
            name: {k: v for k, v in more.items() if k in service.settings.model_fields}
            for name, service in SERVICES.items()
        }
        # Before the workers: one compiles in a thread, and what filters warnings is the process's.
        routes, clients, bus = _routes(), {}, None
        for name, service in SERVICES.items():
            clients[name] = await stack.enter_async_context(kit.client(service, **given[name]))
        for name, service in SERVICES.items():
            resources = await stack.enter_async_context(kit.worker(service, **given[name]))
            bus = resources.bus
        databases = {name: await kit.database(one) for name, one in SERVICES.items()}
        assert bus is not None
        watch = Watch(_Stores(databases, bus))
        yield Running(
            *(clock, tokens, sink, recording, clients, watch, rounds, routes), settings=given
        )


def _json(answer: httpx.Response) -> object:
    if not answer.content:
        return None
    return answer.json() if "json" in answer.headers.get("content-type", "") else answer.text


def _all_is_read(backlog: Backlog) -> bool:
    at_work = {one.consumer for one in backlog.readings} >= _AT_WORK
    return at_work and backlog.of(None) - backlog.mails + backlog.to_mend == 0


async def _mailer(kit: Kit, folder: Path) -> str:
    file = folder / "mailer"
    async with kit.command(SERVICES["registry"]) as resources:
        await bootstrap(resources, MAILER, "service", file)
    return await asyncio.to_thread(file.read_text)


def _routes() -> list[tuple[re.Pattern[str], str]]:
    found = []
    for name, service in SERVICES.items():
        app = build_app(service, build_resources(service, example_settings(service.settings)))
        for route in all_routes(app):
            pattern = re.sub(r"{[^}]+}", "[^/]+", str(route.path))
            found.append((re.compile(pattern), name))
    return sorted(found, key=lambda one: one[0].pattern.count("["))
