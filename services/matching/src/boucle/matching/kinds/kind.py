"""What differs between kinds of synergy."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from boucle.contract.events.matching import Role, Side
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Direction
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Declaration, Detector
from boucle.platform.translating import tr


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of synergy. The defaults are those of a kind that only people record.

    ``roles``: of its parties, one party each; empty: any parties. ``id_of``: the id that its sides
    make; None where they make none, and it is random. ``detected``: the engine finds them.
    ``detectors``: who finds its groups, by what their markets begin with; ``found_from``: the
    declarations that they are found from.
    ``least_parties``: with fewer it is none; ``titled``: nothing but its title tells what it is.
    """

    name: SynergyKind
    roles: tuple[Role, ...] = ()
    id_of: Callable[[Sequence[Side]], UUID | None] = lambda _sides: None
    detected: bool = False
    detectors: Mapping[str, Detector[Any]] = field(default_factory=dict)
    found_from: type[Declaration] = Sharing
    least_parties: int = 2
    titled: bool = True

    def expected_roles(self, roles: Sequence[Role]) -> str | None:
        """What is expected where these roles are wrong; None where they are right."""
        if not self.roles or sorted(roles) == sorted(self.roles):
            return None
        if len(self.roles) != 2:
            return f"{' and '.join(f'one {role}' for role in self.roles)} for a {self.name}"
        one, other = self.roles
        return tr("one {one} and one {other} for a {kind}", one=one, other=other, kind=self.name)

    def role_of_flow(self, direction: Direction) -> Role:
        """The role of a party that is named by its flow alone."""
        natural = natural_role(direction)
        return natural if natural in self.roles else "member"


def natural_role(direction: Direction) -> Role:
    return "offer" if direction == "output" else "need"
