"""Find the groups of a market without what an error ends. Pure.

A group that people act on is left out with its members, a declaration alone, as few as there may
be: whatever else is declared in the market is found as if they were not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.matching.groups.growing import all_groups
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.kinds.detector import ActedOn, Groups

MOST: Final = 20
"""Failures of a market that are left out; more of them are its own."""


class Failure(NamedTuple):
    """A group that people act on, or a declaration, and the error."""

    id: UUID
    error: Exception


@dataclass(frozen=True, slots=True)
class Found:
    """``groups``: of all but what failed."""

    groups: tuple[Group, ...]
    failures: tuple[Failure, ...] = ()


class _Item(NamedTuple):
    """What is in a market together, or not at all."""

    id: UUID
    ids: frozenset[UUID]
    acted_on: tuple[ActedOn, ...] = ()


def found_in(inputs: MarketInputs, groups: Groups, groups_anew: Groups) -> Found:
    """``groups_anew``: with nothing kept, for what comes after an error. Raises the error where
    nothing would be left, or more than ``MOST`` would have to be left out."""
    try:
        return Found(tuple(all_groups(inputs, groups, groups_anew)))
    except Exception as error:  # noqa: BLE001 - one of them must not blind all the others
        return _without_failing(inputs, groups_anew, error)


def _without_failing(inputs: MarketInputs, groups: Groups, error: Exception) -> Found:
    """Halves of what is not known to stand yet are added to what is."""
    standing: list[_Item] = []
    found: tuple[Group, ...] = ()
    failures: list[Failure] = []
    waiting: list[tuple[list[_Item], Exception]] = [(_items(inputs), error)]
    while waiting:
        some, why = waiting.pop()
        if len(some) == 1:
            failures.append(Failure(some[0].id, why))
            if len(failures) > MOST:
                raise error
            continue
        middle = len(some) // 2
        for half in (some[:middle], some[middle:]):
            try:
                found = tuple(all_groups(_of([*standing, *half], inputs), groups))
                standing += half
            except Exception as wrong:  # noqa: BLE001 - as above
                waiting.append((half, wrong))
    if not standing:
        raise error
    return Found(found, tuple(failures))


def _items(inputs: MarketInputs) -> list[_Item]:
    """Those that people act on first, then declarations by place."""
    held = [
        _Item(
            acted.group.synergy_id,
            frozenset(one.sharing_id for one in acted.group.members),
            (acted,),
        )
        for acted in inputs.acted_on
    ]
    taken = {id_ for item in held for id_ in item.ids}
    free = sorted(
        (one for one in inputs.declared if one.id not in taken),
        key=lambda one: (one.body.territory, one.body.site.latitude, one.id),
    )
    return [*held, *(_Item(one.id, frozenset({one.id})) for one in free)]


def _of(items: Sequence[_Item], inputs: MarketInputs) -> MarketInputs:
    ids = {id_ for item in items for id_ in item.ids}
    return replace(
        inputs,
        declared=tuple(one for one in inputs.declared if one.id in ids),
        acted_on=tuple(acted for item in items for acted in item.acted_on),
    )
