"""Hold the flows in force as columns: where they count, and of what sort they are. Pure."""

from array import array
from collections.abc import Collection, Iterable, Sequence
from decimal import Decimal
from itertools import product
from typing import Any, Final, NamedTuple, TypeAlias, get_args
from uuid import UUID

import numpy as np
import numpy.typing as npt

from boucle.contract.events.matching import Grade
from boucle.contract.events.registry import Certainty, Direction, Nature
from boucle.indicators.facts.bodies import GRADE_OF, FlowBody

Numbers: TypeAlias = npt.NDArray[np.integer[Any]]
NATURES: Final[tuple[Nature, ...]] = get_args(Nature)
DIGITS: Final[dict[Nature, int]] = {"material": 6, "water": 3, "energy": 6}
"""Digits behind the point, from g, L or Wh to t, m3 or MWh."""


class FlowOrder(NamedTuple):
    """``grade`` is None for typical flows; ``uncounted``: a likely duplicate, or on trial."""

    nature: Nature
    direction: Direction
    grade: Grade | None
    uncounted: bool = False


_GRADES = tuple(GRADE_OF[certainty] for certainty in get_args(Certainty))
SORTS: Final[tuple[FlowOrder, ...]] = tuple(
    FlowOrder(*each) for each in product(NATURES, get_args(Direction), _GRADES, (False, True))
)
_SORT_NUMBERS: Final = {sort: number for number, sort in enumerate(SORTS)}
NATURE_OF_SORT: Final = np.array([NATURES.index(sort.nature) for sort in SORTS])
_NOT_IN_FORCE = -1
_NONE = np.empty(0, np.int64)


class ByPlace:
    """Numbers by their place."""

    def __init__(self, places: npt.NDArray[np.int16]) -> None:
        self._order = np.argsort(places, kind="stable")
        self._places = places[self._order]

    def of(self, places: Sequence[int]) -> Numbers:
        wanted = np.array(
            places, np.int16
        )  # else all other arrays would be converted to a wide type
        starts = np.searchsorted(self._places, wanted, side="left").tolist()
        ends = np.searchsorted(self._places, wanted, side="right").tolist()
        found = [self._order[start:end] for start, end in zip(starts, ends, strict=True)]
        return np.concatenate([_NONE, *found])


class Flows:
    """Flows by a number that never changes. ``bodies`` is None for one not in force; ``amounts``
    are yearly in g, L or Wh, None where unknown; ``families`` those of the catalogue."""

    def __init__(self) -> None:
        self.bodies: list[FlowBody | None] = []
        self.amounts: list[int | None] = []
        self.families: list[str | None] = []
        self._numbers: dict[UUID, int] = {}
        self._sorts, self._places = array("b"), array("h")
        self._place_numbers: dict[tuple[str, ...], int] = {}

    def number(self, flow: UUID) -> int:
        number = self._numbers.setdefault(flow, len(self._numbers))
        if number == len(self.bodies):
            self.bodies.append(None)
            self.amounts.append(None)
            self.families.append(None)
            self._sorts.append(_NOT_IN_FORCE)
            self._places.append(self._place(()))
        return number

    def put(self, flow: UUID, body: FlowBody | None) -> None:
        number = self.number(flow)
        self.bodies[number] = body
        self.amounts[number] = None if body is None else in_base(body)
        self.families[number] = None if body is None else body.family
        self._sorts[number] = _NOT_IN_FORCE if body is None else _sort_of(body)
        self._places[number] = self._place(() if body is None else body.territories)

    def sorts(self) -> npt.NDArray[np.int8]:
        """Return numbers of ``SORTS``; negative for flows not in force."""
        return np.array(self._sorts, dtype=np.int8)

    def places(self) -> npt.NDArray[np.int16]:
        """Return a number for each set of territories: see ``places_in``."""
        return np.array(self._places, dtype=np.int16)

    def places_in(self, territories: Collection[str]) -> list[int]:
        """Return the sets that contain one of these."""
        found = self._place_numbers.items()
        return [number for place, number in found if not set(place).isdisjoint(territories)]

    def ids(self) -> list[UUID]:
        """Return the flows' ids, in the order of their numbers."""
        return list(self._numbers)

    def of_organisation(self, organisation: UUID) -> Iterable[int]:
        for number, body in enumerate(self.bodies):
            if body is not None and organisation in body.organisations:
                yield number

    def _place(self, territories: tuple[str, ...]) -> int:
        return self._place_numbers.setdefault(territories, len(self._place_numbers))


def _sort_of(flow: FlowBody) -> int:
    grade = GRADE_OF[flow.certainty]
    return _SORT_NUMBERS[
        FlowOrder(flow.nature, flow.direction, grade, flow.duplicate or flow.on_trial)
    ]


def in_base(flow: FlowBody) -> int | None:
    """Return the yearly amount in g, L or Wh; None where it is unknown."""
    return int(flow.amount.scaleb(DIGITS[flow.nature])) if flow.amount else None


def in_reported(moved: int, nature: Nature) -> Decimal:
    return Decimal(moved).scaleb(-DIGITS[nature])
