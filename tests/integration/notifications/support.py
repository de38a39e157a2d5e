"""Lives as matching publishes them, a mail server that keeps and fails on demand, registry's
directory over real HTTP, and a post office that runs one pass at a time."""

import asyncio
import json
import re
import threading
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import UUID, uuid4

import aiosmtplib
import httpx
import msgspec

from boucle.catalogue import load_catalogue
from boucle.contract.events import EVENTS
from boucle.contract.events.matching import Life, Party, Side, Standing, State
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Quantity, Site, SiteFacts
from boucle.contract.events.sharing import Sharing
from boucle.local.mailsink.mailbox import SinkMailbox, SinkMessage
from boucle.local.mailsink.smtp import Behaviour, protocol
from boucle.notifications.directory.client import DirectoryClient
from boucle.notifications.introductions import consumers
from boucle.notifications.introductions.digest_task import digest_task
from boucle.notifications.letters.links import Links
from boucle.notifications.mails.metrics import MailMetrics, mail_metrics
from boucle.notifications.mails.plan import SETTLING
from boucle.notifications.sending.recorder import Recorder
from boucle.notifications.sending.sender import Sender
from boucle.notifications.sending.smtp import MailPost
from boucle.notifications.sending.writer import Writer
from boucle.notifications.subscriptions.feeds.consumers import follow
from boucle.platform.consuming.handling import Received
from boucle.platform.db import Database
from boucle.platform.events import Event
from boucle.platform.outbox import new_event
from boucle.platform.periodic import Periodic
from boucle.platform.telemetry.metrics import new_metrics
from tests.kit import FrozenClock
from tests.kit.contact import ANIMATOR, CONTROLLER

CAUX = "200010700"
HAVRE = "200084952"
KEY = b"k" * 32
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def side(role: str, organisation: UUID, territory: str = CAUX) -> Side:
    return Side(
        role="offer" if role == "offer" else "need",
        organisation_id=organisation,
        territory=territory,
        site_id=uuid4(),
        flow_id=uuid4(),
        family="heat_steam",
        division="38" if role == "offer" else "20",
        quantity=Quantity("331234", "MWh") if role == "offer" else Quantity("412345", "MWh"),
    )


def a_life(
    *organisations: UUID,
    state: State = "qualified",
    automatic: bool = False,
    score: int = 8000,
    standings: Sequence[Standing] = ("pending", "pending"),
    territories: Sequence[str] = (CAUX, CAUX),
    now: datetime = START,
) -> Life:
    offer, need = organisations or (uuid4(), uuid4())
    parties = tuple(
        Party(side=side(role, one, territory), standing=standing)
        for role, one, territory, standing in zip(
            ("offer", "need"), (offer, need), territories, standings, strict=True
        )
    )
    return Life(
        synergy_id=uuid4(),
        kind="substitution",
        state=state,
        found_by="engine",
        parties=parties,
        state_since=now,
        opened_at=now,
        qualified_at=now,
        nature="energy",
        route="heat_steam>heat_steam",
        automatic=automatic,
        disclosed=all(one == "consented" for one in standings),
        potential=Quantity("331234", "MWh"),
        tco2e=Amount("tCO2e", "51234", "61234"),
        score=score,
        coarse_score=score,
        distance_km="4.237",
        criteria=(
            Criterion(name="route", verdict="pass", weight=10),
            Criterion(name="distance", verdict="pass", weight=20, value="4.237", unit="km"),
            Criterion(name="quality.temperature", verdict="unknown", weight=20, value="987.6"),
            Criterion(name="quantity", verdict="partial", weight=15),
        ),
    )


def a_site(
    site: UUID,
    version: int,
    organisation: UUID,
    *,
    tools: Sequence[str] = (),
    step: str = "revised",
) -> Event[Site]:
    data = Site(
        site_id=site,
        organisation_id=organisation,
        territory=CAUX,
        facts=SiteFacts(latitude=49.5, longitude=0.5, location_precision="address"),
        valid_from=START.date(),
        tools=tuple(tools),
    )
    return new_event(f"site.{step}.v1", subject=site, version=version, data=data, now=START)


