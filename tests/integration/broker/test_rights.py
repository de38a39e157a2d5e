"""The rights that ``acls`` prints are enough for each service, and nobody else has any."""

from __future__ import annotations

import shlex
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from boucle.indicators.app import SERVICE as INDICATORS
from boucle.local.mailsink.mailbox import SinkMailbox
from boucle.local.ports import free_port
from boucle.matching.app import SERVICE as MATCHING
from boucle.notifications.app import SERVICE as NOTIFICATIONS
from boucle.platform import outbox
from boucle.platform.bus import Access, Bus, BusRefused, Message, Record, acl_commands
from boucle.platform.consuming import dead_letters
from boucle.platform.db import Database
from boucle.registry.app import SERVICE as REGISTRY
from tests.contract.openapi.services import SERVICES
from tests.integration.broker.page import blocks
from tests.integration.broker.process import finish, worker
from tests.integration.broker.secure import Secure
from tests.integration.matching.lists.building import SIRENS, flow, territory, uid
from tests.integration.notifications.support import KEY, Registry, Sink, listening, serving
from tests.kit import ServiceDatabase, eventually
from tests.kit.kit import TOPICS

OFFER = flow("offer")
NEED = flow("need", direction="input", family="heat_hot_water")


@pytest.fixture(scope="session")
def granted(secure: Secure) -> Secure:
    """The broker, once the administrator has run what each service prints, and what the page
    says for an operator."""
    for service in SERVICES:
        for command in acl_commands(service.access, "boucle", service.name):
            secure.administer(command)
    for command in blocks("sh")[1].splitlines():
        secure.administer(command)
    return secure


@pytest.fixture
def directory() -> Iterator[Registry]:
    with serving(Registry()) as running:
        yield running


@pytest.fixture
async def sink(tmp_path: Path) -> AsyncIterator[Sink]:
    server, running = await listening(SinkMailbox(tmp_path / "mail"))
    async with server:
        yield running


async def rows(database: Database, query: str) -> list[Any]:
    async with database.read() as session:
        return [tuple(row) for row in await (await session.driver()).fetch(query)]


async def declare(database: Database, *events: tuple[str, str, str, object]) -> None:
    """(topic, type, subject, data) into registry's outbox."""
    now = datetime.now(UTC)
    async with database.write() as session:
        for topic, type_, subject, data in events:
            event = outbox.new_event(type_, subject=subject, version=1, data=data, now=now)
            await outbox.add(session, topic, event)


async def is_published(database: Database) -> bool:
    return not await rows(database, "SELECT 1 FROM outbox")


async def test_the_command_prints_them_for_the_names_given() -> None:
    status, lines, _ = await finish("matching", "acls", "--user", "m", "--prefix", "eit")
    assert status == 0
    assert lines == list(acl_commands(MATCHING.access, "eit", "m"))
    assert shlex.split(lines[0])[-2:] == ["--topic", "eit.group"]


