"""Count what waits for an animator's word, as the animator's lists show it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from boucle.contract.sandboxes import sandbox_sql
from boucle.platform.db import ReadSession

Decided = Literal["contact", "join_request", "claim"]

_OPEN: Final = f"""
    SELECT about, count(DISTINCT id) AS count, max(since) AS newest FROM (
        SELECT contact_proposal.id, territory, 'contact' AS about, proposed_at AS since
        FROM contact_proposal JOIN organisation ON organisation.id = organisation_id
        WHERE withdrawn_at IS NULL
        UNION ALL
        SELECT claim.id, verified.territory, 'join_request', claim.declared_at
        FROM organisation AS claim JOIN organisation AS verified ON verified.siren = claim.siren
            AND verified.state = 'verified' AND verified.withdrawn_at IS NULL
            AND {sandbox_sql("verified.territory")} = {sandbox_sql("claim.territory")}
        WHERE claim.state = 'claimed' AND claim.withdrawn_at IS NULL
        UNION ALL
        SELECT id, reached.territory, 'claim', declared_at FROM organisation CROSS JOIN LATERAL (
            SELECT organisation.territory
            UNION SELECT site.territory FROM site
            WHERE site.organisation_id = organisation.id AND site.withdrawn_at IS NULL
        ) AS reached (territory)
        WHERE state = 'claimed' AND withdrawn_at IS NULL
    ) AS waiting
    WHERE territory = ANY($1::text[]) GROUP BY about ORDER BY about
"""


@dataclass(frozen=True, slots=True)
class OpenDecisions:
    """How many of one kind wait; ``newest``: since when the last one does."""

    about: Decided
    count: int
    newest: datetime


async def open_in(session: ReadSession, territories: Collection[str]) -> Sequence[OpenDecisions]:
    """Return what waits for who animates all of these territories."""
    return [OpenDecisions(**row) for row in await session.fetch(_OPEN, list(territories))]
