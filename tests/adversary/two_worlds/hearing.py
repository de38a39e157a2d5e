"""Whoever looks asks all that can be asked, and reads what comes: answers, the feed as pages and
as a stream, webhooks, mails, pages behind links."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from zlib import crc32

import httpx

from tests.adversary.two_worlds.answers import Canonical
from tests.adversary.two_worlds.questions import Question, questions
from tests.adversary.two_worlds.writes import Write, writes
from tests.integration.notifications.webhooks.support import Receiver
from tests.kit.eventually import eventually
from tests.kit.mails.received import Received
from tests.night.year.running import Running

Json = dict[str, Any]
Known = Mapping[str, Sequence[str]]
FRENCH: Final = {"Accept-Language": "fr"}
LINK: Final = re.compile(r"https://boucle\.example(/[a-z]+/[A-Za-z0-9_-]{48})")
HOOK: Final = "/hook"
_MOST: Final = 1000


@dataclass
class Heard:
    """What one reader heard: by what it asked, in the order of days."""

    lines: dict[str, str] = field(default_factory=dict)


@dataclass
class Reader:
    """``by``: who it is to the API. ``place``: in its feed."""

    by: str
    canonical: Canonical
    heard: Heard = field(default_factory=Heard)
    place: str | None = None

    def note(self, what: str, text: str) -> None:
        self.heard.lines[what] = self.canonical.text(text)


@dataclass
class Hearing:
    """``one_in``: of so many questions that are narrowed by a parameter a day asks one; all are
    asked in as many stories. A tenth as many of others. ``hooked``: who has the webhook."""

    running: Running
    streams: httpx.AsyncClient
    receiver: Receiver
    names: dict[str, str]
    hooked: str
    seed: int
    one_in: int = 1
    readers: dict[str, Reader] = field(default_factory=dict)
    mails: int = 0
    hooks: int = 0
    links: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Path with its token: who has it, and in which mail."""
    days: int = 0

    async def day(self, what: str, readers: Sequence[tuple[str, str, Known]]) -> None:
        self.days += 1
        for who, by, known in readers:
            reader = self.readers.setdefault(who, Reader(by, Canonical(self.names)))
            for one in questions(known):
                if self._is_asked(reader, one):
                    await self._ask(reader, what, one)
            items = await self._follow(reader, what)
            if who == self.hooked:
                await self._webhooks(reader, what, len(items))
        self._read_mails(what)
        for path, (who, mail) in self.links.items():
            page = await self.running.clients["notifications"].get(path, headers=FRENCH)
            self.readers[who].note(f"{what}: page of {mail}", f"{page.status_code} {page.text}")

    async def write(self, readers: Sequence[tuple[str, str, Known]]) -> None:
        """Every write of what is the reader's own and of what is the victim's."""
        for who, _, known in readers:
            for one in writes(known):
                await self._send(self.readers[who], one)
            await self.running.quiet()  # what one took from another is gone

    def _is_asked(self, reader: Reader, question: Question) -> bool:
        text = reader.canonical.text(f"{question.path} {question.query}")
        one_in = self.one_in if question.is_narrowed else max(1, self.one_in // 10)
        return (crc32(text.encode()) + self.days + self.seed) % one_in == 0

    async def _ask(self, reader: Reader, what: str, question: Question) -> None:
        query = dict(question.query)
        asked = question.path + "".join(f" {k}={v}" for k, v in query.items())
        client = self.running.clients[self.running.service(question.path)]
        answer = await client.get(question.path, params=query, headers=self._headers(reader))
        key = f"{what}: {reader.canonical.text(asked)}"
        reader.heard.lines[key] = _line(reader, asked, answer)

    async def _send(self, reader: Reader, write: Write) -> None:
        headers = {**self._headers(reader), **write.headers}
        client = self.running.clients[self.running.service(write.path)]
        answer = await client.request(write.method, write.path, content=write.body, headers=headers)
        asked = f"{write.method} {write.path}"
        key = f"written: {reader.canonical.text(asked)}"
        reader.heard.lines[key] = _line(reader, asked, answer)

    async def _follow(self, reader: Reader, what: str) -> list[Json]:
        """All that the feed has since this reader looked last; a stream says the same."""
        after = {} if reader.place is None else {"after": reader.place}
        headers = self._headers(reader)
        answer = await self.running.clients["notifications"].get(
            "/v1/changes", params={"limit": str(_MOST), **after}, headers=headers
        )
        page = answer.json()
        items = [_without_place(one) for one in page["items"]]
        assert await self._streamed(after, headers, len(items)) == items
        reader.place = page["next"]
        reader.note(f"{what}: feed", json.dumps(_by_entity(reader, items)))
        return items

    async def _streamed(
        self, after: Mapping[str, str], headers: Mapping[str, str], count: int
    ) -> list[Json]:
        found: list[Json] = []
        if not count:
            return found
        asked = {**headers, "Accept": "text/event-stream"}
        async with self.streams.stream("GET", "/v1/changes", params=after, headers=asked) as stream:
            async for line in stream.aiter_lines():
                if line.startswith("data: {"):
                    found.append(_without_place(json.loads(line.removeprefix("data: "))))
                if len(found) == count:
                    break
        return found

    async def _webhooks(self, reader: Reader, what: str, count: int) -> None:
        """As many as the feed has; one more is read on another day."""
        await eventually(lambda: len(self.receiver.got) >= self.hooks + count, within=60)
        new = [one.json for one in self.receiver.got[self.hooks :]]
        self.hooks += len(new)
        reader.note(f"{what}: webhook", json.dumps(_by_entity(reader, new)))

    def _read_mails(self, what: str) -> None:
        mailbox = self.running.sink.mailbox
        for number in range(self.mails + 1, mailbox.count() + 1):
            mail = Received.of(mailbox.raw(number) or b"")
            who = mail.headers["To"].partition("@")[2].partition(".")[0]
            who = who.removeprefix("t") if who[1:].isdigit() else who
            if who not in self.readers:
                continue
            subject = mail.headers["Subject"]
            self.readers[who].note(f"{what}: mail {subject}", f"{mail.text}\n{mail.html}")
            for place, link in enumerate(dict.fromkeys(LINK.findall(mail.text))):
                self.links[link] = who, f"{subject} of {what}, {place}"
        self.mails = mailbox.count()

    def _headers(self, reader: Reader) -> dict[str, str]:
        return self.running.recording.headers(self.running, reader.by)


def _line(reader: Reader, asked: str, answer: httpx.Response) -> str:
    kind = answer.headers.get("content-type", "")
    return reader.canonical.answer(
        asked, answer.status_code, answer.headers.get("etag"), answer.text, kind
    )


def _without_place(item: Mapping[str, Any]) -> Json:
    return {key: value for key, value in item.items() if key != "cursor"}


def _by_entity(reader: Reader, items: Sequence[Json]) -> list[Json]:
    """Those of one thing in their order; things in the order of their names."""
    return sorted(items, key=lambda one: reader.canonical.text(_named(one)))


def _named(item: Mapping[str, Any]) -> str:
    inner = item.get("data") if isinstance(item.get("data"), dict) else item
    return f"{item['type']} {inner['id']}" if inner else str(item)
