"""Weigh the same group among the same few declarations once. Pure: it changes no result."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.matching.kinds.detector import ActedOn, Declared, Groups, Parameters, held_by

_MOST: Final = 2000
"""Weighings that are kept; beyond, they are made again."""


@dataclass(frozen=True, slots=True)
class _Weighed:
    """All that a weighing depends on, except catalogue and rules."""

    market: str
    declared: Sequence[Declared[Any]]
    acted_on: Sequence[ActedOn]
    parameters: Mapping[str, Parameters]


class Weighings:
    """The last of each group with each set of members. Of several threads, each finds the same."""

    def __init__(self) -> None:
        self._made: dict[frozenset[tuple[UUID, frozenset[UUID]]], Any] = {}

    def by(self, groups: Groups) -> Groups:
        """Weigh by ``groups`` what was not weighed before."""

        def found(
            market: str,
            declared: Collection[Declared[Any]],
            acted_on: Sequence[ActedOn],
            parameters: Callable[[str], Parameters],
        ) -> tuple[Group, ...]:
            sirens = {one.body.territory for one in declared}
            sirens |= {acted.group.territory for acted in acted_on}
            own = {siren: parameters(siren) for siren in sirens}
            now = _Weighed(market, tuple(declared), tuple(acted_on), own)
            key = frozenset((acted.group.synergy_id, held_by(acted)) for acted in acted_on)
            made = self._made.get(key)
            if made is not None and made[0] == now:
                weighed: tuple[Group, ...] = made[1]
                return weighed
            weighed = groups(market, declared, acted_on, parameters)
            if len(self._made) >= _MOST:
                self._made.clear()
            self._made[key] = now, weighed
            return weighed

        return found
