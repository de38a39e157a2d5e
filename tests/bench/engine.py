"""Symmetric updates a second of the pure engine: ``python -m tests.bench.engine [FLOWS ...]``.

Seeded: companies in 200 towns of a Normandy-sized box and around them, families by Zipf's law over
the catalogue, log-normal quantities. One update revises a flow (quantity, at times a move), and
mends its own list and every list that gains, loses or keeps it.
"""

from __future__ import annotations

import gc
import sys
from dataclasses import replace
from math import log
from random import Random
from time import process_time

from boucle.catalogue.loader import load_catalogue
from boucle.matching.edge import unit_vector
from boucle.matching.engine import Engine, FlowChange
from boucle.matching.scoring import FlowRow, Rules
from boucle.matching.scoring.inputs import ALWAYS

UPDATES = 2000
BOX = (48.2, 49.9, -1.9, 1.7)


class Territory:
    """Makes flows at random, always the same for a seed."""

    def __init__(self, rules: Rules, seed: int = 1) -> None:
        self.random = Random(seed)
        self.rules = rules
        low, high, west, east = BOX
        self.towns = [
            (self.random.uniform(low, high), self.random.uniform(west, east)) for _ in range(200)
        ]
        sides = sorted(
            {(r.output, True) for r in rules.routes} | {(r.input, False) for r in rules.routes}
        )
        self.random.shuffle(sides)
        self.sides = sides
        self.zipf = [1 / (rank + 1) for rank in range(len(sides))]
        self.limits: dict[int, list[tuple[int, float, float]]] = {}
        for route in rules.routes:
            self.limits.setdefault(route.output, []).extend(route.limits)
        self.months = [ALWAYS] * 5 + [0b111, 0b111000, 0b111111]

    def flow(self, number: int, version: int) -> FlowRow:
        random = self.random
        (family, output) = random.choices(self.sides, self.zipf)[0]
        x, y, z = self.place()
        known = self.rules.catalogue.families[family]
        limits = self.limits.get(family, []) if output and random.random() < 0.7 else []
        return FlowRow(
            flow=random.getrandbits(128) if version == 1 else number,
            version=version,
            organisation=random.getrandbits(128),
            site=random.getrandbits(128),
            territory=f"{random.randrange(60)}",
            output=output,
            family=family,
            x=x,
            y=y,
            z=z,
            slack_km=random.choice([0.0, 3.0]),
            quantity=self.quantity(),
            networks=("one",) if known.network and random.random() < 0.1 else (),
            months=random.choice(self.months),
            status=1 << random.randrange(4) if known.nature == "material" else 0,
            treatments=random.getrandbits(30) if random.random() < 0.7 else 0,
            hazardous=random.random() < 0.03,
            certainty=random.choice([0, 1, 1]),
            eur=random.choice([None, 5e-5]),
            qualities=tuple(sorted({one[0]: one for one in limits}.values())),
        )

    def place(self) -> tuple[float, float, float]:
        random = self.random
        if random.random() < 0.2:
            low, high, west, east = BOX
            return unit_vector(random.uniform(low, high), random.uniform(west, east))
        latitude, longitude = random.choice(self.towns)
        return unit_vector(random.gauss(latitude, 0.03), random.gauss(longitude, 0.05))

    def quantity(self) -> int:
        return int(self.random.lognormvariate(log(5e8), 1.0)) + 1


def change(row: FlowRow, offset: int) -> FlowChange:
    return FlowChange(row.flow, row.version, row.flow % 12, offset, row)


def measure(flows: int, batch: int) -> None:
    rules = Rules(load_catalogue())
    territory = Territory(rules)
    engine = Engine(rules)
    rows = [territory.flow(number, 1) for number in range(flows)]
    began = process_time()
    for start in range(0, flows, 1000):
        engine.put(change(row, 0) for row in rows[start : start + 1000])
    loaded = process_time()
    for partition in range(12):
        engine.own(partition)
    ids = [row.flow for row in rows]
    for _ in engine.catch_up(range(12), ids):
        pass
    lists = len(engine.drain())
    built = process_time()
    print(
        f"{flows} flows: loaded in {loaded - began:.1f} s, "
        f"{lists} lists in {built - loaded:.1f} s, {engine.nbytes / flows:.0f} B a flow in arrays"
    )
    gc.freeze()  # the bench's own rows: a worker keeps none
    random = Random(2)
    moved = 0
    times = []
    for number in range(UPDATES // batch):
        chosen = [random.randrange(flows) for _ in range(batch)]
        for at in set(chosen):
            fresh = replace(rows[at], version=rows[at].version + 1, quantity=territory.quantity())
            if random.random() < 0.1:
                x, y, z = territory.place()
                fresh = replace(fresh, x=x, y=y, z=z)
            rows[at] = fresh
        began = process_time()
        engine.put([change(rows[at], number) for at in set(chosen)])
        changes = engine.drain()
        times.append((process_time() - began) / batch)
        moved += sum(len(each.gained) + len(each.lost) for each in changes)
    times.sort()
    mean = sum(times) / len(times)
    print(
        f"  batches of {batch}: {1 / mean:.0f} updates/s, mean {1e3 * mean:.2f} ms, "
        f"p99 {1e3 * times[int(len(times) * 0.99)]:.2f} ms an update, "
        f"{moved / UPDATES:.1f} entries moved an update"
    )


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]:
        for each in (1, 32):
            measure(size, each)
