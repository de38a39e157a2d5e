"""Append links to the register at the end of the transaction whose steps disclose. The row of the
last link is locked last, when the transaction waits for nothing else: appenders queue without
deadlock, each for as long as its commit takes."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from boucle.matching.disclosures.chain import ChainHead, Disclosure, Link
from boucle.matching.tables import DisclosureRow
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.db.writes import columns_of, unnest_of

_COLUMNS = columns_of(DisclosureRow)
_HEAD = "SELECT number, hash FROM disclosure_head"
_LOCK_HEAD = f"{_HEAD} FOR UPDATE"
_APPEND = f"""
WITH appended AS (
    INSERT INTO disclosure ({_COLUMNS}) SELECT * FROM {unnest_of(DisclosureRow)}
)
UPDATE disclosure_head SET number = $15, hash = $16
"""
_AFTER = f"SELECT {_COLUMNS} FROM disclosure WHERE number > $1 ORDER BY number LIMIT $2"
_BY_LIFE = f"SELECT {_COLUMNS} FROM disclosure ORDER BY synergy_id, number"
# Two walks of an index each, whatever the size.
OF_ORGANISATION = f"""
SELECT {_COLUMNS} FROM (
    (SELECT * FROM disclosure WHERE to_organisation = $1
     ORDER BY number LIMIT $2::bigint + $3::bigint)
    UNION ALL
    (SELECT * FROM disclosure WHERE of_organisation = $1
     ORDER BY number LIMIT $2::bigint + $3::bigint)
) AS either ORDER BY number OFFSET $2 LIMIT $3
"""


async def lock_head(session: WriteSession) -> ChainHead:
    return _head(await session.fetchrow(_LOCK_HEAD))


async def head(session: Session) -> ChainHead:
    return _head(await session.fetchrow(_HEAD))


async def append(session: WriteSession, links: Sequence[Link]) -> None:
    """Append links that follow the head, which this transaction has locked."""
    rows = [(*link[:4], *_fields(link.disclosure)) for link in links]
    columns = (list(column) for column in zip(*rows, strict=True))
    driver = await session.driver()
    await driver.execute(_APPEND, *columns, links[-1].number, links[-1].hash)


async def after(session: ReadSession, number: int, limit: int) -> list[Link]:
    """Return up to ``limit`` links after this number, in order."""
    return [link_of(row) for row in await session.fetch(_AFTER, number, limit)]


async def by_life(session: ReadSession, prefetch: int) -> AsyncIterator[Link]:
    """Yield every link, by life and number; ``prefetch`` at a time in memory."""
    driver = await session.driver()
    async for row in driver.cursor(_BY_LIFE, prefetch=prefetch):
        yield link_of(row)


async def of_organisation(
    session: ReadSession, organisation: UUID, after: int, limit: int
) -> list[Link]:
    """Return up to ``limit`` links that are to or of an organisation, in order, without the first
    ``after``."""
    rows = await session.fetch(OF_ORGANISATION, organisation, after, limit)
    return [link_of(row) for row in rows]


def link_of(row: Any) -> Link:
    return Link(
        row["number"],
        row["previous"],
        row["salt"],
        row["hash"],
        Disclosure(
            at=row["at"],
            kind=row["kind"],
            right=row["by_right"],
            to_organisation=row["to_organisation"],
            to_territory=row["to_territory"],
            of_organisation=row["of_organisation"],
            of_territory=row["of_territory"],
            synergy_id=row["synergy_id"],
            version=row["version"],
            actor=row["actor"],
        ),
    )


def _head(row: Any) -> ChainHead:
    return ChainHead(row["number"], row["hash"])


def _fields(one: Disclosure) -> tuple[object, ...]:
    return (
        one.at,
        one.kind,
        one.right,
        one.to_organisation,
        one.to_territory,
        one.of_organisation,
        one.of_territory,
        one.synergy_id,
        one.version,
        one.actor,
    )