def a_sharing(
    sharing: UUID, version: int, organisation: UUID, *, step: str = "revised"
) -> Event[Sharing]:
    data = Sharing(
        sharing_id=sharing,
        organisation_id=organisation,
        site_id=uuid4(),
        territory=CAUX,
        kind="service",
        direction="need",
        subject="security",
        catalogue_version="1",
        site=SiteFacts(latitude=49.5, longitude=0.5, location_precision="address"),
        certainty="measured",
        valid_from=START.date(),
    )
    return new_event(f"sharing.{step}.v1", subject=sharing, version=version, data=data, now=START)


async def hear(database: Database, clock: FrozenClock, *events: Event[Any]) -> None:
    handle = follow(clock)
    async with database.write() as session:
        await handle(session, [Received(one, "topic", 0, 0) for one in events])


def published(life: Life, step: str = "qualified", version: int = 1) -> Event[Life]:
    return new_event(
        f"life.{step}.v1", subject=life.synergy_id, version=version, data=life, now=START
    )


@dataclass
class Registry:
    """What notifications asks, over HTTP; ``down`` answers 503; ``refusing``
    takes no question. ``territories``: those that
    are not as all others; None: one that is not known. ``sharings``: what members of groups
    declared. ``qualified``: what matching answers about synergies, by id."""

    url: str = ""
    down: bool = False
    refusing: bool = False
    secret: str = "secret"
    questions: int = 0
    asked: Callable[[], None] = lambda: None
    companies: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    principals: dict[str, dict[str, Any]] = field(default_factory=dict)
    territories: dict[str, dict[str, Any] | None] = field(default_factory=dict)
    passed_on: list[dict[str, str]] = field(default_factory=list)
    corrected: list[dict[str, Any]] = field(default_factory=list)
    correcting: tuple[int, dict[str, Any]] = (204, {})
    sharings: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    qualified: dict[str, tuple[int, Any]] = field(default_factory=dict)
    sign_ins: dict[str, dict[str, Any]] = field(default_factory=dict)
    decisions: list[dict[str, Any]] = field(default_factory=list)
    animators: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self, *organisations: UUID, language: str = "fr", territories: Sequence[str] = (CAUX,)
    ) -> None:
        for one in organisations:
            number = len(self.companies) + 1
            self.companies[one] = {
                "name": f"Société CANARI{number}",
                "territories": list(territories),
                "contacts": [
                    {
                        "contact_id": str(uuid4()),
                        "name": f"Camille Canari{number}",
                        "email": f"canari{number}@societe{number}.example",
                        "phone": f"02 35 00 00 {number:02d}",
                        "language": language,
                        "role": "environnement",
                    }
                ],
            }

    def pass_on(self, named: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Added where both addresses are of one domain, before who passes on, as registry does."""
        self.passed_on.append(named)
        for company in self.companies.values():
            contacts = company["contacts"]
            passing = [one for one in contacts if one["contact_id"] == named["contact_id"]]
            if passing and passing[0]["email"] == named["email"]:
                return 422, {}
            same = [one for one in contacts if one["email"] == named["email"]]
            if passing and passing[0]["email"].split("@")[1] == named["email"].split("@")[1]:
                added = same or [{**passing[0], **named, "contact_id": str(uuid4())}]
                contacts[:0] = [] if same else added
                return 200, {"state": "added", "contact_id": added[0]["contact_id"]}
            if passing:
                return 200, {"state": "proposed", "contact_id": None}
        return 404, {}

    def would_qualify(self, question: dict[str, Any]) -> tuple[int, Any]:
        missing = 404, {"type": "urn:boucle:problem:not-found", "detail": "none"}
        status, answer = self.qualified.get(question["synergy_id"], missing)
        if isinstance(answer, Life):
            parties = {party.side.territory for party in answer.parties}
            asks = question["territories"]
            if asks is not None and parties.isdisjoint(asks):
                return missing
            return status, msgspec.to_builtins(answer)
        return status, answer

    def asked_at(self, path: str, question: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        if path == "/internal/contacts":
            return self.pass_on(question)
        if path == "/internal/flow-details":
            self.corrected.append(question)
            return self.correcting
        if path.startswith("/internal/sign-ins/"):
            return self.sign_in(path.split("/")[3])
        if path == "/internal/qualified":
            return self.would_qualify(question)
        answer = self.answer(question)
        return (422, {}) if self.refusing else (200, answer)

    def sign_in(self, id_: str) -> tuple[int, dict[str, Any]]:
        mail = self.sign_ins.get(id_)
        return (410, {}) if mail is None else (200, mail)

    def email(self, organisation: UUID) -> str:
        return str(self.companies[organisation]["contacts"][0]["email"])

    def _territories(self, question: dict[str, Any]) -> dict[str, Any]:
        usual = {
            "name": "Caux Seine",
            "animator": {**ANIMATOR, "name": "Anne Animatrice", "email": "anne@caux.example"},
            "controller": CONTROLLER,
        }
        asked = self.territories if question.get("every_epci") else question.get("territories", ())
        found = {siren: self.territories.get(siren, usual) for siren in asked}
        return {siren: one for siren, one in found.items() if one is not None}

    def answer(self, question: dict[str, Any]) -> dict[str, Any]:
        self.questions += 1
        self.asked()
        asked = {UUID(one) for one in question.get("organisations", ())}
        return {
            "organisations": {
                str(one): company for one, company in self.companies.items() if one in asked
            },
            "territories": self._territories(question),
            "flows": {
                flow: {
                    "text": f"CANARI-FLUX {flow}",
                    "quantity": {"value": "331234", "unit": "MWh"},
                    "site": f"Site {flow}",
                    "commune": None,
                }
                for flow in question.get("flows", ())
            },
            "sharings": {
                one: self.sharings[UUID(one)]
                for one in question.get("sharings", ())
                if UUID(one) in self.sharings
            },
            "animators": self.animators if question.get("animators") else [],
            "decisions": self.decisions if question.get("decisions") else [],
            "persons": {
                address: [
                    one
                    for company in self.companies.values()
                    for one in company["contacts"]
                    if one["email"].lower() == address.lower()
                ]
                for address in question.get("addresses", ())
            },
            "principals": {
                one: self.principals[one]
                for one in question.get("principals", ())
                if one in self.principals
            },
        }


@contextmanager
def serving(registry: Registry) -> Iterator[Registry]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # http.server's name for it
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if registry.down:
                self._say(503, {})
            elif self.path == "/oauth/token" and not self._is_known():
                self._say(401, {"error": "invalid_client"})
            elif self.path == "/oauth/token":
                self._say(200, {"access_token": "t0", "token_type": "Bearer", "expires_in": 900})
            elif self.headers.get("Authorization") != "Bearer t0":
                self._say(401, {})
            else:
                self._say(*registry.asked_at(self.path, json.loads(body)))

        def _is_known(self) -> bool:
            given = b64decode(self.headers["Authorization"].removeprefix("Basic ")).decode()
            return given == f"notifications:{registry.secret}"

        def _say(self, status: int, answer: dict[str, Any]) -> None:
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        registry.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield registry
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Sink:
    """A real SMTP server."""

    mailbox: SinkMailbox
    behaviour: Behaviour
    port: int

    def received(self) -> list[SinkMessage]:
        return self.mailbox.find()

    def fail(self, code: int, count: int = 1) -> None:
        self.behaviour.smtp_code, self.behaviour.count = code, count


async def listening(mailbox: SinkMailbox, port: int = 0) -> tuple[asyncio.Server, Sink]:
    behaviour = Behaviour()
    server = await asyncio.get_running_loop().create_server(
        lambda: protocol(mailbox, behaviour), "127.0.0.1", port
    )
    return server, Sink(mailbox, behaviour, server.sockets[0].getsockname()[1])


def links() -> Links:
    return Links(KEY, "https://boucle.example")


@dataclass
class Office:
    """Notifications without Kafka: events are handed over, the sender runs when asked."""

    database: Database
    clock: FrozenClock
    registry: Registry
    sink: Sink
    sender: Sender
    recorder: Recorder
    digest_task: Periodic
    metrics: MailMetrics

    async def hear(self, *events: Event[Life]) -> None:
        """And let pass what a mail that a person called for waits."""
        await self.only_hear(*events)
        self.clock.advance(SETTLING)

    async def only_hear(self, *events: Event[Life]) -> None:
        handle = consumers.follow_lives(self.clock, self.sender.wake)
        batch = [Received(event, "life", 0, offset) for offset, event in enumerate(events)]
        async with self.database.write() as session:
            await handle(session, batch)

    async def send(self) -> int:
        """Until nothing is due, nor left to record."""
        total = 0
        while sent := await self.sender.send_due(asyncio.Event()):
            total += sent
        while await self.recorder.record():
            pass
        return total

    async def rows(self, query: str, *arguments: object) -> list[dict[str, Any]]:
        async with self.database.read() as session:
            driver = await session.driver()
            return [dict(row) for row in await driver.fetch(query, *arguments)]

    async def outbox(self, topic: str = "introduction") -> list[Event[Any]]:
        rows = await self.rows(
            "select headers, payload from outbox where topic = $1 order by seq", topic
        )
        return [EVENTS.decode(row["headers"], row["payload"]) for row in rows]

    async def everything(self) -> str:
        """All that notifications keeps: equal before and after means nothing changed."""
        kept = []
        for table in ("introduction", "introduction_side", "mail", "meeting", "invitee"):
            kept += await self.rows(f"select * from {table} order by 1, 2")
        for table in ("preference", "outbox", "life"):
            kept += await self.rows(f"select * from {table} order by 1")
        return repr(kept)


def two(office: Office) -> tuple[UUID, UUID]:
    """Companies that registry knows."""
    pair = uuid4(), uuid4()
    office.registry.add(*pair)
    return pair


def post_to(sink: Sink) -> MailPost:
    return MailPost(
        lambda: aiosmtplib.SMTP(hostname="127.0.0.1", port=sink.port, timeout=5),
        "boucle@boucle.example",
    )


def an_office(
    database: Database, clock: FrozenClock, registry: Registry, sink: Sink, http: httpx.AsyncClient
) -> Office:
    metrics = mail_metrics(new_metrics("notifications"))
    wake = asyncio.Event()
    sender = Sender(
        database=database,
        directory=DirectoryClient(http, registry.url, "notifications", "secret", clock),
        post=post_to(sink),
        writer=Writer(links(), load_catalogue(), "boucle@boucle.example"),
        clock=clock,
        metrics=metrics,
        wake=wake,
    )
    recorder = Recorder(database, clock, sender.accepted)
    releasing = digest_task(database, clock, metrics, wake)
    return Office(database, clock, registry, sink, sender, recorder, releasing, metrics)


def link(message: SinkMessage, path: str) -> str:
    """The path of the mail's link that starts so."""
    found = next(one for one in message.links if f"/{path}/" in one)
    return re.sub(r"^https://boucle\.example", "", found)


def answered(life: Life, *standings: Standing) -> Life:
    """The life after the parties answered so."""
    return msgspec.structs.replace(
        life,
        state="consented" if set(standings) == {"consented"} else "interested",
        disclosed=set(standings) == {"consented"},
        parties=tuple(
            msgspec.structs.replace(party, standing=standing)
            for party, standing in zip(life.parties, standings, strict=True)
        ),
    )
