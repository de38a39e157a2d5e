"""Who still stands in a group of several companies, and who left it. Pure.

Each answers for itself: who refuses, or does it already, leaves, and the others go on. In a synergy
that is no group nobody leaves: one refusal is the end of it.
"""

from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Life, Party, Standing
from boucle.contract.kinds import Form, form_of, the_group

LEFT: Final[frozenset[Standing]] = frozenset({"refused", "already_done"})
_LEAVE: Final[Mapping[Form, frozenset[Standing]]] = {Form.PAIR: frozenset(), Form.GROUP: LEFT}
"""With which answers a party leaves, and the others go on."""
CROWD: Final = 3
"""Organisations that stand behind what is said of them, at least."""
_AT_LEAST: Final = (50, 20, 10, 5, CROWD)


def staying(life: Life) -> tuple[Party, ...]:
    """The parties that did not leave; all, of what is no group."""
    leave = _LEAVE[form_of(life)]
    return tuple(party for party in life.parties if party.standing not in leave)


def leavers(life: Life) -> tuple[Party, ...]:
    """Those that left a group."""
    leave = _LEAVE[form_of(life)]
    return tuple(party for party in life.parties if party.standing in leave)


def left(life: Life) -> frozenset[UUID]:
    """The declarations of those that left a group."""
    gone = (party.side.sharing_id for party in leavers(life))
    return frozenset(sharing_id for sharing_id in gone if sharing_id is not None)


def organisations(parties: Iterable[Party]) -> frozenset[UUID]:
    return frozenset(party.side.organisation_id for party in parties)


def at_least(others: int) -> int | None:
    """How many others may be spoken of before they are named; None: too few stand behind it."""
    return next((least for least in _AT_LEAST if others >= least), None)


def weighed_group(life: Life) -> Group:
    """The group of a life, as it was weighed last. Raises ValueError: it is a pair's."""
    return life.group_now or the_group(life)
