"""Count registered sites of given activities within reach, and name those that the caller may
see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from boucle.contract.cells import EAST_DEGREES, NORTH_DEGREES
from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import ReadSession
from boucle.platform.identity import Principal
from boucle.registry.outlets.questions import GeoPosition
from boucle.registry.tables.where import KM_BETWEEN, KM_PER_DEGREE, Where, reachable

_NAMED_AT_MOST: Final = 10

_CELL_KM: Final = 6
"""From the middle of a cell to its southern and northern edge."""


def _middle(degrees: str, size: float) -> str:
    """Return the SQL of a cell's middle (``contract.cells``), where a hidden site counts."""
    return f"(floor({degrees} / {size}) + 0.5) * {size}"


_BOX: Final = f"(radius_km + {_CELL_KM}) / {KM_PER_DEGREE}"
# The box comes first: its latitudes are the index's. Counted at exact places from here and there,
# sites that nobody may see would be found.
_NEAR: Final = f"""
    WITH asked AS (
        SELECT division, radius_km FROM unnest($1::text[], $2::float8[]) AS t(division, radius_km)
    ), near AS (
        SELECT asked.division, site.id, site.name, site.naf_code, km, seen
        FROM asked
        JOIN site ON left(site.naf_code, 2) = asked.division AND site.withdrawn_at IS NULL
            AND NOT site.on_trial AND {sandbox_sql("site.territory")} = $6
            AND site.latitude BETWEEN $3 - {_BOX} AND $3 + {_BOX}
        CROSS JOIN LATERAL (SELECT {{seen}} AS seen) AS own
        CROSS JOIN LATERAL (
            SELECT {KM_BETWEEN.format("$3", "$4")} AS km FROM (
                SELECT CASE WHEN seen THEN site.latitude
                        ELSE {_middle("site.latitude", NORTH_DEGREES)} END,
                    CASE WHEN seen THEN site.longitude
                        ELSE {_middle("site.longitude", EAST_DEGREES)} END
            ) AS place(latitude, longitude)
        ) AS distance
        WHERE km <= radius_km AND site.id IS DISTINCT FROM $5::uuid
    ), ranked AS (
        SELECT *, count(*) OVER (PARTITION BY division) AS total,
            row_number() OVER (PARTITION BY division ORDER BY seen DESC, km, id) AS place
        FROM near
    )
    SELECT division, id, name, naf_code, km, seen, total FROM ranked
    WHERE place = 1 OR (seen AND place <= {_NAMED_AT_MOST})
    ORDER BY division, place
"""


@dataclass(frozen=True, slots=True)
class Named:
    id: UUID
    name: str
    naf: str
    km: float


@dataclass(frozen=True, slots=True)
class Near:
    count: int
    named: Sequence[Named]


async def sites_near(
    session: ReadSession,
    principal: Principal,
    position: GeoPosition,
    radius_km: Mapping[str, int],
    *,
    apart_from: UUID | None,
    sandbox: str,
) -> dict[str, Near]:
    """Return sites within the radius of each division, without empty divisions. ``sandbox``: where
    they are, "" outside all."""
    divisions = sorted(radius_km)
    where = Where()
    where.parameters.extend(
        (
            divisions,
            [radius_km[division] for division in divisions],
            position.latitude,
            position.longitude,
            apart_from,
            sandbox,
        )
    )
    reachable(
        where,
        principal,
        organisation="site.organisation_id",
        territory="site.territory = ANY({}::text[])",
        tools="site.tools @> ARRAY[{}::text]",
    )
    found: dict[str, Near] = {}
    for row in await session.fetch(_NEAR.format(seen=where), *where.parameters):
        known = found.get(row["division"], Near(row["total"], ()))
        named = Named(row["id"], row["name"], row["naf_code"], row["km"])
        also = (named,) if row["seen"] else ()
        found[row["division"]] = Near(row["total"], (*known.named, *also))
    return found
