"""Tell which companies are still in a group, and which left it. Pure. A company that refuses, or
already does it, leaves, and the others go on. Nobody leaves a pair: one refusal ends it."""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.groups import Group, GroupState
from boucle.contract.events.matching import Life, Party, Standing, State
from boucle.contract.kinds import Form, form_of, the_group

LEFT: Final[frozenset[Standing]] = frozenset({"refused", "already_done"})
_LEAVE: Final[Mapping[Form, frozenset[Standing]]] = {Form.PAIR: frozenset(), Form.GROUP: LEFT}
"""With which answers a party leaves, and the others go on."""
OVER: Final[frozenset[State]] = frozenset({"stopped", "refused", "already_done", "contract_until"})
"""States in which nobody goes on with a synergy: once a contract ends, all are asked again."""
_ACTED_ON: Final[Mapping[State, GroupState]] = {
    **dict.fromkeys(("qualified", "introduced", "interested", "consented", "studying"), "proposed"),
    "running": "running",
    **dict.fromkeys(OVER, "lost"),
}
CROWD: Final = 3
"""Organisations that stand behind what is said of them, at least."""
_AT_LEAST: Final = (50, 20, 10, 5, CROWD)


def staying(life: Life) -> tuple[Party, ...]:
    """Return the parties that did not leave; of a pair, all."""
    leave = _LEAVE[form_of(life)]
    return tuple(party for party in life.parties if party.standing not in leave)


def leavers(life: Life) -> tuple[Party, ...]:
    leave = _LEAVE[form_of(life)]
    return tuple(party for party in life.parties if party.standing in leave)


def left(life: Life) -> frozenset[UUID]:
    """Return the declarations of those that left a group."""
    gone = (party.side.sharing_id for party in leavers(life))
    return frozenset(sharing_id for sharing_id in gone if sharing_id is not None)


def organisations(parties: Iterable[Party]) -> frozenset[UUID]:
    return frozenset(party.side.organisation_id for party in parties)


def at_least(others: int) -> int | None:
    """Return how many others may be mentioned before they are named; None if too few."""
    return next((least for least in _AT_LEAST if others >= least), None)


def weighed_group(life: Life) -> Group:
    """Return the group of a life as it was last weighed: `proposed`, then `running`, from when
    people act on it; `lost` once it is over. Raises ValueError for a pair."""
    group = life.group_now or the_group(life)
    if life.group_now is not None and life.state not in OVER:
        return group
    return replace(group, state=_ACTED_ON.get(life.state, group.state))
