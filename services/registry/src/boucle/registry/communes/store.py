"""Communes in Postgres: a row for each code, of today or of before."""

from collections.abc import Iterable, Iterator
from typing import Final

from boucle.common.db import Session, WriteSession
from boucle.registry.communes.commune import Commune, FoundCommune

_COLUMNS: Final = ("code", "today", "name", "epci", "latitude", "longitude")
# Readers go on with what was; a second import waits for the first.
_LOCK: Final = "LOCK TABLE commune IN SHARE ROW EXCLUSIVE MODE"
_FORGET: Final = "DELETE FROM commune"
_FIND: Final = """
    SELECT today, commune.name, epci, latitude, longitude, territory.kind = 'epci' AS served
    FROM commune LEFT JOIN territory ON territory.siren = epci
    WHERE code = $1
"""
_CENTRES: Final = """
    SELECT latitude, longitude FROM commune
    WHERE epci = $1 AND latitude IS NOT NULL AND longitude IS NOT NULL
"""
_ANY: Final = "SELECT EXISTS (SELECT FROM commune)"


async def replace_communes(session: WriteSession, communes: Iterable[Commune]) -> None:
    """These, and no others."""
    driver = await session.driver()
    await driver.execute(_LOCK)
    await driver.execute(_FORGET)
    await driver.copy_records_to_table("commune", records=_rows(communes), columns=_COLUMNS)


def _rows(communes: Iterable[Commune]) -> Iterator[tuple[object, ...]]:
    for each in communes:
        for code in (each.code, *each.former):
            yield code, each.code, each.name, each.epci, each.latitude, each.longitude


async def find_commune(session: Session, code: str) -> FoundCommune | None:
    row = await session.fetchrow(_FIND, code)
    if row is None:
        return None
    today = Commune(row["today"], row["name"], row["epci"], row["latitude"], row["longitude"])
    return FoundCommune(today, served=bool(row["served"]))


async def centres_of(session: Session, epci: str) -> list[tuple[float, float]]:
    """Latitude and longitude of the centres of an EPCI's communes; none where none is known."""
    rows = await session.fetch(_CENTRES, epci)
    return [(row["latitude"], row["longitude"]) for row in rows]


async def any_commune(session: Session) -> bool:
    """Was a file of communes ever imported?"""
    return bool(await session.fetchval(_ANY))
