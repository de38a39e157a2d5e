"""Rank synergies by what their reader is shown of them: those that somebody acted on, and of the
others the best by score. Pairs across a border and groups that nobody acted on are not ranked:
copies make them, one flow or market after the other."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import Final, NamedTuple
from uuid import UUID

from boucle.contract.masking import Viewer
from boucle.contract.rounding import least_of_band
from boucle.contract.views import SynergyView
from boucle.matching.candidates import store as candidates
from boucle.matching.queries import search, walks
from boucle.matching.queries.agreed import brought
from boucle.matching.queries.filters import SynergyFilters, gains, least, reaches, stands
from boucle.matching.queries.found import FoundSynergy
from boucle.matching.queries.ranking import best
from boucle.matching.queries.search import FoundPage
from boucle.matching.threads import computed
from boucle.platform.db import ReadSession
from boucle.platform.paging import Cursor, PageRequest, Sort, not_a_cursor

MOST: Final = 1000
"""Ranked of those that somebody acted on, the last moved; and of the others, the best by score."""
BY_RANK: Final = tuple(Sort(name, descending=True, text=True) for name in ("score", "eur", "tco2e"))

Key = Decimal | None
"""What a synergy is ranked by; None, last: nothing of it is shown."""


class Ranking(NamedTuple):
    """``ids``: best first, each with its key. ``acted_on``, ``others``: how many were ranked;
    ``whole``: these are all that the reader may see."""

    ids: Sequence[tuple[Key, UUID]]
    acted_on: int
    others: int
    whole: bool


_KEPT: Final = 32
_kept: dict[object, Ranking] = {}
# What every write of lists, flows, settings and lives moves: versions only rise.
_MOVED: Final = """
SELECT (SELECT md5(string_agg(partition || ' ' || turn || encode(positions, 'hex'), ' '
                              ORDER BY partition)) FROM owned_partition),
       (SELECT count(*) || ' ' || sum(entity_version) FROM life),
       (SELECT sum(version) FROM territory_settings)
"""


class RankedPage(NamedTuple):
    found: FoundPage
    ranking: Ranking


async def find(
    session: ReadSession, filters: SynergyFilters, *, viewer: Viewer, page: PageRequest
) -> RankedPage:
    """Find the page of a ranking that the viewer may see."""
    ranking = await ranking_of(session, filters, viewer=viewer, page=page)
    ids, following = _after(ranking, page)
    found = await _found(session, ids, viewer)
    return RankedPage(FoundPage([found[id_] for id_ in ids if id_ in found], following), ranking)


async def ranking_of(
    session: ReadSession, filters: SynergyFilters, *, viewer: Viewer, page: PageRequest
) -> Ranking:
    """Return it as it is now: made once, until a flow, a setting or a life moves."""
    asked = page.sort.column, page.updated_after, repr(filters), viewer
    key = (session.database.url, *(await session.fetch(_MOVED))[0], *asked)
    kept = _kept.get(key)
    if kept is None:
        kept = _kept[key] = await _ranking(session, filters, viewer, page)
        while len(_kept) > _KEPT:
            del _kept[next(iter(_kept))]
    return kept


async def _ranking(
    session: ReadSession, filters: SynergyFilters, viewer: Viewer, page: PageRequest
) -> Ranking:
    since = page.updated_after
    lives, more = await walks.last_moved(session, filters, viewer, since, MOST)
    scores: dict[UUID, int] = {}
    if not filters.of_lives_only and not viewer.organisations:
        scores = await best.best_pairs(session, filters, viewer, since, MOST + 1)
    whole = not more and len(scores) <= MOST and not leaves_out(filters, viewer)
    others = list(scores)[:MOST]
    ids: Sequence[UUID] = [*lives, *others]
    of_others: list[tuple[Key, UUID]] = []
    if page.sort.column == "score" and not filters.compares_shown(viewer):
        # Others are seen whole, and lists hold their scores.
        ids, of_others = lives, [(Decimal(scores[id_]), id_) for id_ in others]
    found = await _found(session, ids, viewer)
    shown = partial(_shown, found, filters, viewer, _KEYS.get(page.sort.column, _score))
    acted_on = frozenset(lives)
    keys = await computed(lambda: shown(ids), len(ids))
    of_lives = [one for one in keys if one[1] in acted_on]
    of_others += [one for one in keys if one[1] not in acted_on]
    order = sorted([*of_lives, *of_others], key=_place, reverse=True)
    return Ranking(order, len(of_lives), len(of_others), whole)


def leaves_out(filters: SynergyFilters, viewer: Viewer) -> bool:
    """Tell whether synergies that are not ranked may match."""
    if viewer.organisations:
        return False
    across = not viewer.everything and not filters.of_lives_only and filters.candidacy is None
    return across or filters.asks_for_groups


async def _found(
    session: ReadSession, ids: Sequence[UUID], viewer: Viewer
) -> dict[UUID, FoundSynergy]:
    listed = await candidates.candidates(session, ids) if ids else {}
    return {one.synergy_id: one for one in await search.whole(session, ids, listed, viewer)}


def _after(ranking: Ranking, page: PageRequest) -> tuple[list[UUID], Cursor | None]:
    """Return the page's ids, and the cursor of the next page."""
    left = ranking.ids
    if page.after is not None:
        last = _place((_key_of(page.after), page.after.uuid()))
        left = [one for one in left if _place(one) < last]
    shown = left[: page.limit]
    following = None
    if len(left) > len(shown):
        key, id_ = shown[-1]
        following = page.cursor_at("" if key is None else f"{key:f}", id_)
    return [id_ for _, id_ in shown], following


def _key_of(cursor: Cursor) -> Key:
    text = cursor.text or ""
    if not text:
        return None
    digits = text.removeprefix("-").replace(".", "", 1)
    if len(text) > 40 or not (digits.isascii() and digits.isdecimal()):
        raise not_a_cursor(cursor.encode())
    return Decimal(text)


def _place(one: tuple[Key, UUID]) -> tuple[bool, Decimal, UUID]:
    key, id_ = one
    return key is not None, key or Decimal(0), id_


def _shown(
    found: Mapping[UUID, FoundSynergy],
    filters: SynergyFilters,
    viewer: Viewer,
    key: Callable[[SynergyView], Key],
    ids: Sequence[UUID],
) -> list[tuple[Key, UUID]]:
    views = (found[id_].masked_for(viewer) for id_ in ids if id_ in found)
    return [
        (key(view), view.synergy_id)
        for view in views
        if reaches(filters, viewer, view.score_band)
        and gains(filters, brought(view).eur)
        and stands(filters, view)
    ]


def _score(view: SynergyView) -> Key:
    """The score where it is shown; else the least of its band."""
    if view.score is not None:
        return Decimal(view.score)
    return None if view.score_band is None else Decimal(least_of_band(view.score_band))


_KEYS: Final[Mapping[str, Callable[[SynergyView], Key]]] = {
    "score": _score,
    "eur": lambda view: least(brought(view).eur),
    "tco2e": lambda view: least(brought(view).tco2e),
}
