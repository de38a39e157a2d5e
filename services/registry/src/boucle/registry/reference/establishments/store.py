"""Store the companies of each cell as last published."""

from collections.abc import Collection, Sequence
from typing import Final

import msgspec

from boucle.contract.cells import Cell
from boucle.contract.events.registry import Establishments
from boucle.platform.db import ReadSession, Session, WriteSession

# In the order of places: two imports at once wait for, never block, each other. What is as it was
# is not written.
_KEEP: Final = """
    INSERT INTO establishments_cell AS kept (north, east, version, body)
    SELECT north, east, 1, body
    FROM unnest($1::integer[], $2::integer[], $3::text[]::jsonb[]) AS given(north, east, body)
    ORDER BY north, east
    ON CONFLICT (north, east) DO UPDATE SET
        version = kept.version + 1, body = excluded.body
    WHERE kept.body <> excluded.body
    RETURNING north, east, version
"""
_SET: Final = """
    INSERT INTO establishments_cell (north, east, version, body)
    VALUES ($1, $2, $3, $4::jsonb)
    ON CONFLICT (north, east) DO UPDATE SET version = excluded.version, body = excluded.body
"""
_FULL: Final = "SELECT north, east FROM establishments_cell WHERE body <> '{}' ORDER BY 1, 2"
_FIND: Final = """
    SELECT north, east, version, body FROM establishments_cell
    JOIN unnest($1::integer[], $2::integer[]) AS wanted(north, east) USING (north, east)
"""


async def keep_changed(session: WriteSession, cells: Sequence[Establishments]) -> dict[Cell, int]:
    """Store these; return the new version of each that changed."""
    rows = await session.fetch(
        _KEEP,
        [cell.north for cell in cells],
        [cell.east for cell in cells],
        [_body(cell) for cell in cells],
    )
    return {Cell(row["north"], row["east"]): row["version"] for row in rows}


async def set_cell(session: WriteSession, cell: Establishments, version: int) -> None:
    driver = await session.driver()
    await driver.execute(_SET, cell.north, cell.east, version, _body(cell))


async def full_places(session: ReadSession) -> set[Cell]:
    """Return the cells last published with some company."""
    return {Cell(row["north"], row["east"]) for row in await session.fetch(_FULL)}


async def find_cells(
    session: Session, places: Collection[Cell]
) -> dict[Cell, tuple[Establishments, int]]:
    """Return content and version of each stored cell."""
    rows = await session.fetch(_FIND, [one.north for one in places], [one.east for one in places])
    return {
        Cell(row["north"], row["east"]): (
            Establishments(
                north=row["north"],
                east=row["east"],
                companies={nace: tuple(sirens) for nace, sirens in row["body"].items()},
            ),
            row["version"],
        )
        for row in rows
    }


def _body(cell: Establishments) -> str:
    return msgspec.json.encode(cell.companies).decode()
