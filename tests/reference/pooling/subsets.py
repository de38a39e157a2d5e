"""The best subset of candidates, one subset at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from boucle.contract.events.sharing import Sharing

Members = tuple[Sharing, ...]
Rank = tuple[int, int]
"""Level and worth: the greater, the better."""


def best(
    candidates: Sequence[Sharing],
    rank: Callable[[Members], Rank],
    weight: Callable[[Sharing], int],
    may_meet: Callable[[Sharing, Sharing], bool],
) -> tuple[Rank, Members] | None:
    """``candidates`` by id. None where no subset is near."""
    if len(candidates) <= 12:
        found = _of_all(candidates, rank, may_meet)
    else:
        heaviest = sorted(candidates, key=lambda each: (-weight(each), each.sharing_id))
        firsts = [
            (rank(members), members)
            for members in map(_by_id, _firsts(_meeting(heaviest, may_meet)))
        ]
        of_few = _of_all(_by_id(heaviest[:12]), rank, may_meet)
        starts = firsts if of_few is None else [*firsts, of_few]
        start = max(starts, key=lambda each: (each[0], _earlier(each[1])))
        found = _climb(start, candidates, rank, may_meet)
    return found if found is not None and found[0][0] else None


def _meeting(
    ordered: Sequence[Sharing], may_meet: Callable[[Sharing, Sharing], bool]
) -> list[Sharing]:
    """Each that may meet those before it."""
    together: list[Sharing] = []
    for each in ordered:
        if all(may_meet(each, other) for other in together):
            together.append(each)
    return together


def _firsts(ordered: Sequence[Sharing]) -> Iterator[Sequence[Sharing]]:
    """The first, the first two, ..."""
    return (ordered[:size] for size in range(1, len(ordered) + 1))


def _by_id(members: Sequence[Sharing]) -> Members:
    return tuple(sorted(members, key=lambda each: each.sharing_id))


def _earlier(members: Members) -> Earlier:
    return Earlier([each.sharing_id for each in members])


class Earlier:
    """Sorts the lesser ids behind, so that they are the greatest."""

    def __init__(self, ids: Sequence[object]) -> None:
        self.ids = [str(each) for each in ids]

    def __lt__(self, other: Earlier) -> bool:
        return self.ids > other.ids

    def __gt__(self, other: Earlier) -> bool:
        return self.ids < other.ids

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Earlier) and self.ids == other.ids

    def __hash__(self) -> int:
        return hash(tuple(self.ids))


def _fits(members: Members, may_meet: Callable[[Sharing, Sharing], bool]) -> bool:
    return all(may_meet(one, other) for one, other in combinations(members, 2))


def _of_all(
    candidates: Sequence[Sharing],
    rank: Callable[[Members], Rank],
    may_meet: Callable[[Sharing, Sharing], bool],
) -> tuple[Rank, Members] | None:
    every = (
        members
        for size in range(1, len(candidates) + 1)
        for members in combinations(candidates, size)
        if _fits(members, may_meet)
    )
    ranked = ((rank(members), members) for members in every)
    return max(ranked, key=lambda each: (each[0], _earlier(each[1])), default=None)


def _climb(
    now: tuple[Rank, Members],
    candidates: Sequence[Sharing],
    rank: Callable[[Members], Rank],
    may_meet: Callable[[Sharing, Sharing], bool],
) -> tuple[Rank, Members]:
    while True:
        steps = []
        for each in candidates:
            inside = each in now[1]
            members = (
                tuple(other for other in now[1] if other is not each)
                if inside
                else _by_id([*now[1], each])
            )
            if members and (inside or _fits(members, may_meet)):
                steps.append((rank(members), members))
        if not steps:
            return now
        step = max(steps, key=lambda each: (each[0], _earlier(each[1])))
        if step[0] <= now[0]:
            return now
        now = step
