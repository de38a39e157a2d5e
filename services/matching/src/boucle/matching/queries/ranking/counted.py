"""Tell how many synergies a reader may see."""

from typing import Annotated, Final, Literal

from pydantic import Field

from boucle.contract.masking import Viewer
from boucle.matching.queries import walks
from boucle.matching.queries.filters import SynergyFilters
from boucle.matching.queries.parts import ResponseModel
from boucle.matching.queries.ranking import best
from boucle.matching.queries.ranking.ranked import Ranking, leaves_out, ranking_of
from boucle.platform.db import ReadSession
from boucle.platform.paging import PageRequest

_MOST: Final = 10_000


class TotalOut(ResponseModel):
    """How many match: `value`, or `at_least` so many, above 10,000 or where some are not counted
    (pairs and groups that copies of other territories make)."""

    value: int
    relation: Literal["exact", "at_least"]


class RankedOut(ResponseModel):
    """What a `sort` by score, gain or CO2 went over."""

    acted_on: Annotated[int, Field(description="Those that moved last, 1,000 at most.")]
    others: Annotated[int, Field(description="Pairs nobody acted on: the best by score, as many.")]
    all: Annotated[bool, Field(description="There are no others that you may see.")]


def ranked_out(ranking: Ranking) -> RankedOut:
    return RankedOut(acted_on=ranking.acted_on, others=ranking.others, all=ranking.whole)


async def total(
    session: ReadSession,
    filters: SynergyFilters,
    viewer: Viewer,
    page: PageRequest,
    ranking: Ranking | None,
) -> TotalOut:
    """Count up to 10,000; by what is shown, what a ranking goes over."""
    if filters.compares_shown(viewer):
        ranking = ranking or await ranking_of(session, filters, viewer=viewer, page=page)
        return _total_out(len(ranking.ids), exact=ranking.whole)
    since, most = page.updated_after, _MOST + 1
    count = await walks.count_lives(session, filters, viewer, since, most)
    if not viewer.organisations and not filters.of_lives_only:
        count += await best.count_pairs(session, filters, viewer, since, most)
    if viewer.everything and filters.asks_for_groups:
        count += await best.count_groups(session, filters, since, most)
    return _total_out(count, exact=viewer.everything or not leaves_out(filters, viewer))


def _total_out(count: int, *, exact: bool) -> TotalOut:
    exact = exact and count <= _MOST
    return TotalOut(value=min(count, _MOST), relation="exact" if exact else "at_least")
