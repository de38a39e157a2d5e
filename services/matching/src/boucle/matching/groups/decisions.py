"""What of the groups found differs from those published; which groups people act on. Pure."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple
from uuid import UUID

from boucle.common.events.groups import Group
from boucle.common.events.matching import Life, State
from boucle.matching.kinds.detector import ActedOn

_LEFT: Final = frozenset({"refused", "already_done", "contract_until"})
_OVER: Final[frozenset[State]] = frozenset(
    {"detected", "refused", "already_done", "contract_until", "stopped"}
)


class Differences(NamedTuple):
    """``changed``: to be written as they are now, by id; ``gone``: to be lost."""

    changed: tuple[Group, ...]
    gone: frozenset[UUID]

    @property
    def any(self) -> bool:
        return bool(self.changed or self.gone)


def differences(found: Iterable[Group], published: Mapping[UUID, Group]) -> Differences:
    """``published``: those of the market, the lost ones too that are still stored."""
    now = {one.synergy_id: one for one in found}
    changed = tuple(now[id_] for id_ in sorted(now) if now[id_] != published.get(id_))
    gone = (id_ for id_, one in published.items() if id_ not in now and one.state != "lost")
    return Differences(changed, frozenset(gone))


def acted_on(lives: Iterable[Life]) -> tuple[ActedOn, ...]:
    """The groups that people act on: their life is qualified or further, and not over."""
    return tuple(
        ActedOn(life.group, _left(life), life.state == "running")
        for life in lives
        if life.group is not None and life.state not in _OVER
    )


def _left(life: Life) -> frozenset[UUID]:
    return frozenset(
        party.side.sharing_id
        for party in life.parties
        if party.side.sharing_id is not None and party.standing in _LEFT
    )
