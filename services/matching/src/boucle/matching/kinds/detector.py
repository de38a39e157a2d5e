"""What a kind of synergy of several companies brings, so that its groups are found. Pure.

Declarations that could stand in a group together are of one *market*: what is compatible, in one
sandbox or in none. A market's groups are a function of what is declared in it, of the territories'
parameters and of the groups that people act on: of no clock, no order and nothing found before.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing

Parameters = Mapping[str, Decimal]
"""Of a territory: each parameter of the catalogue, its own value or the default."""


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration in force, of a verified organisation, and its version."""

    sharing: Sharing
    version: int


@dataclass(frozen=True, slots=True)
class ActedOn:
    """A group that people act on: it keeps its id, and its members stand in no other of its market.

    ``group``: as it was qualified. ``left``: the declarations whose organisations refused or left.
    ``running``: it began. ``carrier``: the declared offer that the animator named, if one.
    """

    group: Group
    left: frozenset[UUID] = frozenset()
    running: bool = False
    carrier: UUID | None = None


Groups = Callable[
    [str, Collection[Declared], Sequence[ActedOn], Callable[[str], Parameters]], tuple[Group, ...]
]
"""The groups of a market: its name, what is declared in it, the groups that people act on, each
territory's parameters."""


class Detector(Protocol):
    """``market_of``: where a declaration belongs, as ``<name>/<subject>/<stream>``, ``name`` that
    under which its kind has this detector; None where it is another's, or lacks what a group is
    found by. The market given to ``groups`` may have ``@<sandbox>`` behind it. ``groups``: all
    groups of a market, by id; those acted on among them, as they stand now (``proposed``,
    ``running``, ``at_risk``, ``lost``)."""

    def market_of(self, sharing: Sharing) -> str | None: ...

    def groups(
        self,
        market: str,
        declared: Collection[Declared],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]: ...
