"""Bundle everything that the groups of a market depend on. Pure."""

from dataclasses import dataclass
from typing import Any

from boucle.contract.events.groups import Group
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import ActedOn, Declared, Groups, Parameters


@dataclass(frozen=True, slots=True)
class MarketInputs:
    """All inputs of a market's groups, except catalogue and rules."""

    market: str
    declared: tuple[Declared[Any], ...]
    acted_on: tuple[ActedOn, ...]
    parameters: dict[str, Parameters]

    def found_by(self, groups: Groups) -> tuple[Group, ...]:
        return groups(self.market, self.declared, self.acted_on, self.parameters_of)

    def parameters_of(self, siren: str) -> Parameters:
        """Return a territory's parameters; the defaults if it has no declaration here."""
        own = self.parameters.get(siren)
        return parameters_of(None) if own is None else own
