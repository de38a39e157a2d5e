"""Store establishments that no organisation of Boucle declared."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import col, select

from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import ReadSession, WriteSession
from boucle.platform.db.writes import columns_of, replacing, unnest_of
from boucle.registry.outlets.prospects.sirene import Establishment
from boucle.registry.outlets.questions import GeoPosition
from boucle.registry.tables import ProspectRow
from boucle.registry.tables.where import KM_BETWEEN, KM_PER_DEGREE

_KEEP: Final = f"""
    INSERT INTO prospect ({columns_of(ProspectRow)})
    SELECT *, $9::timestamptz FROM {unnest_of(ProspectRow, "seen_at")}
    {replacing(ProspectRow)}
"""
_LAST: Final = select(func.max(ProspectRow.seen_at))

# Flows of one activity in one cell of a tenth of a degree want the same: one line for all. As
# ``passed_over`` says of each: $1 are those that are met.
_WANTS: Final = """
    SELECT DISTINCT flow.direction, each.family, coalesce(site.naf_code, '') AS naf,
        coalesce(site.naf_version, '') AS naf_version,
        round(site.latitude::numeric, 1)::float8 AS latitude,
        round(site.longitude::numeric, 1)::float8 AS longitude
    FROM flow JOIN site ON site.id = flow.site_id
    CROSS JOIN LATERAL (
        SELECT flow.family UNION SELECT several ->> 'family'
        FROM jsonb_array_elements(flow.draft -> 'families') AS several
    ) AS each(family)
    WHERE flow.withdrawn_at IS NULL AND flow.duplicate_of IS NULL AND flow.family IS NOT NULL
        AND flow.draft ->> 'certainty' <> 'typical' AND flow.id <> ALL($1::uuid[])
"""
# ``within_km``: of those farther, none is looked at.
_NEAR: Final = f"""
    WITH wanted AS (
        SELECT * FROM unnest($1::text[], $2::float8[], $3::float8[], $7::float8[])
            AS t(nace, weight, radius_km, within_km)
    )
    SELECT siret, name, naf_code, commune_code, commune, employees, latitude, longitude, km,
        weight * (1 - km / (2 * radius_km)) AS score
    FROM wanted
    JOIN prospect ON left(naf_code, 5) = nace
        AND latitude BETWEEN $4 - within_km / {KM_PER_DEGREE} AND $4 + within_km / {KM_PER_DEGREE}
    CROSS JOIN LATERAL (SELECT {KM_BETWEEN.format("$4", "$5")} AS km) AS distance
    WHERE km <= within_km AND NOT EXISTS (
        SELECT FROM site JOIN organisation ON organisation.id = site.organisation_id
        WHERE site.siret = prospect.siret AND site.withdrawn_at IS NULL
            AND organisation.state = 'verified' AND organisation.siren = left(prospect.siret, 9)
            AND {sandbox_sql("site.territory")} = $8
    )
    ORDER BY score DESC, km, siret
    LIMIT $6
"""
_NEARBY: Final = 0.3
"""Of the radius: where a first look is enough for most questions."""
_ROUNDING_KM: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Want:
    """What flows of this family, of sites of this activity, look for around a cell."""

    direction: str
    family: str
    naf: str
    naf_version: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class WantedClass:
    """A NACE class that would suit a flow, how well (0 to 1 or so), and how far it may be."""

    nace: str
    weight: float
    radius_km: int

    def reach_km(self, score: float) -> float:
        """Return how far one of the class may be to score so, at most the radius; negative: none
        does."""
        return min(self.radius_km, 2 * self.radius_km * (1 - score / self.weight))


@dataclass(frozen=True, slots=True)
class Prospect:
    establishment: Establishment
    km: float
    score: float


async def wants(session: ReadSession, met: Sequence[UUID]) -> AsyncIterator[Want]:
    """Yield what flows without a partner want, in pieces."""
    driver = await session.driver()
    async for row in driver.cursor(_WANTS, met, prefetch=2000):
        yield Want(**dict(row))


async def keep(session: WriteSession, found: Sequence[Establishment], now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(
        _KEEP,
        [each.siret for each in found],
        [each.name for each in found],
        [each.naf for each in found],
        [each.commune_code for each in found],
        [each.commune for each in found],
        [each.employees for each in found],
        [each.latitude for each in found],
        [each.longitude for each in found],
        now,
    )


async def forget_before(session: WriteSession, now: datetime) -> int:
    """Delete what the file of this moment no longer has; return how many."""
    return await session.execute(delete(ProspectRow).where(col(ProspectRow.seen_at) < now))


async def last_import(session: ReadSession) -> datetime | None:
    return await session.first(_LAST)


async def prospects_near(
    session: ReadSession,
    wanted: Sequence[WantedClass],
    position: GeoPosition,
    limit: int,
    *,
    sandbox: str,
) -> list[Prospect]:
    """Return prospects of the wanted classes within reach, best first, without verified
    organisations of the sandbox ("" outside all). A score falls with the distance: once nearby ones
    fill the answer, the least of them limits how far others may be."""
    nearby = [_NEARBY * each.radius_km for each in wanted]
    found = await _prospects(session, wanted, nearby, position, limit, sandbox)
    least = found[-1].score if len(found) == limit else 0.0
    reaches = [each.reach_km(least) + _ROUNDING_KM for each in wanted]
    if all(reach <= near for reach, near in zip(reaches, nearby, strict=True)):
        return found
    return await _prospects(session, wanted, reaches, position, limit, sandbox)


async def _prospects(
    session: ReadSession,
    wanted: Sequence[WantedClass],
    within_km: Sequence[float],
    position: GeoPosition,
    limit: int,
    sandbox: str,
) -> list[Prospect]:
    rows = await session.fetch(
        _NEAR,
        [each.nace for each in wanted],
        [each.weight for each in wanted],
        [each.radius_km for each in wanted],
        position.latitude,
        position.longitude,
        limit,
        within_km,
        sandbox,
    )
    return [
        Prospect(
            Establishment(
                siret=row["siret"],
                name=row["name"],
                naf=row["naf_code"],
                commune_code=row["commune_code"],
                commune=row["commune"],
                employees=row["employees"],
                latitude=row["latitude"],
                longitude=row["longitude"],
            ),
            row["km"],
            row["score"],
        )
        for row in rows
    ]