@pytest.mark.timeout(300)
async def test_each_service_does_its_work_with_its_rights_and_ends_without_them(
    granted: Secure,
    service_database: ServiceDatabase,
    directory: Registry,
    sink: Sink,
    tmp_path: Path,
) -> None:
    databases = {service.name: await service_database(service) for service in SERVICES}
    given = {
        name: {**granted.environment(name), "BOUCLE_DATABASE_URL": database.url}
        for name, database in databases.items()
    }
    for name in ("registry", "matching"):
        given[name] |= {"BOUCLE_PERSON_KEY": KEY.decode()}
    given["notifications"] |= {
        "BOUCLE_SMTP_HOST": "127.0.0.1",
        "BOUCLE_SMTP_PORT": str(sink.port),
        "BOUCLE_MAIL_FROM": "boucle@boucle.example",
        "BOUCLE_REGISTRY_URL": directory.url,
        "BOUCLE_CLIENT_ID": "notifications",
        "BOUCLE_CLIENT_SECRET": "secret",
        "BOUCLE_LINK_KEY": KEY.decode(),
        "BOUCLE_PERSON_KEY": KEY.decode(),
    }
    directory.add(uid("offer/organisation"), uid("need/organisation"))
    for service in (REGISTRY, MATCHING, NOTIFICATIONS):
        assert await finish(service.name, "topics", **given[service.name]) == (0, [], [])

    logs = {name: tmp_path / f"{name}.log" for name in given}
    async with AsyncExitStack() as running:

        async def start(name: str) -> Any:
            process = worker(name, logs[name], free_port(), **given[name])
            return await running.enter_async_context(process)

        await start("registry")
        policy = territory(SIRENS[0], policy="auto", auto_threshold=3000)
        declared = ("territory", "territory.declared.v1", SIRENS[0], policy)
        await declare(databases["registry"], declared)
        await eventually(lambda: is_published(databases["registry"]))
        processes = {name: await start(name) for name in ("matching", "indicators")}
        await start("notifications")
        flows = [("flow", "flow.declared.v1", str(one.flow_id), one) for one in (OFFER, NEED)]
        await declare(databases["registry"], *flows)

        # The pair, its life, both mails, and the life again: every topic but site and meeting.
        async def introduced() -> bool:
            found = await rows(databases["matching"], "SELECT state FROM life")
            assert found == [("introduced",)]
            return len(sink.received()) == 2

        await eventually(introduced, within=60)

        async def heard() -> bool:
            read = "SELECT DISTINCT topic FROM progress WHERE next_offset > 0 ORDER BY 1"
            topics = [topic for (topic,) in await rows(databases["indicators"], read)]
            return topics == ["flow", "introduction", "life", "lists", "territory"]

        await eventually(heard, within=60)
        for database in databases.values():
            await eventually(lambda it=database: is_published(it))  # type: ignore[misc]
        for log in logs.values():
            assert "uthoriz" not in log.read_text()  # no right is asked for and refused

        (read,) = acl_commands(INDICATORS.access, "boucle", "indicators")
        granted.administer(read.replace("--add", "--remove --force"))
        try:
            assert await eventually(lambda: processes["indicators"].returncode, within=60) == 1
        finally:
            granted.administer(read)
        last = logs["indicators"].read_text().splitlines()[-1]
        assert last.startswith("task ")
        assert "give our user the rights that the command `acls` prints" in last


@pytest.fixture
async def stranger(granted: Secure) -> AsyncIterator[Bus]:
    """A user without rights, once all topics are there."""
    for service in SERVICES:
        owner = granted.bus(service.name)
        await owner.ensure_topics(service.access.writes)
        await owner.close()
    bus = granted.bus("nobody")
    yield bus
    await bus.close()


async def test_nobody_else_has_any_right(stranger: Bus) -> None:
    access = Access(writes=TOPICS, reads=TOPICS, groups=("indicators",))
    assert await stranger.missing_rights(access) == [
        *(f"Write on topic boucle.{topic}" for topic in TOPICS),
        *(f"Read on topic boucle.{topic}" for topic in TOPICS),
        "Read on group boucle.indicators",
    ]


async def test_nobody_else_is_let_in_when_he_tries(stranger: Bus) -> None:
    async with stranger.reader() as reader:
        reader.assign({("flow", 0): 0})
        with pytest.raises(BusRefused, match=r"boucle\.flow"):
            await eventually(lambda: reader.poll(1, 0.5), within=10)
    async with stranger.membership("indicators", TOPICS) as member:
        with pytest.raises(BusRefused, match=r"boucle\.indicators"):
            await eventually(member.check, within=10)
    with pytest.raises(BusRefused, match="connect a producer"):  # it may write nowhere
        await stranger.producer().__aenter__()
    with pytest.raises(BusRefused, match=r"boucle\.life"):
        await stranger.ensure_topics(["life"])


async def test_a_service_does_not_write_for_another(granted: Secure, stranger: Bus) -> None:
    bus = granted.bus("matching")
    async with bus.producer() as producer:
        with pytest.raises(BusRefused, match=r"send to flow: .*boucle\.flow"):
            await producer.send_one(Message("flow", "key", {}, b"{}"), 10)
    await bus.close()


async def test_dead_letters_are_sent_again_by_the_operator_alone(
    granted: Secure, stranger: Bus, service_database: ServiceDatabase
) -> None:
    database, now = await service_database(INDICATORS), datetime.now(UTC)
    async with database.write() as session:
        record = Record("flow", 0, 0, "key", {}, b"{", 0)
        await dead_letters.add(session, "indicators", record, ValueError("no"), now)
    for user, sent in (("indicators", False), ("operator", True)):
        bus = granted.bus(user)
        try:
            if sent:
                assert await dead_letters.replay(database, bus, [1], now) == 1
            else:
                with pytest.raises(BusRefused, match=r"Write on topic boucle\.flow\).*USERNAME"):
                    await dead_letters.replay(database, bus, [1], now)
        finally:
            await bus.close()
