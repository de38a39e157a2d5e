"""Reading why a flow has no more possibilities."""

from collections import defaultdict
from functools import partial
from typing import Final, NamedTuple

from boucle.contract.cells import cell_of
from boucle.matching.crowds.steps import WIDEST_LEVEL
from boucle.matching.crowds.store import has_register
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.possibilities.decisions import Copy, Possibilities, possibilities
from boucle.matching.possibilities.explanations import Explanation, explanation
from boucle.matching.possibilities.use_cases import (
    PossibilityRequest,
    copied,
    copies_of_others,
    shown_to,
)
from boucle.matching.queries.near import nearest, reaches_of
from boucle.matching.scoring import FlowInputs
from boucle.matching.threads import computed
from boucle.platform.db import ReadSession

_FARTHER: Final = 8
"""Flows looked at of a family of which there is nobody within reach."""
_NOTHING: Final = Possibilities((), (), {}, 0)


class Explained(NamedTuple):
    """``why`` None: the flow cannot be matched."""

    possible: Possibilities
    why: Explanation | None


async def read(session: ReadSession, one: PossibilityRequest) -> Explained:
    """Of the same copies as its possibilities."""
    if one.row is None:
        return Explained(_NOTHING, None)
    copies = await copies_of_others(session, one, one.row)
    farther = await _farther(session, one, one.row, copies)
    work = partial(_explained, one, one.row, copies, farther)
    return await computed(work, 2 * len(copies))


def _explained(
    one: PossibilityRequest, own: FlowInputs, copies: list[Copy], farther: dict[int, list[Copy]]
) -> Explained:
    return Explained(
        possibilities(own, one.free, one.settings, copies, rules()),
        explanation(own, one.free, one.settings, copies, farther, rules()),
    )


async def _farther(
    session: ReadSession, one: PossibilityRequest, own: FlowInputs, copies: list[Copy]
) -> dict[int, list[Copy]]:
    """By family of which there is no copy, the nearest beyond its reach."""
    index = rules().catalogue.family_index
    near = {copy.row.family for copy in copies}
    families = [key for key in reaches_of(own, one.settings) if index[key] not in near]
    if not families or not await has_register(session):
        return {}
    site = one.kept.flow.site
    flows = await nearest(
        session,
        families,
        cell_of(site.latitude, site.longitude).widened(WIDEST_LEVEL),
        output=not own.output,
        apart_from=one.owner,
        limit=_FARTHER,
    )
    found: dict[int, list[Copy]] = defaultdict(list)
    for copy in await copied(session, await shown_to(session, one, flows, registered=True)):
        found[copy.row.family].append(copy)
    return found
