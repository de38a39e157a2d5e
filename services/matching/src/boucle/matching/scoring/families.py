"""A flow of several families: its parts, and what running synergies leave of each. Pure.

Where it takes any of its families, a run takes of the whole, whichever family runs. Where each has
a share, a run takes of its own family; of all by their shares where it is of none of them (the flow
was revised meanwhile) or does not tell.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from boucle.catalogue.facts.units import INT64_MAX
from boucle.matching.scoring.inputs import FlowInputs, LifeFact

Part = tuple[int, float]
"""A family and its share, 0 where nothing is parted."""


def parts_of(row: FlowInputs, free: int) -> tuple[tuple[FlowInputs, int], ...]:
    """Each family's row, alone, with the base units a year that are left of it; the main first.
    ``free``: of the main one."""
    if not row.others:
        return ((row, free),)
    others = tuple([(_alone(one), one.quantity - one.taken) for one in row.others])
    return ((_alone(row), free), *others)


def of_family(row: FlowInputs, family: int) -> FlowInputs:
    """The row of one family; the whole where it has none such."""
    for one in (row, *row.others):
        if one.family == family:
            return _alone(one)
    return row


def families_of(row: FlowInputs) -> tuple[int, ...]:
    """All of them, the main one first."""
    return (row.family, *[one.family for one in row.others])


def whole_quantity(row: FlowInputs) -> int:
    """Base units a year that the flow could give or take in all."""
    if row.share == 0.0:
        return row.quantity
    return row.quantity + sum([one.quantity for one in row.others])


def untouched(row: FlowInputs) -> FlowInputs:
    """The same, had nobody run anything."""
    if not row.others:
        return row
    return replace(row, others=tuple([replace(one, taken=0) for one in row.others]))


def left_of(row: FlowInputs, lives: Iterable[LifeFact]) -> tuple[FlowInputs, int]:
    """The row as these lives leave its other families, and the base units a year that they leave of
    its main one."""
    parts = [(one.family, one.share) for one in (row, *row.others)]
    taken = taken_of(row.flow, parts, lives)
    others = tuple(
        [replace(one, taken=base) for one, base in zip(row.others, taken[1:], strict=True)]
    )
    return (replace(row, others=others) if others else row), row.quantity - taken[0]


def taken_of(flow: int, parts: Sequence[Part], lives: Iterable[LifeFact]) -> list[int]:
    """Base units a year that running synergies take of each part of a flow, at most what an int64
    holds."""
    taken = [0] * len(parts)
    for family, base in _runs(flow, lives):
        for at in _of_which(parts, family):
            share = parts[at][1]
            shared = share > 0.0 and parts[at][0] != family
            taken[at] += round(base * share) if shared else base
    return [min(INT64_MAX, base) for base in taken]


def _of_which(parts: Sequence[Part], family: int) -> Iterable[int]:
    """Which parts a run of this family takes of."""
    own = [at for at, (known, share) in enumerate(parts) if share > 0.0 and known == family]
    return own or range(len(parts))


def _runs(flow: int, lives: Iterable[LifeFact]) -> Iterator[tuple[int, int]]:
    """Family and base units of each."""
    for life in lives:
        if life.offer == flow:
            yield life.offer_family, life.offer_taken
        elif life.need == flow:
            yield life.need_family, life.need_taken


def _alone(row: FlowInputs) -> FlowInputs:
    return replace(row, others=(), share=0.0, taken=0)
