"""Read the best pairs that nobody acted on, by score, and count them."""

from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.masking import Viewer
from boucle.matching.queries.conditions import SCORE, Query
from boucle.matching.queries.filters import SynergyFilters
from boucle.platform.db import ReadSession

_FLOWS: Final = 20_000
"""Flows whose pairs are looked at."""
_OF_EACH: Final = 4
"""How often a pair may come: in the lists of both flows, each asked from both sides."""
_FIRST: Final = UUID(int=0)
_FIELDS = "entry.synergy_id, owner, partner, gives, rank, entry.changed_at"
_OF_FLOWS = f"""
WITH asked AS MATERIALIZED ({{flows}}), own AS MATERIALIZED ({{own}})
SELECT {_FIELDS} FROM asked JOIN entry ON owner = asked.flow_id
WHERE partner IN (SELECT flow_id FROM own)
UNION ALL SELECT {_FIELDS} FROM asked JOIN entry ON partner = asked.flow_id
WHERE owner IN (SELECT flow_id FROM own)
"""
# Both flows of a pair are his own: the list of either is one of these.
_OF_OWN = f"""
WITH own AS MATERIALIZED ({{own}})
SELECT {_FIELDS} FROM own JOIN entry ON owner = own.flow_id
WHERE partner IN (SELECT flow_id FROM own)
"""
_OF_ANY = f"""
WITH asked AS MATERIALIZED ({{flows}})
SELECT {_FIELDS} FROM asked JOIN entry ON owner = asked.flow_id
UNION ALL SELECT {_FIELDS} FROM asked JOIN entry ON partner = asked.flow_id
"""
_BEST_OF_ALL = f"""
SELECT {_FIELDS} FROM entry ORDER BY {SCORE} DESC, synergy_id DESC LIMIT {{limit}}
"""
_OF_ALL = f"SELECT {_FIELDS} FROM entry"
_PAIRS = """
FROM ({held}) AS held
JOIN owned_flow offer ON offer.flow_id = CASE WHEN gives THEN owner ELSE partner END
JOIN owned_flow need ON need.flow_id = CASE WHEN gives THEN partner ELSE owner END
WHERE {wanted}
"""
_BEST = f"""
SELECT synergy_id, max({SCORE}) AS score {_PAIRS} GROUP BY synergy_id
ORDER BY score DESC, synergy_id DESC LIMIT {{limit}}
"""
_COUNT = f"""
SELECT count(DISTINCT synergy_id) FROM (SELECT synergy_id {_PAIRS} LIMIT {{limit}}) AS one
"""
_COUNT_GROUPS = "SELECT count(*) FROM ({groups}) AS one"


async def best_pairs(
    session: ReadSession,
    filters: SynergyFilters,
    viewer: Viewer,
    since: datetime | None,
    most: int,
) -> dict[UUID, int]:
    """Return their scores, the best first. Of everything unnarrowed, so many are looked at as hold
    them if few have a life."""
    query = Query()
    if _is_narrow(filters, viewer):
        held = _held(query, filters, viewer)
    else:
        held = _BEST_OF_ALL.format(limit=query.value(_OF_EACH * most))
    wanted = " AND ".join(query.of_pairs(filters, viewer, since))
    sql = _BEST.format(held=held, wanted=wanted, limit=query.value(most))
    rows = await session.fetch(sql, *query.values)
    return {row["synergy_id"]: row["score"] for row in rows}


async def count_pairs(
    session: ReadSession,
    filters: SynergyFilters,
    viewer: Viewer,
    since: datetime | None,
    most: int,
) -> int:
    """Count up to ``most``, or more."""
    query = Query()
    held = _held(query, filters, viewer) if _is_narrow(filters, viewer) else _OF_ALL
    wanted = " AND ".join(query.of_pairs(filters, viewer, since))
    sql = _COUNT.format(held=held, wanted=wanted, limit=query.value(_OF_EACH * most))
    return int((await session.fetch(sql, *query.values))[0][0])


async def count_groups(
    session: ReadSession, filters: SynergyFilters, since: datetime | None, most: int
) -> int:
    """Of those that the operator sees and nobody acted on."""
    query = Query()
    sql = _COUNT_GROUPS.format(groups=query.groups(filters, since, _FIRST, most))
    return int((await session.fetch(sql, *query.values))[0][0])


def _is_narrow(filters: SynergyFilters, viewer: Viewer) -> bool:
    narrow = filters.territories, filters.organisations, filters.flows
    return not viewer.everything or narrow != (None, None, None)


def _held(query: Query, filters: SynergyFilters, viewer: Viewer) -> str:
    flows = query.flows(filters, viewer, _FIRST, _FLOWS)
    if viewer.everything:
        return _OF_ANY.format(flows=flows)
    narrow = filters.territories, filters.organisations, filters.flows
    if narrow == (None, None, None):
        return _OF_OWN.format(own=flows)
    own = query.flows(SynergyFilters(), viewer, _FIRST, _FLOWS)
    return _OF_FLOWS.format(flows=flows, own=own)
