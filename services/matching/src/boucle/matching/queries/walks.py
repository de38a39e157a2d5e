"""The synergies that a viewer may see, in an order that indexes give, a bounded step at a time.

Lives come first, by when they last changed for the viewer, rising or falling; then, for animators
and the operator, the pairs that lists hold and that have no life, by flow and id: each under its
side that the viewer sees, under the lesser flow where he sees both. Last, the groups that have no
life: for the operator by id, for animators by market. A cursor names nothing that a mask hides.
A walk looks at so many rows and no more, however few of them are asked for; it says how far it
came.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from boucle.contract.masking import Viewer
from boucle.matching.candidates.store import COLUMNS, PAIRS, Candidate, candidate_of
from boucle.matching.queries.across import FoundAcross, looks_across, of_flows
from boucle.matching.queries.conditions import Place, Query
from boucle.matching.queries.filters import SynergyFilters
from boucle.matching.queries.groups_across import DetectedGroup, GroupPlace, walk
from boucle.platform.db import ReadSession
from boucle.platform.paging import BY_CHANGE, Cursor, PageRequest, Sort, not_a_cursor

_LIVES: Final = 1000
"""Lives looked at in one step."""
_STEPS: Final = 10
"""Steps of lives that a ranking looks at."""
_FLOWS: Final = (16, 32, 48)
"""Flows whose pairs are looked at, one round after the other, in one step."""
_BEHIND_LIVES: Final = datetime.max.replace(tzinfo=UTC)
"""Pairs without a life stand behind all lives: at the end of time."""
_FIRST, _LAST = UUID(int=0), UUID(int=(1 << 128) - 1)
_BEFORE_PAIRS: Final = (_FIRST, _FIRST)
_GROUPS: Final = "groups"
"""What a cursor begins with that stands among groups."""


class Walked(NamedTuple):
    """What one step found, in order, and where it ended; ``next`` None: there is no more."""

    lives: list[UUID]
    pairs: list[Candidate | FoundAcross]
    groups: list[UUID] | list[DetectedGroup]
    next: Cursor | None


async def synergies(
    session: ReadSession, filters: SynergyFilters, viewer: Viewer, page: PageRequest
) -> Walked:
    """Return up to ``page.limit`` synergies after ``page.after``. A pair that somebody acts on
    meanwhile may be in neither part: a later walk finds it by its change."""
    if not (viewer.everything or viewer.organisations or viewer.territories):
        return Walked([], [], [], None)
    lives: list[UUID] = []
    found: list[Candidate | FoundAcross] = []
    after = page.after
    if after is None or after.at < _BEHIND_LIVES:
        lives, after = await _lives(session, filters, viewer, page)
        if after is not None:
            return Walked(lives, [], [], after)
        after = _behind(page, _BEFORE_PAIRS)
    sees_pairs = viewer.everything or viewer.territories
    if sees_pairs and not filters.of_lives_only and not after.id.startswith(_GROUPS):
        place, left = _place_of(after), page.limit - len(lives)
        if not left:
            return Walked(lives, [], [], after)
        found, reached = await _pairs(session, filters, viewer, page, place, left)
        if reached is not None:
            return Walked(lives, found, [], _behind(page, reached))
    return await _with_groups(session, filters, viewer, page, Walked(lives, found, [], after))


# --- lives ---------------------------------------------------------------------------------


_LIFE = """
SELECT l.synergy_id, {at} AS updated_at, {wanted} AS wanted FROM {lives} WHERE {within}
ORDER BY {at} {direction}, l.synergy_id {direction} LIMIT {limit}
"""
_COUNT_LIVES = "SELECT count(*) FROM (SELECT FROM {lives} WHERE {wanted} LIMIT {limit}) AS one"
_ALL, _SHOWN = "life l", "shown_life v JOIN life l ON l.synergy_id = v.synergy_id"


async def _lives(
    session: ReadSession, filters: SynergyFilters, viewer: Viewer, page: PageRequest
) -> tuple[list[UUID], Cursor | None]:
    query = Query()
    lives, at, within = _table_of_lives(query, filters, viewer)
    if page.after is not None:
        place = query.value(page.after.at), query.value(page.after.uuid())
        within.append(f"({at}, l.synergy_id) {page.sort.beyond} ({', '.join(place)})")
    conditions = query.conditions_on_lives(filters, viewer, page.updated_after)
    count = _LIVES if conditions else page.limit + 1
    sql = _LIFE.format(
        at=at,
        lives=lives,
        wanted=" AND ".join(conditions or ["TRUE"]),
        within=" AND ".join(within),
        direction=page.sort.direction,
        limit=query.value(count),
    )
    rows = await session.fetch(sql, *query.values)
    wanted = [row for row in rows if row["wanted"]]
    shown = wanted[: page.limit]
    ids = [row["synergy_id"] for row in shown]
    if len(wanted) == len(shown) and len(rows) < count:
        return ids, None
    last = rows[-1] if len(wanted) == len(shown) else shown[-1]
    return ids, page.cursor_at(last["updated_at"], last["synergy_id"])


def _table_of_lives(
    query: Query, filters: SynergyFilters, viewer: Viewer
) -> tuple[str, str, list[str]]:
    """Return the tables, the moment, and conditions of a viewer's lives: a company's stand by its
    own moments, which ``shown_life`` keeps."""
    within = query.of_lives(filters, viewer)
    if not viewer.organisations:
        return _ALL, "l.updated_at", within
    return _SHOWN, "v.changed_at", [*within, query.last_shown(viewer)]


async def last_moved(
    session: ReadSession,
    filters: SynergyFilters,
    viewer: Viewer,
    since: datetime | None,
    most: int,
) -> tuple[list[UUID], bool]:
    """Return the lives that moved last, and whether there may be more."""
    found: list[UUID] = []
    page = PageRequest(most, None, since, Sort(BY_CHANGE.column, descending=True))
    for _ in range(_STEPS):
        lives, following = await _lives(session, filters, viewer, page)
        found += lives
        if following is None or len(found) >= most:
            return found[:most], following is not None or len(found) > most
        page = replace(page, after=following)
    return found, True


async def count_lives(
    session: ReadSession,
    filters: SynergyFilters,
    viewer: Viewer,
    since: datetime | None,
    most: int,
) -> int:
    query = Query()
    lives, _, within = _table_of_lives(query, filters, viewer)
    wanted = [*within, *query.conditions_on_lives(filters, viewer, since)]
    sql = _COUNT_LIVES.format(lives=lives, wanted=" AND ".join(wanted), limit=query.value(most))
    return int((await session.fetch(sql, *query.values))[0][0])


# --- pairs ---------------------------------------------------------------------------------


_OF_FLOWS = f"""
SELECT held.flow_id, {COLUMNS} FROM (
    SELECT asked.flow_id, CASE WHEN offer = flow_id THEN need ELSE offer END AS partner, pair.*
    FROM unnest($1::uuid[]) AS asked(flow_id) CROSS JOIN LATERAL (
        {PAIRS.format(where="owner = asked.flow_id OR partner = asked.flow_id")}
    ) AS pair
) AS held
JOIN owned_flow offer ON offer.flow_id = held.offer
JOIN owned_flow need ON need.flow_id = held.need
JOIN owned_flow other ON other.flow_id = held.partner
WHERE {{wanted}} ORDER BY held.flow_id, held.synergy_id LIMIT {{limit}}
"""


async def _pairs(
    session: ReadSession,
    filters: SynergyFilters,
    viewer: Viewer,
    page: PageRequest,
    place: Place,
    limit: int,
) -> tuple[list[Candidate | FoundAcross], Place | None]:
    found: list[Candidate | FoundAcross] = []
    for count in _FLOWS:
        if len(found) == limit:
            return found, place
        flows = await _flows(session, filters, viewer, place[0], count)
        query = Query([flows])
        wanted = query.conditions_on_pairs(filters, viewer, page.updated_after, place)
        left = limit - len(found)
        sql = _OF_FLOWS.format(wanted=" AND ".join(wanted), limit=query.value(left + 1))
        rows = await session.fetch(sql, *query.values)
        across = await of_flows(
            session,
            viewer,
            [flow for flow in flows if (flow, _LAST) > place],
            filters=filters,
            since=page.updated_after,
            after=place,
            limit=left + 1,
        )
        pairs = _in_order(rows, across)
        found += [pair for _, pair in pairs[:left]]
        if len(pairs) > left:
            return found, pairs[left - 1][0]
        if len(flows) < count:
            return found, None
        place = (flows[-1], _LAST)
    return found, place


def _in_order(
    rows: Sequence[Any], across: Sequence[FoundAcross]
) -> list[tuple[Place, Candidate | FoundAcross]]:
    """Put the pairs of lists, and those across borders, in the order of the walk."""
    pairs: list[tuple[Place, Candidate | FoundAcross]] = [
        ((row["flow_id"], row["synergy_id"]), candidate_of(row)) for row in rows
    ]
    pairs += [((one.flow, one.synergy_id), one) for one in across]
    return sorted(pairs, key=lambda pair: pair[0])


async def _flows(
    session: ReadSession, filters: SynergyFilters, viewer: Viewer, first: UUID, count: int
) -> Sequence[UUID]:
    """Return flows that the viewer sees and that match, in order of id."""
    query = Query()
    sql = query.flows(filters, viewer, first, count)
    return [row["flow_id"] for row in await session.fetch(sql, *query.values)]


# --- groups --------------------------------------------------------------------------------


async def _with_groups(
    session: ReadSession,
    filters: SynergyFilters,
    viewer: Viewer,
    page: PageRequest,
    walked: Walked,
) -> Walked:
    """Add groups; ``next`` of ``walked`` is the position after lives and pairs."""
    lives, pairs, _, place = walked
    if not filters.asks_for_groups or not (viewer.everything or viewer.territories):
        return Walked(lives, pairs, [], None)
    at = _group_place_of("" if place is None else place.id)
    limit = page.limit - len(lives) - len(pairs)
    if looks_across(viewer):
        since = page.updated_after
        found = await walk(session, viewer, at, filters=filters, since=since, limit=limit)
        return Walked(lives, pairs, found.groups, _behind_pairs(page, found.next))
    query = Query()
    sql = query.groups(filters, page.updated_after, at.after, limit + 1)
    rows = [row["synergy_id"] for row in await session.fetch(sql, *query.values)]
    shown = rows[:limit]
    last = GroupPlace("", shown[-1] if shown else at.after)
    return Walked(lives, pairs, shown, _behind_pairs(page, last if len(rows) > limit else None))


def _behind_pairs(page: PageRequest, place: GroupPlace | None) -> Cursor | None:
    if place is None:
        return None
    return page.cursor_at(_BEHIND_LIVES, f"{_GROUPS} {place.after} {place.market}")


def _group_place_of(cursor: str) -> GroupPlace:
    if not cursor.startswith(_GROUPS):
        return GroupPlace("", _FIRST)
    _, _, place = cursor.partition(" ")
    after, _, market = place.partition(" ")
    try:
        return GroupPlace(market, UUID(after))
    except ValueError:
        raise not_a_cursor(cursor) from None


def _behind(page: PageRequest, place: Place) -> Cursor:
    return page.cursor_at(_BEHIND_LIVES, f"{place[0]} {place[1]}")


def _place_of(cursor: Cursor) -> Place:
    try:
        flow, synergy = map(UUID, cursor.id.split(" "))
    except ValueError:
        raise not_a_cursor(cursor.encode()) from None
    return flow, synergy
