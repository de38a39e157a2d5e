"""Record what tools were shown because they had declared both flows of a pair: once per pair and
tool, with a line of the register for each direction."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Final
from uuid import UUID

from boucle.matching.disclosures.decisions import ShownPair, disclosures_to_tool
from boucle.matching.disclosures.use_cases import append_at_end
from boucle.matching.tables import ShownToTool
from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.db.writes import columns_of, unnest_of

_COLUMNS: Final = columns_of(ShownToTool)
_KNOWN = "SELECT synergy_id FROM shown_to_tool WHERE synergy_id = ANY($1::uuid[]) AND tool = $2"
# In the order of their ids: of two that are shown the same pairs at once, one waits for the other.
_KEEP = f"""
INSERT INTO shown_to_tool ({_COLUMNS}) SELECT * FROM {unnest_of(ShownToTool)}
ON CONFLICT DO NOTHING RETURNING synergy_id
"""
_BY_PAIR = f"SELECT {_COLUMNS} FROM shown_to_tool ORDER BY synergy_id, tool"


async def already_shown(
    session: ReadSession, tool: str, synergy_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Return the pairs that this tool was shown by the register."""
    rows = await session.fetch(_KNOWN, list(synergy_ids), tool)
    return frozenset(row["synergy_id"] for row in rows)


async def show(session: WriteSession, pairs: Sequence[ShownPair]) -> None:
    """Append what the register lacks, when the transaction ends."""
    ordered = sorted(pairs, key=lambda pair: pair.synergy_id)
    columns = (list(column) for column in zip(*ordered, strict=True))
    appended = {row["synergy_id"] for row in await session.fetch(_KEEP, *columns)}
    lines = [
        line
        for pair in ordered
        if pair.synergy_id in appended
        for line in disclosures_to_tool(pair)
    ]
    if lines:
        append_at_end(session, lines)


async def by_pair(session: ReadSession, prefetch: int) -> AsyncIterator[ShownPair]:
    """Yield every row, by pair; ``prefetch`` at a time in memory."""
    driver = await session.driver()
    async for row in driver.cursor(_BY_PAIR, prefetch=prefetch):
        yield ShownPair(*row)
