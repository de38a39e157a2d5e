"""Store outlines of communes, and of EPCIs around them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from boucle.platform.db import Session, WriteSession
from boucle.platform.db.writes import names_of
from boucle.registry.reference.outlines.outline import Kind, Line, Outline
from boucle.registry.tables import OutlineRow

Box = tuple[float, float, float, float]
"""West, south, east, north; degrees."""

_LOCK: Final = "LOCK TABLE outline IN SHARE ROW EXCLUSIVE MODE"
_FORGET: Final = "DELETE FROM outline"
_EPCIS: Final = """
    SELECT commune.code, epci, coalesce(territory.name, epci) AS name
    FROM commune LEFT JOIN territory ON territory.siren = epci
    WHERE epci IS NOT NULL
"""
_WITHIN: Final = """
    SELECT code, name, lines, source FROM outline
    WHERE kind = $1 AND east >= $2 AND north >= $3 AND west <= $4 AND south <= $5
    ORDER BY code
"""


@dataclass(frozen=True, slots=True)
class DrawnOutline:
    """``lines``: JSON. ``source``: to be named where it is drawn."""

    code: str
    name: str
    lines: str
    source: str


async def epcis_of_communes(session: Session) -> dict[str, tuple[str, str]]:
    """Return SIREN and name of the EPCI of each commune, by its code of today or before."""
    rows = await session.fetch(_EPCIS)
    return {row["code"]: (row["epci"], row["name"]) for row in rows}


async def replace_outlines(session: WriteSession, outlines: Iterable[Outline], source: str) -> None:
    driver = await session.driver()
    rows = [(one.code, one.kind, one.name, *one.box, _text(one.lines), source) for one in outlines]
    await driver.execute(_LOCK)
    await driver.execute(_FORGET)
    await driver.copy_records_to_table("outline", records=rows, columns=names_of(OutlineRow))


async def outlines_within(session: Session, kind: Kind, box: Box) -> list[DrawnOutline]:
    """Return those that reach into the box."""
    rows = await session.fetch(_WITHIN, kind, *box)
    return [DrawnOutline(row["code"], row["name"], row["lines"], row["source"]) for row in rows]


def _text(lines: tuple[Line, ...]) -> str:
    return msgspec.json.encode(lines).decode()
