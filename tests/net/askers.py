"""Who asks: one of each role that the recorded world knows, a company more, strangers, nobody."""

from __future__ import annotations

from boucle.platform.db import Database
from tests.net.recording import Asker

_CLIENTS = """
    SELECT client_id, role, organisations, territories FROM client
    WHERE revoked_at IS NULL AND role = $1
    ORDER BY coalesce(cardinality(territories), 0) DESC, created_at, client_id LIMIT 1
"""
_BELOW = """
    WITH RECURSIVE held (siren) AS (
        SELECT unnest($1::text[])
        UNION SELECT territory.siren FROM territory JOIN held ON territory.parent = held.siren
    )
    SELECT siren FROM held ORDER BY siren
"""
_ORGANISATIONS = """
    SELECT organisation_id FROM flow WHERE withdrawn_at IS NULL
    GROUP BY organisation_id ORDER BY count(*) DESC, organisation_id LIMIT 1
"""
NOBODY = Asker("nobody")


async def find_askers(registry: Database) -> list[Asker]:
    """Deterministic for a database."""
    async with registry.read() as session:
        driver = await session.driver()
        found = []
        for role in ("operator", "animator", "tool", "company"):
            for row in await driver.fetch(_CLIENTS, role):
                below = await driver.fetch(_BELOW, row["territories"] or [])
                found.append(
                    Asker(
                        role,
                        role,
                        row["client_id"],
                        tuple(row["organisations"] or ()),
                        tuple(one["siren"] for one in below),
                    )
                )
        companies = [row[0] for row in await driver.fetch(_ORGANISATIONS)]
    another = Asker("another company", "company", "net-company", tuple(companies[:1]))
    return [*found, another, Asker("foreign tool", "tool", "net-tool"), NOBODY]
