"""Store crowds: the register's companies, and how many fit a flow."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final

from boucle.contract.cells import Cell
from boucle.contract.events.registry import Establishments
from boucle.matching.crowds.steps import MOST_COUNTED, WIDEST_LEVEL, CrowdCompanies, CrowdKey
from boucle.platform.db import Session, WriteSession

UNPLACED: Final = "crowd.counts[7] < 3 AND crowd.counts[8] >= 3"
"""SQL of crowds of which no place is shown: the widest cell holds too few, the register enough."""

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
_MARK_STALE = "UPDATE crowd SET stale = TRUE WHERE NOT stale"
_EXISTS = "SELECT EXISTS (SELECT FROM register_companies)"
_ADD = f"""
INSERT INTO crowd (family, output, division, north, east, counts, stale)
SELECT DISTINCT family, output, division, north, east, '{{}}'::smallint[], TRUE FROM {_KEYS}
ORDER BY family, output, division, north, east
ON CONFLICT DO NOTHING
"""
_STALE = """
SELECT family, output, division, north, east FROM crowd WHERE stale
ORDER BY family, output, north >> 3, east >> 3 LIMIT $1 FOR UPDATE SKIP LOCKED
"""
_SET = """
UPDATE crowd SET counts = string_to_array(new.counts, ' ')::smallint[], stale = FALSE
FROM unnest($1::text[], $2::boolean[], $3::text[], $4::smallint[], $5::smallint[], $6::text[])
    AS new(family, output, division, north, east, counts)
WHERE (crowd.family, crowd.output, crowd.division, crowd.north, crowd.east)
    = (new.family, new.output, new.division, new.north, new.east)
"""
# One by one, by the primary key.
_COUNTS = f"""
SELECT key.*, found.counts FROM {_KEYS} CROSS JOIN LATERAL (
    SELECT counts FROM crowd
    WHERE crowd.family = key.family AND crowd.output = key.output
        AND crowd.division = key.division AND crowd.north = key.north AND crowd.east = key.east
        AND counts <> '{{}}'
    LIMIT 1
) AS found
"""
_FITS = "(nace = ANY($1) OR left(nace, 2) = ANY($1))"
_AROUND = f"""
SELECT nace, north, east, companies FROM register_companies
WHERE {_FITS} AND north BETWEEN $2 AND $3 AND east BETWEEN $4 AND $5
"""
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
    """Mark all crowds to be counted again."""
    driver = await session.driver()
    await driver.execute(_MARK_STALE)


async def has_register(session: Session) -> bool:
    return bool(await session.fetchval(_EXISTS))


async def add(session: WriteSession, keys: Iterable[CrowdKey]) -> None:
    """Add missing crowds, to be counted."""
    driver = await session.driver()
    await driver.execute(_ADD, *_columns(keys))


async def lock_stale(session: WriteSession, limit: int) -> list[CrowdKey]:
    return [CrowdKey(*row) for row in await session.fetch(_STALE, limit)]


async def set_counts(session: WriteSession, counts: Mapping[CrowdKey, Sequence[int]]) -> None:
    driver = await session.driver()
    texts = [" ".join(map(str, each)) for each in counts.values()]
    await driver.execute(_SET, *_columns(counts), texts)


async def counts_of(session: Session, keys: Collection[CrowdKey]) -> dict[CrowdKey, list[int]]:
    """Return the counts of crowds that were counted."""
    rows = await session.fetch(_COUNTS, *_columns(keys))
    return {CrowdKey(*row[:5]): row["counts"] for row in rows}


async def companies_in(
    session: Session, codes: Collection[str], wide: Cell
) -> list[CrowdCompanies]:
    """Return the companies of these classes or divisions in a cell of the widest level."""
    norths = wide.north << WIDEST_LEVEL, ((wide.north + 1) << WIDEST_LEVEL) - 1
    easts = wide.east << WIDEST_LEVEL, ((wide.east + 1) << WIDEST_LEVEL) - 1
    rows = await session.fetch(_AROUND, list(codes), *norths, *easts)
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
