"""All that the groups of a market depend on. Pure."""

from dataclasses import dataclass
from typing import Any

from boucle.contract.events.groups import Group
from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import ActedOn, Declared, Groups, Parameters


@dataclass(frozen=True, slots=True)
class MarketInputs:
    """All that the groups of a market depend on, the catalogue and rules apart."""

    market: str
    declared: tuple[Declared[Any], ...]
    acted_on: tuple[ActedOn, ...]
    parameters: dict[str, Parameters]

    def found_by(self, groups: Groups) -> tuple[Group, ...]:
        return groups(self.market, self.declared, self.acted_on, self.parameters_of)

    def parameters_of(self, siren: str) -> Parameters:
        """Of a territory; the defaults where nothing of it is declared here."""
        known = self.parameters.get(siren)
        return parameters_of(None) if known is None else known
