"""A region's flows as registry tells them, made at random: the same for the same seed.

The engine's bench, the durable one and the peers' read the same flows: ``territory.Territory``
makes a row, ``told`` is the event that says it, and matching's own edge makes the row again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from math import asin, atan2, degrees
from random import Random
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.facts.units import from_base, to_base
from boucle.contract.events.registry import (
    Availability,
    Certainty,
    CurrentRoute,
    CurrentSupply,
    Flow,
    LegalStatus,
    QualityRange,
    Quantity,
    SiteFacts,
)
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.inputs import UNBOUNDED
from boucle.matching.scoring.rules import STATUS_BIT, kg_per_base
from tests.bench.worlds.territory import Territory

_CERTAINTY: tuple[Certainty, ...] = ("measured", "estimated", "typical")
_MOVES = 0.1
"""The share of revisions that move the flow to another place; all change its quantity."""


@dataclass
class Region:
    """Flows declared, then revised, one after the other. ``times``: over how many Normandies."""

    rules: Rules
    seed: int = 1
    times: float = 1.0
    _territory: Territory = field(init=False)
    _random: Random = field(init=False)

    def __post_init__(self) -> None:
        self._territory = Territory(self.rules, self.seed, self.times)
        self._random = Random(self.seed + 1)

    def flows(self, count: int) -> Iterator[Flow]:
        for number in range(count):
            yield told(self._territory.flow(number, 1), self.rules)

    def revised(self, flow: Flow) -> Flow:
        """Another quantity; now and then another place."""
        family = self.rules.catalogue.family(flow.family or "")
        index = self.rules.catalogue.family_index[family.key]
        fresh = replace(flow, quantity=_quantity(self._territory.quantity(), index, self.rules))
        if self._random.random() >= _MOVES:
            return fresh
        latitude, longitude = _degrees(*self._territory.place())
        return replace(fresh, site=replace(flow.site, latitude=latitude, longitude=longitude))

    def corrected(self, flow: Flow) -> Flow:
        """Its quantity a tenth more or less at most."""
        assert flow.quantity is not None
        value = Decimal(flow.quantity.value) * Decimal(self._random.uniform(0.9, 1.1))
        return replace(flow, quantity=replace(flow.quantity, value=_plain(value)))


def told(row: FlowInputs, rules: Rules) -> Flow:
    """The flow whose row this is, as near as decimals allow."""
    family = rules.family(row.family)
    latitude, longitude = _degrees(row.x, row.y, row.z)
    months = tuple(month for month in range(1, 13) if row.months & 1 << (month - 1))
    eur = None if row.eur is None else _eur(row, rules)
    return Flow(
        flow_id=UUID(int=row.flow),
        organisation_id=UUID(int=row.organisation),
        site_id=UUID(int=row.site),
        territory=row.territory,
        direction="output" if row.output else "input",
        nature=family.nature,
        family=family.key,
        catalogue_version=rules.version,
        quantity=_quantity(row.quantity, row.family, rules),
        site=SiteFacts(
            latitude=latitude,
            longitude=longitude,
            location_precision="commune" if row.slack_km else "address",
            treatments=tuple(
                code for code, bit in rules.operation_bit.items() if row.treatments & bit
            ),
            networks=tuple(code for code, _ in row.networks),
            network_km=dict(row.networks),
        ),
        certainty=_CERTAINTY[row.certainty],
        valid_from=date(2026, 1, 1),
        hazardous=row.hazardous,
        qualities=_qualities(row, rules),
        availability=Availability(months),
        legal_status=_status(row) if row.output else None,
        accepts=() if row.output else _statuses(row.accepts),
        current_route=CurrentRoute(_operation(row, rules), eur) if row.output else None,
        current_supply=CurrentSupply(price_eur_per_unit=eur) if eur and not row.output else None,
    )


def _degrees(x: float, y: float, z: float) -> tuple[float, float]:
    return round(degrees(asin(z)), 6), round(degrees(atan2(y, x)), 6)


def _quantity(base: int, family_index: int, rules: Rules) -> Quantity:
    family = rules.family(family_index)
    value = from_base(base, family.unit, family.nature, family.density_t_per_m3)
    return Quantity(_plain(value), family.unit)


def _plain(value: Decimal) -> str:
    """Three decimals at most, without needless zeros: ``12.000`` might be thousands."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _eur(row: FlowInputs, rules: Rules) -> str:
    family = rules.family(row.family)
    base = to_base(Decimal(1), family.unit, family.nature, family.density_t_per_m3)
    return f"{(row.eur or 0.0) * base:.2f}"


def _operation(row: FlowInputs, rules: Rules) -> str | None:
    """One that emits so much, if any does."""
    family = rules.family(row.family)
    for code in rules.catalogue.disposal.get(family.disposal or "", {}):
        factor = rules.catalogue.disposal_factor(family.key, code)
        if factor is not None and kg_per_base(factor, family) == row.kgco2e:
            return code
    return None


def _status(row: FlowInputs) -> LegalStatus | None:
    return next(iter(_statuses(row.status)), None)


def _statuses(bits: int) -> tuple[LegalStatus, ...]:
    return tuple(
        status  # type: ignore[misc]  # the table's keys are the statuses
        for status, bit in STATUS_BIT.items()
        if bits & bit
    )


def _qualities(row: FlowInputs, rules: Rules) -> dict[str, QualityRange]:
    attributes = rules.catalogue.attributes
    return {
        attributes[index].key: QualityRange(
            low=None if low == -UNBOUNDED else f"{low:g}",
            high=None if high == UNBOUNDED else f"{high:g}",
        )
        for index, low, high in row.qualities
    }
