"""Find the flows of a reader's territories that nobody takes, or gives: no pair that the reader may
know of stands for them. A pair across a border counts as the reader is shown it, by copies: whether
a list holds it follows from the exact values of the other side."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec

from boucle.contract.events.registry import Flow
from boucle.contract.kinds.members import OVER
from boucle.contract.masking import Viewer
from boucle.matching.kinds.declarations import type_of
from boucle.matching.lives.transitions import ACTED_ON
from boucle.matching.queries import across
from boucle.matching.queries.conditions import Query
from boucle.matching.queries.filters import SynergyFilters
from boucle.platform.db import ReadSession
from boucle.platform.paging import Cursor, PageRequest

_UNMET: Final = """
SELECT flow_id, changed_at, body FROM owned_flow f
WHERE NOT withdrawn AND family IS NOT NULL AND {asked}
    AND NOT EXISTS (
        SELECT FROM entry JOIN owned_flow other
            ON other.flow_id = CASE WHEN owner = f.flow_id THEN partner ELSE owner END
        WHERE (owner = f.flow_id OR partner = f.flow_id) AND NOT other.withdrawn AND {own}
            AND NOT EXISTS (
                SELECT FROM life
                WHERE life.synergy_id = entry.synergy_id AND life.state = ANY({over}::text[])))
    AND NOT EXISTS (
        SELECT FROM life
        WHERE life.flows @> ARRAY[f.flow_id] AND life.state = ANY({acted_on}::text[]))
ORDER BY changed_at {direction}, flow_id {direction} LIMIT {limit}
"""
_ANY: Final = "TRUE"
_FIRST: Final = (UUID(int=0), UUID(int=0))
_ALL: Final = 1_000_000
_flow = msgspec.json.Decoder(Flow)


@dataclass(frozen=True, slots=True)
class UnmetFlow:
    flow: Flow
    updated_at: datetime


class UnmetPage(NamedTuple):
    """A page may be short: it looks at so many flows as are asked for."""

    flows: list[UnmetFlow]
    next: Cursor | None


async def unmet_flows(
    session: ReadSession, viewer: Viewer, territories: list[str] | None, page: PageRequest
) -> UnmetPage:
    rows = await session.fetch(*_asked(viewer, territories, page))
    looked_at = rows[: page.limit]
    found = [UnmetFlow(_flow.decode(row["body"]), row["changed_at"]) for row in looked_at]
    found = [one for one in found if _seeks(one.flow)]
    ids = [one.flow.flow_id for one in found]
    pairs = await across.of_flows(
        session, viewer, ids, filters=SynergyFilters(), since=None, after=_FIRST, limit=_ALL
    )
    met = {pair.flow for pair in pairs}
    following = None
    if len(rows) > len(looked_at):
        following = page.cursor_at(looked_at[-1]["changed_at"], looked_at[-1]["flow_id"])
    return UnmetPage([one for one in found if one.flow.flow_id not in met], following)


def _seeks(flow: Flow) -> bool:
    """Tell whether somebody said it, verified, and once: lists hold no other."""
    return flow.certainty != "typical" and type_of(flow).takes_part(flow)


def _asked(viewer: Viewer, territories: list[str] | None, page: PageRequest) -> tuple[Any, ...]:
    query = Query()
    own = _ANY
    within = []
    if not viewer.everything:
        mine = query.value(list(viewer.territories), "::text[]")
        own = f"other.territory = ANY({mine})"
        within.append(f"f.territory = ANY({mine})")
    if territories is not None:
        within.append(query.any_of("f.territory", territories, "text"))
    if page.updated_after is not None:
        within.append(f"changed_at >= {query.value(page.updated_after)}")
    if page.after is not None:
        place = query.value(page.after.at), query.value(page.after.uuid())
        within.append(f"(changed_at, flow_id) {page.sort.beyond} ({', '.join(place)})")
    sql = _UNMET.format(
        asked=" AND ".join(within or [_ANY]),
        own=own,
        over=query.value(sorted(OVER)),
        acted_on=query.value(sorted(ACTED_ON)),
        direction=page.sort.direction,
        limit=query.value(page.limit + 1),
    )
    return sql, *query.values
