"""What people wrote that notifications keeps, in Postgres, and how a person is taken out of it."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from boucle.common.db import Session, WriteSession
from boucle.common.persons import PersonKey
from boucle.notifications.webhooks.sealing import Sealer, Unreadable


@dataclass(frozen=True, slots=True)
class Texts:
    """Columns of a table that hold texts. ``key``: its primary key."""

    table: str
    key: tuple[str, ...]
    columns: tuple[str, ...]

    def rows(self) -> str:
        """Those that say anything."""
        said = " or ".join(f"{name} <> ''" for name in self.columns)
        names = ", ".join([*self.key, *self.columns])
        return f"select {names} from {self.table} where {said}"

    def update(self) -> str:
        start = len(self.key) + 1
        changes = (f"{name} = ${rank}" for rank, name in enumerate(self.columns, start))
        where = (f"{name} = ${rank}" for rank, name in enumerate(self.key, 1))
        return f"update {self.table} set {', '.join(changes)} where {' and '.join(where)}"


TEXTS: Final = (
    Texts("introduction_side", ("introduction_id", "organisation_id"), ("comment",)),
    Texts(
        "meeting",
        ("meeting_id",),
        ("title", "place", "street", "agenda", "host_name", "host_phone", "cancel_reason"),
    ),
    Texts("webhook", ("webhook_id",), ("description",)),
)
_CONTACTS: Final = "select webhook_id, contact from webhook where contact is not null"
_DROP_CONTACT: Final = "update webhook set contact = null where webhook_id = $1"
_ANSWERS: Final = "select principal, key, response from idempotency"
_FORGET_ANSWER: Final = "delete from idempotency where principal = $1 and key = $2"


async def erase_texts(session: WriteSession, key: PersonKey, hashes: Collection[str]) -> None:
    """No version changes: nothing that an event carries does. Answers that are kept for an
    ``Idempotency-Key`` and name the person are forgotten."""
    driver = await session.driver()
    for texts in TEXTS:
        for row in await driver.fetch(texts.rows()):
            before = [row[name] for name in texts.columns]
            after = key.within(before, hashes)
            if after is not before:
                await driver.execute(texts.update(), *(row[name] for name in texts.key), *after)
    for row in await driver.fetch(_ANSWERS):
        if _names_one(bytes(row["response"]), key, hashes):
            await driver.execute(_FORGET_ANSWER, row["principal"], row["key"])


async def erase_webhook_contacts(
    session: WriteSession, sealer: Sealer, key: PersonKey, hashes: Collection[str]
) -> None:
    """What was sealed under another key can be read by nobody."""
    driver = await session.driver()
    for row in await driver.fetch(_CONTACTS):
        try:
            address = sealer.opened(bytes(row["contact"]))
        except Unreadable:
            continue
        if key.of_address(address) in hashes:
            await driver.execute(_DROP_CONTACT, row["webhook_id"])


@dataclass(frozen=True, slots=True)
class FoundText:
    """``where``: the table and its row; ``text``: what its columns say."""

    where: str
    text: dict[str, Any]


async def find_texts(session: Session, key: PersonKey, hashes: Collection[str]) -> list[FoundText]:
    """Those that name the person."""
    found = []
    for texts in TEXTS:
        for row in await session.fetch(texts.rows()):
            said = {name: row[name] for name in texts.columns if row[name]}
            if key.within(said, hashes) is not said:
                where = " ".join(str(row[name]) for name in texts.key)
                found.append(FoundText(f"{texts.table} {where}", said))
    return found


def _names_one(answer: bytes, key: PersonKey, hashes: Collection[str]) -> bool:
    try:
        said = json.loads(answer)
    except ValueError:
        return False
    return key.within(said, hashes) is not said
