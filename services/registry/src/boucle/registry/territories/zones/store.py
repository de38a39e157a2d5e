"""Store zones."""

from collections.abc import Collection, Sequence
from dataclasses import astuple
from datetime import datetime
from typing import Final

from asyncpg import Record

from boucle.platform.db import Session, WriteSession
from boucle.registry.territories.zones.decisions import ActivityZone, SitePlace

_NAMES: Final = "code, name, latitude, longitude, radius_km, source"
_LIST: Final = f"""
    SELECT territory, {_NAMES} FROM zone WHERE territory = ANY($1::text[])
    ORDER BY territory, code
"""
_FORGET: Final = "DELETE FROM zone WHERE territory = $1"
_ADD: Final = f"""
    INSERT INTO zone (territory, updated_at, {_NAMES})
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""
_HOLD: Final = "SELECT siren FROM territory WHERE siren = ANY($1::text[]) ORDER BY siren FOR SHARE"
_SITES: Final = """
    SELECT id, latitude, longitude FROM site WHERE territory = $1 AND withdrawn_at IS NULL
    ORDER BY id
"""


async def zones_of(session: Session, territories: Collection[str]) -> dict[str, list[ActivityZone]]:
    """Return the zones by territory."""
    found: dict[str, list[ActivityZone]] = {}
    for row in await session.fetch(_LIST, list(territories)):
        found.setdefault(row["territory"], []).append(_zone(row))
    return found


async def held_zones(
    session: WriteSession, territories: Collection[str]
) -> dict[str, list[ActivityZone]]:
    """Return and lock the zones until this transaction ends."""
    await session.fetch(_HOLD, sorted(territories))
    return await zones_of(session, territories)


async def replace_zones(
    session: WriteSession, territory: str, zones: Sequence[ActivityZone], now: datetime
) -> None:
    """Replace all zones of the territory, whose row is locked."""
    driver = await session.driver()
    await driver.execute(_FORGET, territory)
    await driver.executemany(_ADD, [(territory, now, *astuple(each)) for each in zones])


async def placed_sites(session: Session, territory: str) -> list[SitePlace]:
    rows = await session.fetch(_SITES, territory)
    return [SitePlace(row["id"], row["latitude"], row["longitude"]) for row in rows]


def _zone(row: Record) -> ActivityZone:
    return ActivityZone(**{name.strip(): row[name.strip()] for name in _NAMES.split(",")})
