"""Possibilities of what a site could pool or share: its exact declaration against coarse copies of
all others', in the same detector that finds groups. Pure.

Nothing here reads another's exact value, nor which groups people act on: whoever asks, however
often and with whatever values of his own, learns what the copies say, where at least three other
companies would do, and no more.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from uuid import UUID

from boucle.contract.cells import Cell, cell_of
from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import Amount
from boucle.contract.kinds.members import CROWD, at_least
from boucle.matching.kinds.coarse import two_of_each
from boucle.matching.kinds.declarations import at_its_cell, coarse
from boucle.matching.kinds.detector import Declared, Groups, Parameters
from boucle.matching.kinds.distances import metres
from boucle.matching.lives.group_previews import of_group, share_shown

LOOKED_AT: Final = 200
"""Copies, the nearest ones."""
_ROUNDS: Final = 6


@dataclass(frozen=True, slots=True)
class GroupPossibility:
    """The best group of copies in which it would stand. ``companies``: how many others would do, at
    least; ``gain``: its share of what the group would save, as a mail about it would show it."""

    group: Group
    companies: int
    gain: Amount


def group_possibility(
    own: Declared[Any],
    others: Iterable[Declared[Any]],
    market: str,
    groups: Groups,
    parameters: Callable[[str], Parameters],
    viewers: Collection[UUID] = (),
) -> GroupPossibility | None:
    """``others``: of the same market. ``viewers``: organisations that the reader knows. None: too
    few of those that it does not know would do to speak of it."""
    looked_at = nearest(own, others)
    copies = [coarse(one) for one in looked_at]
    exact, own = own, at_its_cell(own)
    best, partners = None, set[UUID]()
    for _ in range(_ROUNDS):
        found = _with(own, groups(market, (own, *copies), (), parameters))
        if found is None:
            break
        best = best or found
        ids = {one.sharing_id for one in found.members}
        there = _organisations(own, found)
        if not there:
            break
        partners |= there.difference(viewers)
        copies = [one for one in copies if one.id not in ids]
    companies = at_least(len(partners))
    if best is None or companies is None or len(partners) < CROWD:
        return None
    declared = of_group(best, (exact, *looked_at))
    gain = share_shown(best, market, declared, own.id, groups, parameters)
    return GroupPossibility(best, companies, gain)


def nearest(own: Declared[Any], others: Iterable[Declared[Any]]) -> list[Declared[Any]]:
    """By where their copies would say that they are, in id order; at most two of an organisation:
    nobody fills the place of others."""
    mine, away = own.body.site, dict[Cell, float]()

    def order(one: Declared[Any]) -> tuple[float, UUID]:
        cell = cell_of(one.body.site.latitude, one.body.site.longitude)
        if cell not in away:
            away[cell] = metres((mine.latitude, mine.longitude), cell.centre)
        return away[cell], one.id

    some = two_of_each(sorted(others, key=order), lambda one: one.body.organisation_id)
    return sorted(islice(some, LOOKED_AT), key=lambda one: one.id)


def _with(own: Declared[Any], groups: Sequence[Group]) -> Group | None:
    id_ = own.id
    standing = (group for group in groups if any(one.sharing_id == id_ for one in group.members))
    return next(standing, None)


def _organisations(own: Declared[Any], group: Group) -> set[UUID]:
    """The others; a carrier is no partner."""
    there = {one.organisation_id for one in group.members if one.role != "carrier"}
    return there - {own.body.organisation_id}
