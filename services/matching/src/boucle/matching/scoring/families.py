"""Split a flow of several families into parts, with what running synergies leave of each. Pure. If
it takes any of its families, a run takes of the whole, whichever family runs. If each has a share,
a run takes of its own family; without a matching family, of all by their shares (the flow was
revised meanwhile)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from msgspec.structs import replace

from boucle.catalogue.facts.units import INT64_MAX
from boucle.matching.scoring.inputs import MONTHS_OF_YEAR, UNDECLARED, FlowInputs, LifeFact

Part = tuple[int, float]
"""A family and its share, 0 where nothing is parted."""
_MOST: Final = INT64_MAX // MONTHS_OF_YEAR


def parts_of(row: FlowInputs, free: int) -> tuple[tuple[FlowInputs, int], ...]:
    """Return each family's row, alone, with the base units a year that are left of it; the main
    first. ``free``: of the main one."""
    if not row.others:
        return ((row, free),)
    others = tuple([(_alone(one), one.quantity - one.taken) for one in row.others])
    return ((_alone(row), free), *others)


def of_family(row: FlowInputs, family: int) -> FlowInputs:
    """Return the row of one family; the whole if it has none such."""
    for one in (row, *row.others):
        if one.family == family:
            return _alone(one)
    return row


def families_of(row: FlowInputs) -> tuple[int, ...]:
    return (row.family, *[one.family for one in row.others])


def whole_quantity(row: FlowInputs) -> int:
    """Return base units a year that the flow could give or take in all."""
    if row.share == 0.0:
        return row.quantity
    return row.quantity + sum([one.quantity for one in row.others])


def untouched(row: FlowInputs) -> FlowInputs:
    """Return the row as if no synergy ran."""
    if not row.others and not row.taken_by_month:
        return row
    others = tuple([replace(one, taken=0, taken_by_month=()) for one in row.others])
    return replace(row, others=others, taken_by_month=())


def left_of(row: FlowInputs, lives: Iterable[LifeFact]) -> tuple[FlowInputs, int]:
    """Return the row with what these lives leave its other families, and what they leave of its
    main one."""
    lives = list(lives)
    if not lives:
        return row, row.quantity
    parts = [(one.family, one.share) for one in (row, *row.others)]
    taken, by_month = taken_of(row.flow, parts, lives), taken_by_month(row.flow, parts, lives)
    others = tuple(
        [
            replace(one, taken=base, taken_by_month=months)
            for one, base, months in zip(row.others, taken[1:], by_month[1:], strict=True)
        ]
    )
    if others or by_month[0]:
        return replace(row, others=others, taken_by_month=by_month[0]), row.quantity - taken[0]
    return row, row.quantity - taken[0]


def taken_of(flow: int, parts: Sequence[Part], lives: Iterable[LifeFact]) -> list[int]:
    """Return the base units a year that running synergies take of each part, at most an int64."""
    taken = [0] * len(parts)
    for run in _runs(flow, parts, lives):
        taken[run.part] += run.base
    return [min(INT64_MAX, base) for base in taken]


def taken_by_month(
    flow: int, parts: Sequence[Part], lives: Iterable[LifeFact]
) -> list[tuple[int, ...]]:
    """Return what those whose months are known take of each part in each month, rounded up, so that
    nothing is left of what they take whole; none where no run takes any."""
    taken: list[tuple[int, ...]] = [()] * len(parts)
    for run in _runs(flow, parts, lives):
        if run.base > 0 and run.months != UNDECLARED:
            each = -(-run.base // run.months.bit_count())
            had = taken[run.part] or (0,) * MONTHS_OF_YEAR
            taken[run.part] = tuple(
                [min(_MOST, base + each * (run.months >> at & 1)) for at, base in enumerate(had)]
            )
    return taken


def _of_which(parts: Sequence[Part], family: int) -> Iterable[int]:
    """Yield the parts that a run of this family takes of."""
    own = [
        at for at, (own_family, share) in enumerate(parts) if share > 0.0 and own_family == family
    ]
    return own or range(len(parts))


class _Run(NamedTuple):
    """What a run takes of one part, in base units a year."""

    part: int
    base: int
    months: int


def _runs(flow: int, parts: Sequence[Part], lives: Iterable[LifeFact]) -> Iterator[_Run]:
    for life in lives:
        if flow not in (life.offer, life.need):
            continue
        family, base = life.offer_family, life.offer_taken
        if life.offer != flow:
            family, base = life.need_family, life.need_taken
        for at in _of_which(parts, family):
            share = parts[at][1]
            shared = share > 0.0 and parts[at][0] != family
            yield _Run(at, round(base * share) if shared else base, life.months)


def _alone(row: FlowInputs) -> FlowInputs:
    return replace(row, others=(), share=0.0, taken=0)
