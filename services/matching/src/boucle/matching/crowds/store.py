"""Store crowds: the register's companies, the classes that they are shown in, and a flow's."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from boucle.contract.cells import Cell
from boucle.contract.events.registry import Establishments
from boucle.matching.crowds.partition import CrowdClass
from boucle.matching.crowds.steps import (
    MOST_COUNTED,
    NOWHERE,
    Crowd,
    CrowdCompanies,
    CrowdKey,
    Widening,
)
from boucle.platform.db import Session, WriteSession

UNPLACED: Final = "crowd.level IS NULL AND crowd.companies > 0"
"""SQL of crowds of which the family alone is shown."""
_NO_PLACE: Final = -1
"""The level of a class that has no place."""
_NOTHING: Final = Crowd(NOWHERE, 0)

_KEYS: Final = """
unnest($1::text[], $2::boolean[], $3::text[], $4::smallint[], $5::smallint[])
    AS key(family, output, division, north, east)
"""
_FORGET = """
DELETE FROM register_companies
WHERE (north, east) IN (SELECT * FROM unnest($1::smallint[], $2::smallint[]))
"""
_KEEP = """
INSERT INTO register_companies (nace, north, east, companies)
SELECT nace, north, east, string_to_array(companies, ' ')::integer[]
FROM unnest($1::text[], $2::smallint[], $3::smallint[], $4::text[])
    AS new(nace, north, east, companies)
"""
_MARK_STALE = "UPDATE crowd_partition SET stale = TRUE, since = now()"
_EXISTS = "SELECT EXISTS (SELECT FROM register_companies)"
_ADD = f"""
INSERT INTO crowd (family, output, division, north, east, level, sector, companies, stale)
SELECT DISTINCT family, output, division, north, east, NULL::smallint, FALSE, 0, TRUE FROM {_KEYS}
ORDER BY family, output, division, north, east
ON CONFLICT DO NOTHING
"""
# As long settled as those that are there.
_OPEN = """
INSERT INTO crowd_partition (family, output, stale, since)
SELECT DISTINCT family, output, TRUE, coalesce((SELECT max(since) FROM crowd_partition), now())
FROM crowd
WHERE stale AND NOT EXISTS (
    SELECT FROM crowd_partition p WHERE p.family = crowd.family AND p.output = crowd.output
)
ORDER BY family, output
ON CONFLICT DO NOTHING
"""
_STALE_PARTITION = """
SELECT family, output FROM crowd_partition
WHERE stale AND since <= now() - make_interval(secs => $1)
ORDER BY family, output LIMIT 1 FOR UPDATE SKIP LOCKED
"""
_DIVIDED = "UPDATE crowd_partition SET stale = FALSE WHERE family = $1 AND output = $2"
_FORGET_CLASSES = "DELETE FROM crowd_class WHERE family = $1 AND output = $2"
_KEEP_CLASSES = """
INSERT INTO crowd_class (family, output, division, level, north, east, companies)
SELECT $1, $2, * FROM unnest($3::text[], $4::smallint[], $5::smallint[], $6::smallint[], $7::int[])
"""
_CLASSES = """
SELECT division, level, north, east, companies FROM crowd_class WHERE family = $1 AND output = $2
"""
_IS_DIVIDED = """
SELECT EXISTS (SELECT FROM crowd_partition WHERE family = $1 AND output = $2 AND NOT stale)
"""
_STALE = """
SELECT family, output, division, north, east FROM crowd
WHERE stale AND EXISTS (
    SELECT FROM crowd_partition p
    WHERE p.family = crowd.family AND p.output = crowd.output AND NOT p.stale
)
ORDER BY family, output LIMIT $1 FOR UPDATE SKIP LOCKED
"""
_OF_PARTITION = """
SELECT family, output, division, north, east FROM crowd WHERE family = $1 AND output = $2
ORDER BY division, north, east FOR UPDATE
"""
_SET = """
UPDATE crowd SET level = new.level, sector = new.sector, companies = new.companies, stale = FALSE
FROM unnest($1::text[], $2::boolean[], $3::text[], $4::smallint[], $5::smallint[],
            $6::smallint[], $7::boolean[], $8::smallint[])
    AS new(family, output, division, north, east, level, sector, companies)
WHERE (crowd.family, crowd.output, crowd.division, crowd.north, crowd.east)
    = (new.family, new.output, new.division, new.north, new.east)
