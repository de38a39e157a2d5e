"""Who asks: two of each role that the recorded world knows, a tool that it does not, nobody."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from uuid import UUID

from boucle.platform.db import Database
from tests.net.recording import Asker

_CLIENTS = """
    SELECT client_id, role, organisations, territories FROM client
    WHERE revoked_at IS NULL AND role = $1
    ORDER BY coalesce(cardinality(territories), 0) DESC, created_at, client_id LIMIT 2
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
    GROUP BY organisation_id ORDER BY count(*) DESC, organisation_id LIMIT 2
"""
NOBODY = Asker("nobody")


async def find_askers(registry: Database) -> list[Asker]:
    """Deterministic for a database."""
    async with registry.read() as session:
        driver = await session.driver()
        found = []
        for role in ("operator", "animator", "tool", "company"):
            for number, row in enumerate(await driver.fetch(_CLIENTS, role), start=1):
                below = await driver.fetch(_BELOW, row["territories"] or [])
                found.append(
                    Asker(
                        f"{role} {number}",
                        role,
                        row["client_id"],
                        tuple(row["organisations"] or ()),
                        tuple(one["siren"] for one in below),
                    )
                )
        companies = [row[0] for row in await driver.fetch(_ORGANISATIONS)]
    return [*found, *_strangers(companies), NOBODY]


def _strangers(companies: list[UUID]) -> Iterator[Asker]:
    """Companies by their own token, a tool and an animator whom nobody knows."""
    for number, one in enumerate(islice(companies, 2), start=3):
        yield Asker(f"company {number}", "company", f"net-company-{number}", (one,))
    yield Asker("foreign tool", "tool", "net-foreign-tool")
    yield Asker("foreign animator", "animator", "net-animator", (), ("200000001",))
