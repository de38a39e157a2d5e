"""Who was erased, in Postgres: keyed hashes, no address."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final

import msgspec
from msgspec import structs

from boucle.contract.events.registry import ErasedPerson
from boucle.contract.persons import PersonKey
from boucle.platform.db import Session, WriteSession
from boucle.registry.parties.organisations.erased_texts import ErasedTexts
from boucle.registry.tables import ErasedPersonRow

_VERSION: Final = "SELECT version FROM erased_person WHERE person = $1"
_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended($1, 28))"
_BARRED: Final = """
    SELECT person FROM erased_person WHERE person = ANY($1::text[]) AND allowed_at IS NULL
"""
_HOLD: Final = """
    SELECT pg_advisory_xact_lock_shared(hashtextextended(person, 28))
    FROM unnest($1::text[]) AS person
"""
_ALL_BARRED: Final = "SELECT body FROM erased_person WHERE allowed_at IS NULL ORDER BY person"
_BODY: Final = "SELECT body FROM erased_person WHERE person = $1"
_ALLOW: Final = """
    UPDATE erased_person SET allowed_at = $2 WHERE person = ANY($1::text[]) AND allowed_at IS NULL
"""
_WHEN: Final = "SELECT erased_at FROM erased_person WHERE person = $1"
_EVERY: Final = "SELECT version, body, erased_at FROM erased_person ORDER BY erased_at, person"


@dataclass(frozen=True, slots=True)
class Erased:
    """What was published of an erasure, as which version, when."""

    data: ErasedPerson
    version: int
    at: datetime


async def lock_version(session: WriteSession, person: str) -> int:
    """Of its last erasure, 0 where there was none; another erasure of it waits."""
    await session.fetchval(_LOCK, person)
    return await session.fetchval(_VERSION, person) or 0


async def save(session: WriteSession, erased: ErasedPerson, version: int, now: datetime) -> None:
    """With what is known of its erasures before."""
    body = await session.fetchval(_BODY, erased.person)
    if body is not None:
        erased = _both(msgspec.json.decode(body, type=ErasedPerson), erased)
    await session.save(
        ErasedPersonRow(
            person=erased.person,
            version=version,
            body=msgspec.json.encode(erased),
            erased_at=now,
            allowed_at=None,
        )
    )


def _both(before: ErasedPerson, after: ErasedPerson) -> ErasedPerson:
    """The organisation of a contact stands at its place."""
    of = dict(zip(before.contacts, before.organisations, strict=True))
    of |= dict(zip(after.contacts, after.organisations, strict=True))
    return structs.replace(
        after,
        contacts=tuple(of),
        organisations=tuple(of.values()),
        mentions=tuple(sorted({*before.mentions, *after.mentions})),
    )


async def barred(session: Session, persons: Collection[str]) -> frozenset[str]:
    """Those of these that were erased, and that nobody but tools declared since."""
    if not persons:
        return frozenset()
    return frozenset(row["person"] for row in await session.fetch(_BARRED, list(persons)))


async def hold(session: WriteSession, persons: Collection[str]) -> None:
    """Their erasure waits until this transaction ends; one that runs is waited for."""
    driver = await session.driver()
    await driver.execute(_HOLD, sorted(persons))


async def texts_by_tool(session: Session, key: PersonKey) -> ErasedTexts:
    """What a tool's texts are to be without."""
    rows = await session.fetch(_ALL_BARRED)
    return ErasedTexts(key, [msgspec.json.decode(row["body"], type=ErasedPerson) for row in rows])


async def allow(session: WriteSession, persons: Collection[str], now: datetime) -> None:
    """Somebody who is no tool declares them again."""
    driver = await session.driver()
    await driver.execute(_ALLOW, list(persons), now)


async def when(session: Session, person: str) -> datetime | None:
    """When it was last erased."""
    moment: datetime | None = await session.fetchval(_WHEN, person)
    return moment


async def every(session: Session) -> list[Erased]:
    """The last erasure of each."""
    return [
        Erased(
            msgspec.json.decode(row["body"], type=ErasedPerson), row["version"], row["erased_at"]
        )
        for row in await session.fetch(_EVERY)
    ]