"""
# One by one, by the primary key.
_CROWDS = f"""
SELECT key.*, found.level, found.sector, found.companies FROM {_KEYS} CROSS JOIN LATERAL (
    SELECT level, sector, companies FROM crowd
    WHERE crowd.family = key.family AND crowd.output = key.output
        AND crowd.division = key.division AND crowd.north = key.north AND crowd.east = key.east
        AND NOT stale
    LIMIT 1
) AS found
"""
_FITS = "(nace = ANY($1) OR left(nace, 2) = ANY($1))"
_COMPANIES = f"SELECT nace, north, east, companies FROM register_companies WHERE {_FITS}"
_EVERYWHERE = f"""
SELECT count(*) FROM (
    SELECT DISTINCT company FROM register_companies CROSS JOIN unnest(companies) AS company
    WHERE {_FITS} LIMIT {MOST_COUNTED}
) AS fitting
"""


async def save_establishments(session: WriteSession, news: Sequence[Establishments]) -> None:
    """Store the newest counts of each cell."""
    newest = {(one.north, one.east): one for one in news}
    if not newest:
        return
    driver = await session.driver()
    norths, easts = zip(*sorted(newest), strict=True)
    await driver.execute(_FORGET, list(norths), list(easts))
    rows = [
        (nace, one.north, one.east, " ".join(map(str, companies)))
        for one in newest.values()
        for nace, companies in one.companies.items()
    ]
    if rows:
        await driver.execute(_KEEP, *(list(column) for column in zip(*rows, strict=True)))


async def count_again(session: WriteSession) -> None:
    """Mark the whole register to be divided again."""
    driver = await session.driver()
    await driver.execute(_MARK_STALE)


async def has_register(session: Session) -> bool:
    return bool(await session.fetchval(_EXISTS))


async def add(session: WriteSession, keys: Iterable[CrowdKey]) -> None:
    """Add missing crowds, to be counted."""
    driver = await session.driver()
    await driver.execute(_ADD, *_columns(keys))


async def lock_stale_partition(session: WriteSession, settled: float) -> tuple[str, bool] | None:
    """Return a family and direction to divide again, whose register did not change for so many
    seconds."""
    driver = await session.driver()
    await driver.execute(_OPEN)
    row = await session.fetchrow(_STALE_PARTITION, settled)
    return None if row is None else (row["family"], row["output"])


async def save_classes(
    session: WriteSession, family: str, output: bool, classes: Mapping[CrowdClass, int]
) -> None:
    driver = await session.driver()
    await driver.execute(_FORGET_CLASSES, family, output)
    rows = [(one.division, *_at(one), count) for one, count in sorted(classes.items(), key=str)]
    if rows:
        columns = (list(column) for column in zip(*rows, strict=True))
        await driver.execute(_KEEP_CLASSES, family, output, *columns)
    await driver.execute(_DIVIDED, family, output)


async def classes_of(session: Session, family: str, output: bool) -> dict[CrowdClass, int] | None:
    """Return the stored classes; None: it was never divided."""
    rows = await session.fetch(_CLASSES, family, output)
    if not rows and not await session.fetchval(_IS_DIVIDED, family, output):
        return None
    return {_class(row): row["companies"] for row in rows}


def _at(one: CrowdClass) -> tuple[int, int, int]:
    return (_NO_PLACE, 0, 0) if one.cell is None else (one.cell.level, *one.cell[:2])


def _class(row: Any) -> CrowdClass:
    placed = row["level"] != _NO_PLACE
    cell = Cell(row["north"], row["east"], row["level"]) if placed else None
    return CrowdClass(row["division"], cell)


async def lock_stale(session: WriteSession, limit: int) -> list[CrowdKey]:
    return [CrowdKey(*row) for row in await session.fetch(_STALE, limit)]


async def lock_keys(session: WriteSession, family: str, output: bool) -> list[CrowdKey]:
    return [CrowdKey(*row) for row in await session.fetch(_OF_PARTITION, family, output)]


async def set_crowds(session: WriteSession, crowds: Mapping[CrowdKey, Crowd | None]) -> None:
    """Store what may be shown; nothing: a crowd of no companies."""
    driver = await session.driver()
    shown = [one or _NOTHING for one in crowds.values()]
    await driver.execute(
        _SET,
        *_columns(crowds),
        [one.step.level for one in shown],
        [one.step.sector for one in shown],
        [one.companies for one in shown],
    )


async def crowds_of(session: Session, keys: Collection[CrowdKey]) -> dict[CrowdKey, Crowd | None]:
    """Return what may be shown of those that were looked at; None: nothing."""
    rows = await session.fetch(_CROWDS, *_columns(keys))
    return {
        CrowdKey(*row[:5]): Crowd(Widening(row["level"], row["sector"]), row["companies"])
        if row["companies"]
        else None
        for row in rows
    }


async def companies_of(session: Session, codes: Collection[str]) -> list[CrowdCompanies]:
    """Return the companies of these classes or divisions."""
    rows = await session.fetch(_COMPANIES, list(codes))
    return [
        CrowdCompanies(row["nace"], Cell(row["north"], row["east"]), row["companies"])
        for row in rows
    ]


async def companies_everywhere(session: Session, codes: Collection[str]) -> int:
    """Return how many, MOST_COUNTED at most."""
    return int(await session.fetchval(_EVERYWHERE, list(codes)) or 0)


def _columns(keys: Iterable[CrowdKey]) -> tuple[list[object], ...]:
    columns: tuple[list[object], ...] = ([], [], [], [], [])
    for key in keys:
        for column, value in zip(columns, key, strict=True):
            column.append(value)
    return columns
