"""A synergy has one of two forms: a pair, which one refusal ends, or a group, which members
leave."""

from collections.abc import Callable
from enum import Enum, unique
from typing import Protocol, TypeVar


@unique
class Form(Enum):
    """``PAIR``: all parties stay, or it is over; what people record is one, whatever its kind.
    ``GROUP``: the engine found it among several, and each answers for itself. A service registers
    by form what it does differently; nothing else asks for the form."""

    PAIR = "pair"
    GROUP = "group"


Of_co = TypeVar("Of_co", covariant=True)
Member_co = TypeVar("Member_co", covariant=True)
Value = TypeVar("Value")


class OfAForm(Protocol[Of_co]):
    @property
    def group(self) -> Of_co | None: ...


class Placed(Protocol):
    @property
    def territory(self) -> str | None: ...


class Membered(Protocol[Member_co]):
    @property
    def members(self) -> tuple[Member_co, ...]: ...


def form_of(synergy: OfAForm[object]) -> Form:
    return Form.PAIR if synergy.group is None else Form.GROUP


def the_group(synergy: OfAForm[Of_co]) -> Of_co:
    """Return the group of a synergy. Raises ValueError for a pair."""
    if synergy.group is None:
        raise ValueError("a pair is of no group")
    return synergy.group


def of_group(synergy: OfAForm[Of_co], read: Callable[[Of_co], Value]) -> Value | None:
    """Return what ``read`` gives of its group; None of a pair."""
    return None if synergy.group is None else read(synergy.group)


def places_of(synergy: OfAForm[Placed]) -> frozenset[str]:
    """Return the territory of a group; a pair has none beside those of its sides."""
    place = None if synergy.group is None else synergy.group.territory
    return frozenset() if place is None else frozenset({place})


def members_of(synergy: OfAForm[Membered[Member_co]]) -> tuple[Member_co, ...]:
    """Return the members of a group, with its carrier; none of a pair."""
    return () if synergy.group is None else synergy.group.members
