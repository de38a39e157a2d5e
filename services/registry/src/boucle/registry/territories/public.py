"""What anybody may know of territories: which take part, and about how many declare there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import ReadSession

_CROWD: Final = 3
"""Fewer companies are not counted: each would know of the others."""
_STEPS: Final = (1, 2, 5)
"""Of a power of ten. A number that moves with each company would tell who came and who left."""

_OPEN: Final = f"""
    SELECT territory.siren, territory.name,
        count(DISTINCT organisation.id) AS companies, count(organisation.id) AS declared
    FROM territory
    LEFT JOIN (
        SELECT territory, organisation_id FROM flow WHERE withdrawn_at IS NULL
        UNION ALL
        SELECT territory, organisation_id FROM sharing WHERE withdrawn_at IS NULL
    ) AS listed ON listed.territory = territory.siren
    LEFT JOIN organisation ON organisation.id = listed.organisation_id
        AND state = 'verified' AND NOT example
    WHERE kind = 'epci' AND {sandbox_sql("territory.siren")} = ''
    GROUP BY territory.siren ORDER BY territory.name, territory.siren
"""


@dataclass(frozen=True, slots=True)
class PublicTerritory:
    """At least so many ``companies``, and flows and sharings ``declared`` by them; None: too few to
    be counted."""

    siren: str
    name: str
    companies: int | None
    declared: int | None


async def public_territories(session: ReadSession) -> Sequence[PublicTerritory]:
    """Return all EPCIs that take part, by name."""
    return [
        PublicTerritory(
            row["siren"],
            row["name"],
            at_least(row["companies"]),
            at_least(row["declared"]) if row["companies"] >= _CROWD else None,
        )
        for row in await session.fetch(_OPEN)
    ]


def at_least(count: int) -> int | None:
    """Round down to 3, 5, 10, 20, 50, 100…"""
    if count < _CROWD:
        return None
    tens: int = 10 ** (len(str(count)) - 1)
    found = max(step for step in _STEPS if step * tens <= count) * tens
    return max(found, _CROWD)
