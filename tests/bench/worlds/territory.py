"""Flows at random, the same for a seed and a number: none need be kept to be told again.

842 classes of flows by Zipf's law (the List of Waste's codes; those that no family stands for give
their place to the families without a code: water, energy, products), companies in 200 towns of a
Normandy-sized box and around them, log-normal quantities.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, cycle
from math import log, sqrt
from random import Random

from msgspec.structs import replace

from boucle.catalogue.facts.model import Family
from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.engine import FlowChange
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.inputs import ALWAYS
from boucle.matching.scoring.rules import FORM_BIT, NETWORK_KM, WASTE, kg_per_base
from boucle.matching.scoring.wire import unit_vector

BOX = (48.2, 49.9, -1.9, 1.7)
"""Normandy: south, north, west, east, in degrees."""
TOWNS = 200
EPCIS = 60
PARTITIONS = 12
Place = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class _Kind:
    """What a class of flows is: offered as ``output``, needed as one of ``inputs``."""

    output: int
    inputs: tuple[int, ...]
    form: int
    hazardous: bool


class Territory:
    """``times``: how many Normandies, of the same density, side by side. ``several``: the share of
    flows that have three families (needs take any of them, offers are mixtures)."""

    def __init__(
        self, rules: Rules, seed: int = 1, times: float = 1.0, several: float = 0.0
    ) -> None:
        self.rules, self.seed, self.several = rules, seed, several
        self.random = Random(seed)
        self.box = _grown(times)
        self.kinds = _kinds(rules)
        self.random.shuffle(self.kinds)
        self.zipf = list(accumulate(1 / (rank + 1) for rank in range(len(self.kinds))))
        low, high, west, east = self.box
        self.towns = [
            (self.random.uniform(low, high), self.random.uniform(west, east))
            for _ in range(round(TOWNS * times))
        ]
        self.limits: dict[int, dict[int, tuple[int, float, float]]] = {}
        for route in rules.routes:
            self.limits.setdefault(route.output, {}).update({one[0]: one for one in route.limits})
        self.months = [ALWAYS] * 5 + [0b111, 0b111000, 0b111111]

    def flow(self, number: int, version: int = 1) -> FlowInputs:
        """The flow of a number, always the same."""
        random = self.random
        random.seed(self.seed << 32 | number)
        kind = random.choices(self.kinds, cum_weights=self.zipf)[0]
        output = random.random() < 0.5
        family = kind.output if output else random.choice(kind.inputs)
        known = self.rules.catalogue.families[family]
        town, (x, y, z) = self._somewhere()
        limits = self.limits.get(family) if output and random.random() < 0.7 else None
        row = FlowInputs(
            flow=random.getrandbits(128),
            version=version,
            organisation=random.getrandbits(128),
            site=random.getrandbits(128),
            territory=f"{town % EPCIS}",
            output=output,
            family=family,
            x=x,
            y=y,
            z=z,
            slack_km=random.choice([0.0, 3.0]),
            quantity=self.quantity(),
            networks=((f"{town}", NETWORK_KM),) if known.network and random.random() < 0.1 else (),
            months=random.choice(self.months),
            form=kind.form if output and random.random() < 0.8 else 0,
            status=1 << random.randrange(4) if output and known.nature == "material" else 0,
            treatments=random.getrandbits(30) if random.random() < 0.7 else 0,
            hazardous=output and kind.hazardous,
            certainty=random.choice([0, 1, 1]),
            eur=random.choice([None, 5e-5]),
            qualities=tuple(sorted(limits.values())) if limits else (),
        )
        row = self._disposed_of(row, known) if output else row
        return self._of_several(row) if self.several else row

    def _of_several(self, row: FlowInputs) -> FlowInputs:
        """With two families more, drawn as the first was, of its nature."""
        if self.random.random() >= self.several:
            return row
        nature, families = self.rules.family(row.family).nature, [row.family]
        while len(families) < 3:
            kind = self.random.choices(self.kinds, cum_weights=self.zipf)[0]
            family = kind.output if row.output else self.random.choice(kind.inputs)
            if family not in families and self.rules.family(family).nature == nature:
                families.append(family)
        share = 0.3 if row.output else 0.0
        others = [replace(row, family=family, share=share) for family in families[1:]]
        return with_quantity(replace(row, share=share, others=tuple(others)), row.quantity)

    def _disposed_of(self, row: FlowInputs, family: Family) -> FlowInputs:
        """With what its current route emits: told by seven of ten that are waste."""
        if family.disposal is None or row.status & ~WASTE:
            return replace(row, kgco2e=0.0)
        known = self.rules.catalogue.disposal[family.disposal]
        operation = self.random.choice([*known]) if known else None
        if operation is None:
            return replace(row, kgco2e_pct=None)
        factor = self.rules.catalogue.disposal_factor(family.key, operation)
        if factor is None or self.random.random() < 0.3:
            return row
        kg = kg_per_base(factor, family)
        return replace(row, kgco2e=kg, kgco2e_pct=factor.uncertainty_pct)

    def flows(self, count: int) -> Iterator[FlowInputs]:
        return (self.flow(number) for number in range(count))

    def revised(self, row: FlowInputs) -> FlowInputs:
        """Another quantity; at one time in ten another place too."""
        fresh = with_quantity(replace(row, version=row.version + 1), self.quantity())
        if self.random.random() < 0.1:
            x, y, z = self.place()
            others = tuple([replace(one, x=x, y=y, z=z) for one in fresh.others])
            fresh = replace(fresh, x=x, y=y, z=z, others=others)
        return fresh

    def place(self) -> Place:
        return self._somewhere()[1]

    def quantity(self) -> int:
        return int(self.random.lognormvariate(log(5e8), 1.0)) + 1

    def _somewhere(self) -> tuple[int, Place]:
        random = self.random
        town = random.randrange(len(self.towns))
        if random.random() < 0.2:
            low, high, west, east = self.box
            return town, unit_vector(random.uniform(low, high), random.uniform(west, east))
        latitude, longitude = self.towns[town]
        return town, unit_vector(random.gauss(latitude, 0.03), random.gauss(longitude, 0.05))


def with_quantity(row: FlowInputs, quantity: int) -> FlowInputs:
    """The same, of another yearly quantity in all."""
    if not row.others:
        return replace(row, quantity=quantity)
    parts = [
        replace(one, quantity=int(quantity * (one.share or 1.0))) for one in (row, *row.others)
    ]
    return replace(parts[0], others=tuple(parts[1:]))


def change(row: FlowInputs, offset: int) -> FlowChange:
    return FlowChange(row.flow, row.version, row.flow % PARTITIONS, offset, row)


def rules() -> Rules:
    return Rules(load_catalogue())


def _grown(times: float) -> tuple[float, float, float, float]:
    low, high, west, east = BOX
    return low, low + (high - low) * sqrt(times), west, west + (east - west) * sqrt(times)


def _kinds(rules: Rules) -> list[_Kind]:
    """One a code of the List of Waste."""
    catalogue = rules.catalogue
    coded = {entry.family for entry in catalogue.low_entries}
    others = cycle(family for family in catalogue.families if family.key not in coded)
    inputs: dict[int, list[int]] = {}
    for route in rules.routes:
        inputs.setdefault(route.output, []).append(route.input)
    found = []
    for entry in catalogue.low_entries:
        family = catalogue.family(entry.family) if entry.family else next(others)
        index = catalogue.family_index[family.key]
        forms = (entry.form,) if entry.form else family.forms[:1]
        form = sum(FORM_BIT[each] for each in forms)
        found.append(_Kind(index, tuple(inputs.get(index, (index,))), form, entry.hazardous))
    return found
