"""Store communes: a row for each current or former code."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from asyncpg import Record

from boucle.platform.db import Session, WriteSession
from boucle.platform.db.writes import names_of
from boucle.registry.reference.communes.commune import Commune, FoundCommune
from boucle.registry.reference.search import folded
from boucle.registry.tables import CommuneRow
from boucle.registry.tables.where import Where

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
_AROUND: Final = 0.12
"""Degrees: 13 km, so that corners are within the 20 km that are doubted beyond."""
_ANY_AROUND: Final = f"""
    SELECT EXISTS (
        SELECT FROM commune
        WHERE latitude BETWEEN $1 - {_AROUND} AND $1 + {_AROUND}
            AND longitude BETWEEN $2 - {_AROUND} AND $2 + {_AROUND}
    )
"""
_ALL_CENTRES: Final = """
    SELECT latitude, longitude FROM commune WHERE latitude IS NOT NULL AND longitude IS NOT NULL
"""
_ANY: Final = "SELECT EXISTS (SELECT FROM commune)"
_VERSION: Final = "SELECT version FROM commune_file"
_FORGET_VERSION: Final = "DELETE FROM commune_file"
_KEEP_VERSION: Final = "INSERT INTO commune_file VALUES ($1)"
_LIST: Final = """
    SELECT commune.code, today, commune.name, folded, epci, latitude, longitude,
        territory.name AS territory_name, territory.kind = 'epci' AS served
    FROM commune LEFT JOIN territory ON territory.siren = epci
    WHERE {where} ORDER BY folded, commune.code LIMIT {limit}
"""
_SERVED: Final = "epci = ANY(ARRAY(SELECT siren FROM territory WHERE kind = 'epci'))"
_LAST: Final = "~"
"""Sorts after all that a folded name is made of."""


@dataclass(frozen=True, slots=True)
class CommuneQuestion:
    """``codes``: current or former; without any, all current communes. ``territory``: an EPCI or a
    federation. ``begins``: the name, folded. ``after``: folded name and code."""

    limit: int
    codes: Sequence[str] = ()
    territory: str | None = None
    begins: str = ""
    served: bool | None = None
    after: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class ListedCommune:
    """A code and its current commune. ``territory_name``: of its EPCI."""

    code: str
    found: FoundCommune
    territory_name: str | None
    folded: str


async def replace_communes(session: WriteSession, communes: Iterable[Commune]) -> None:
    driver = await session.driver()
    rows = list(_rows(communes))
    await driver.execute(_LOCK)
    await driver.execute(_FORGET)
    await driver.copy_records_to_table("commune", records=rows, columns=names_of(CommuneRow))
    await driver.execute(_FORGET_VERSION)
    await driver.execute(_KEEP_VERSION, _version_of(rows))


def _rows(communes: Iterable[Commune]) -> Iterator[tuple[object, ...]]:
    for each in communes:
        for code in (each.code, *each.former):
            place = each.latitude, each.longitude
            searched = folded(each.name), code != each.code
            yield code, each.code, each.name, each.epci, *place, *searched


def _version_of(rows: Sequence[tuple[object, ...]]) -> str:
    """Return the same digest for the same communes, in any order."""
    digest = hashlib.blake2b(digest_size=8)
    for row in sorted(rows, key=lambda row: str(row[0])):
        digest.update(repr(row).encode())
    return digest.hexdigest()


async def find_commune(session: Session, code: str) -> FoundCommune | None:
    row = await session.fetchrow(_FIND, code)
    if row is None:
        return None
    return _found(row)


async def list_communes(session: Session, asked: CommuneQuestion) -> list[ListedCommune]:
    """Return up to one more than ``limit``, by name."""
    where = Where()
    if asked.codes:
        where.add("commune.code = ANY({}::text[])", list(asked.codes))
    else:
        where.add("NOT merged")
    if asked.begins:
        where.add("folded >= {} AND folded < {}", asked.begins, asked.begins + _LAST)
    if asked.territory is not None:
        members = "ARRAY(SELECT siren FROM territory WHERE parent = {})"
        where.add(f"epci = ANY({members} || {{}}::text)", asked.territory, asked.territory)
    if asked.served is not None:
        where.add(_SERVED if asked.served else f"NOT coalesce({_SERVED}, false)")
    if asked.after is not None:
        where.add("(folded, commune.code) > ({}, {})", *asked.after)
    statement = _LIST.format(where=where, limit=asked.limit + 1)
    rows = await session.fetch(statement, *where.parameters)
    return [
        ListedCommune(row["code"], _found(row), row["territory_name"], row["folded"])
        for row in rows
    ]


def _found(row: Record) -> FoundCommune:
    today = Commune(row["today"], row["name"], row["epci"], row["latitude"], row["longitude"])
    return FoundCommune(today, served=bool(row["served"]))


async def file_version(session: Session) -> str | None:
    """Return the version of the imported file; None before the first."""
    version: str | None = await session.fetchval(_VERSION)
    return version


async def centres_of(session: Session, epci: str) -> list[tuple[float, float]]:
    """Return latitude and longitude of the centres of an EPCI's communes."""
    rows = await session.fetch(_CENTRES, epci)
    return [(row["latitude"], row["longitude"]) for row in rows]


async def centres_if_far(
    session: Session, latitude: float, longitude: float
) -> list[tuple[float, float]]:
    """Return the centres of all communes; none where one is plainly near."""
    if await session.fetchval(_ANY_AROUND, latitude, longitude):
        return []
    rows = await session.fetch(_ALL_CENTRES)
    return [(row["latitude"], row["longitude"]) for row in rows]


async def any_commune(session: Session) -> bool:
    return bool(await session.fetchval(_ANY))
