"""What a running system holds, at rest, into a recording's folder."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from boucle.local.system import System
from boucle.platform.bus import Bus
from tests.kit.kit import TOPICS
from tests.net.recording import Line, Recording, World

LINK = re.compile(r"/(r|m|p|stop)/([A-Za-z0-9_=-]{20,})")
TOKENS = {"r": "answer_token", "m": "meeting_token", "p": "settings_token", "stop": "stop_token"}
_READ_AT_ONCE = 1000
_ELSEWHERE = ("database_url", "kafka_bootstrap", "jwks_url", "registry_url", "http_port")


async def capture(system: System, recording: Recording) -> None:
    """Its log, its databases and its settings. Nothing may be under way."""
    recording.folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC).replace(microsecond=0)
    for service in system.services:
        file = recording.dump(service.name)
        dump = ("--format=custom", f"--file={file}", service.name)
        await asyncio.to_thread(system.postgres.tool, "pg_dump", *dump)
    recording.write_lines("log", [line async for line in _log(system.addresses().kafka)])
    settings = {one.name: _settings(system.settings(one.name)) for one in system.services}
    recording.write("world.json", World(now, settings, _links(system.home / "mail")))


async def _log(bootstrap: str) -> AsyncIterator[Line]:
    """All topics, each partition in its order."""
    bus = Bus(bootstrap)
    found: list[tuple[str, int, int, Line]] = []
    async with bus.reader(TOPICS) as reader:
        async for some in reader.read_to(await reader.end_offsets(), _READ_AT_ONCE):
            for one in some:
                line = Line(one.topic, one.partition, one.key, one.headers, one.value)
                found.append((one.topic, one.partition, one.offset, line))
    await bus.close()
    for *_, line in sorted(found, key=lambda one: one[:3]):
        yield line


def _settings(variables: dict[str, str]) -> dict[str, str]:
    """By field; a secret in a file is read. Where others listen is each run's own."""
    found = {}
    for variable, value in variables.items():
        field = variable.removeprefix("BOUCLE_").lower()
        if field.endswith("_file"):
            field, value = field.removesuffix("_file"), Path(value).read_text().strip()
        if not field.endswith(_ELSEWHERE) and not field.startswith("smtp"):
            found[field] = value
    return found


def _links(folder: Path) -> dict[str, list[str]]:
    """What stands behind the links of mails that left."""
    found: dict[str, set[str]] = {name: set() for name in TOKENS.values()}
    for file in folder.glob("*.eml"):
        for part in message_from_bytes(file.read_bytes(), policy=policy.default).walk():
            text = part.get_content() if part.get_content_type() == "text/plain" else ""
            for kind, token in LINK.findall(text):
                found[TOKENS[kind]].add(token)
    return {name: sorted(tokens) for name, tokens in found.items()}
