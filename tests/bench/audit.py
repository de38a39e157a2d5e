"""How long the audit's recompute takes: ``python -m tests.bench.audit [FLOWS ...]``.

The engine bench's territory; the lists that the engine keeps are held against the recompute, and
must be the same. Reading the tables comes on top.
"""

from __future__ import annotations

import sys
from time import process_time

from boucle.catalogue.loader import load_catalogue
from boucle.matching.engine import Engine
from boucle.matching.operations.audit.compare import AuditInputs, StoredResults, compare, row_digest
from boucle.matching.reference.recompute import RecomputeInputs, pairs_of, recompute_from
from boucle.matching.scoring import Rules
from tests.bench.territory import Territory, change


def measure(flows: int) -> None:
    rules = Rules(load_catalogue())
    territory = Territory(rules)
    rows = tuple(territory.flow(number, 1) for number in range(flows))
    engine = Engine(rules)
    engine.put(change(row, 0) for row in rows)
    for partition in range(12):
        engine.own(partition)
    for _ in engine.catch_up(range(12), [row.flow for row in rows]):
        pass
    lists = {each.flow: each.entries for each in engine.drain().lists if each.entries}
    world = RecomputeInputs.of(rows, {}, (), rules)
    pairs = pairs_of(rows, recompute_from(world, lists))
    digests = {pair: row_digest(world, pair) or 0 for pair in pairs}
    began = process_time()
    report = compare(AuditInputs(rows, {}, ()), StoredResults(lists, pairs, digests), rules)
    assert not report.differences, report.differences[:5]
    print(
        f"{flows} flows: {report.lists} lists and {report.pairs} pairs recomputed and compared "
        f"in {process_time() - began:.1f} s of CPU, all equal"
    )


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]:
        measure(size)
