"""Find people's free text in Postgres, and remove a person from it.

All of it is read a page at a time: no statement is long, no transaction idle, and the hashes of a
page are computed beside the event loop.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg

from boucle.contract.persons import PersonKey
from boucle.platform.db import Session, WriteSession

_ROWS: Final = 25  # the longest texts take a fifth of a second
_ANSWERS: Final = 10  # an answer may be long
_Row = asyncpg.Record
_Rows = Sequence[_Row]


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns of a table that hold texts. ``key`` is its primary key, of UUIDs. ``companies`` are
    those that a row concerns, in SQL. ``people`` are the columns that hold a person's data."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    companies: str
    people: frozenset[str] = frozenset()

    def page(self) -> str:
        filled = " or ".join(f"{name} <> ''" for name in self.columns)
        key = ", ".join(self.key)
        after = ", ".join(f"${rank}" for rank, _ in enumerate(self.key, 1))
        return (
            f"select {self._read()} from {self.table} where ({key}) > ({after}) and ({filled}) "
            f"order by {key} limit {_ROWS}"
        )

    def lock(self) -> str:
        return f"select {self._read()} from {self.table} where {self._one()} for no key update"

    def update(self) -> str:
        start = len(self.key) + 1
        changes = (f"{name} = ${rank}" for rank, name in enumerate(self.columns, start))
        return f"update {self.table} set {', '.join(changes)} where {self._one()}"

    def key_of(self, row: _Row) -> tuple[UUID, ...]:
        return tuple(row[name] for name in self.key)

    def _read(self) -> str:
        return ", ".join([*self.key, *self.columns, f"{self.companies} as companies"])

    def _one(self) -> str:
        return " and ".join(f"{name} = ${rank}" for rank, name in enumerate(self.key, 1))


SIDES: Final = Texts(
    "introduction_side",
    ("introduction_id", "organisation_id"),
    ("comment",),
    "array[organisation_id]",
)
MEETINGS: Final = Texts(
    "meeting",
    ("meeting_id",),
    ("title", "place", "street", "agenda", "host_name", "host_phone", "cancel_reason"),
    "array(select organisation_id from invitee where invitee.meeting_id = meeting.meeting_id)",
    frozenset({"host_name", "host_phone"}),
)
WEBHOOKS: Final = Texts(
    "webhook", ("webhook_id",), ("description",), "array[]::uuid[]", frozenset({"description"})
)
NOTES: Final = Texts(
    "letter_note", ("synergy_id", "organisation_id"), ("note",), "array[organisation_id]"
)
QUESTIONS: Final = Texts("question", ("question_id",), ("text", "answer"), "array[organisation_id]")
LEADS: Final = Texts("lead", ("lead_id",), ("what", "note"), "organisations")
TEXTS: Final = (SIDES, MEETINGS, WEBHOOKS, NOTES, QUESTIONS, LEADS)

_ANSWERS_PAGE: Final = f"""
select principal, key, response from idempotency
where (principal, key) > ($1, $2) order by principal, key limit {_ANSWERS}
"""
_FORGET_ANSWER: Final = "delete from idempotency where principal = $1 and key = $2"

# Answering, or recording that a mail left, locks the introduction and rewrites its comment: this
# locks in the order of introductions.store.LOCK_MANY.
_LOCK_INTRODUCTIONS: Final = """
select introduction_id from introduction
where introduction_id = any($1)
   or introduction_id in (select introduction_id from mail
                          where contact_id = any($2) or person = $3)
order by synergy_id, created_at, introduction_id for no key update
"""
_LOCK_MEETINGS: Final = """
select meeting_id from meeting where meeting_id = any($1) order by meeting_id for no key update
"""

Found = Mapping[Texts, Sequence[tuple[UUID, ...]]]
"""The keys of rows, by table."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """Hashes that identify a person. ``person`` is of the address, found in anybody's texts;
    ``mentions`` are found in those of the person's ``organisations`` only (None: of all), as a name
    may be two words that many write ("service achats")."""

    person: str
    mentions: frozenset[str]
    organisations: frozenset[UUID] | None

    def are_of(self, companies: Collection[UUID]) -> bool:
        return self.organisations is None or not self.organisations.isdisjoint(companies)

    def without(self, key: PersonKey, value: Any, *, own: bool) -> Any:
        """Return a JSON value without the person, or the value itself where it names nobody.
        ``own``: it belongs to the person's organisations."""
        if own:
            return key.within(value, {self.person, *self.mentions})
        return key.within(value, {self.person}, ())


