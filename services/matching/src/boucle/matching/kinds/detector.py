"""What a kind of synergy of several companies brings, so that its groups are found. Pure.

Declarations that could stand in a group together are of one *market*: what is compatible, in one
sandbox or in none. A market's groups are a function of what is declared in it, of the territories'
parameters and of the groups that people act on: of no clock, no order and nothing found before.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.registry import Flow
from boucle.contract.events.sharing import Sharing

Declaration = Sharing | Flow
"""What a site declares that groups are found from."""
Body_co = TypeVar("Body_co", bound=Declaration, covariant=True)
Body_contra = TypeVar("Body_contra", bound=Declaration, contravariant=True)
Parameters = Mapping[str, Decimal]
"""Of a territory: each parameter of the catalogue, its own value or the default."""


@dataclass(frozen=True, slots=True)
class Declared(Generic[Body_co]):
    """A declaration in force, of a verified organisation, and its version. ``bound``: it stands
    where people act on it, and enters no new group."""

    body: Body_co
    version: int
    bound: bool = False

    @property
    def id(self) -> UUID:
        return id_of(self.body)


def id_of(body: Declaration) -> UUID:
    """The id under which registry has it."""
    return body.flow_id if isinstance(body, Flow) else body.sharing_id


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


def held_by(acted: ActedOn) -> frozenset[UUID]:
    """The declarations that stand in it."""
    return frozenset(member.sharing_id for member in acted.group.members) - acted.left


Groups = Callable[
    [str, Collection[Declared[Any]], Sequence[ActedOn], Callable[[str], Parameters]],
    tuple[Group, ...],
]
"""The groups of a market: its name, what is declared in it, the groups that people act on, each
territory's parameters."""


class Detector(Protocol[Body_contra]):
    """Finds groups among declarations of one type.

    ``market_of``: where a declaration belongs, as ``<name>/<subject>/<stream>``, ``name`` that
    under which its kind has this detector; None where it is another's, or lacks what a group is
    found by. The market given to ``groups`` may have ``@<sandbox>`` behind it. ``groups``: all
    groups of a market, by id; those acted on among them, as they stand now (``proposed``,
    ``running``, ``at_risk``, ``lost``)."""

    def market_of(self, body: Body_contra, /) -> str | None: ...

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Body_contra]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]: ...