async def find_rows(session: Session, key: PersonKey, hashes: Hashes) -> Found:
    found: dict[Texts, list[tuple[UUID, ...]]] = {}
    async for texts, row in _naming(session, key, hashes):
        found.setdefault(texts, []).append(texts.key_of(row))
    return found


async def lock(session: WriteSession, found: Found, contacts: Sequence[UUID], person: str) -> None:
    """Lock, as their writers do, the introductions and meetings of the rows found and of the
    person's mails, before anything changes."""
    driver = await session.driver()
    introductions = [one[0] for one in found.get(SIDES, ())]
    await driver.fetch(_LOCK_INTRODUCTIONS, introductions, list(contacts), person)
    await driver.fetch(_LOCK_MEETINGS, [one[0] for one in found.get(MEETINGS, ())])


async def erase_rows(session: WriteSession, key: PersonKey, hashes: Hashes, found: Found) -> None:
    """Erase the person from the rows as they are now. No version changes: no event carries any of
    it."""
    driver = await session.driver()
    for texts, ids in found.items():
        for one in ids:
            row = await driver.fetchrow(texts.lock(), *one)
            after = _changed(texts, row, key, hashes) if row else None
            if after is not None:
                await driver.execute(texts.update(), *one, *after)


async def erase_answers(session: WriteSession, key: PersonKey, hashes: Hashes) -> None:
    """Delete answers stored for an ``Idempotency-Key`` that name the person."""
    driver = await session.driver()

    def naming(rows: _Rows) -> list[asyncpg.Record]:
        return [one for one in rows if _names_one(bytes(one["response"]), key, hashes)]

    last = ("", "")
    while rows := await driver.fetch(_ANSWERS_PAGE, *last):
        last = rows[-1]["principal"], rows[-1]["key"]
        for one in await asyncio.to_thread(naming, rows):
            await driver.execute(_FORGET_ANSWER, one["principal"], one["key"])


@dataclass(frozen=True, slots=True)
class FoundText:
    """``where`` is the table and its row; ``text`` what its columns say."""

    where: str
    text: dict[str, Any]


async def find_texts(session: Session, key: PersonKey, hashes: Hashes) -> list[FoundText]:
    return [
        FoundText(
            " ".join([texts.table, *map(str, texts.key_of(row))]),
            {name: row[name] for name in texts.columns if row[name]},
        )
        async for texts, row in _naming(session, key, hashes)
    ]


async def _naming(
    session: Session, key: PersonKey, hashes: Hashes
) -> AsyncIterator[tuple[Texts, _Row]]:
    for texts in TEXTS:

        def naming(rows: _Rows, texts: Texts = texts) -> list[_Row]:
            return [one for one in rows if _changed(texts, one, key, hashes) is not None]

        async for rows in _pages(session, texts):
            for row in await asyncio.to_thread(naming, rows):
                yield texts, row


async def _pages(session: Session, texts: Texts) -> AsyncIterator[list[asyncpg.Record]]:
    last = tuple(UUID(int=0) for _ in texts.key)
    while rows := await session.fetch(texts.page(), *last):
        last = texts.key_of(rows[-1])
        yield rows


def _changed(texts: Texts, row: _Row, key: PersonKey, hashes: Hashes) -> list[Any] | None:
    """Return the columns without the person; None: they name nobody."""
    own = hashes.are_of(row["companies"])
    before = [row[name] for name in texts.columns]
    after = [
        hashes.without(key, row[name], own=own or name in texts.people) for name in texts.columns
    ]
    return None if after == before else after


def _names_one(answer: bytes, key: PersonKey, hashes: Hashes) -> bool:
    try:
        filled = json.loads(answer)
    except ValueError:
        return False
    organisations = hashes.organisations or ()
    own = hashes.are_of([one for one in organisations if str(one).encode() in answer])
    return hashes.without(key, filled, own=own) is not filled
