"""How long the audit's recompute takes: ``python -m tests.bench.audit [FLOWS ...]``.

The engine bench's territory; the lists that the engine keeps are held against those that another
makes from nothing, and must be the same. Reading the tables comes on top.
"""

from __future__ import annotations

import sys
from time import process_time

from boucle.catalogue.loading.loader import load_catalogue
from boucle.matching.candidates.synergy import pair_id
from boucle.matching.engine import Engine
from boucle.matching.operations.audit.compare import (
    AuditInputs,
    StoredEntry,
    StoredResults,
    compare,
)
from boucle.matching.operations.audit.from_nothing import lists_from_nothing
from boucle.matching.scoring import Rules
from tests.bench.support.engine_lists import ToldList, lists_of
from tests.bench.support.published import all_lists
from tests.bench.worlds.territory import Territory, change


def measure(flows: int) -> None:
    rules = Rules(load_catalogue())
    territory = Territory(rules)
    rows = tuple(territory.flow(number, 1) for number in range(flows))
    engine = Engine(rules)
    engine.put(change(row, 0) for row in rows)
    stored = {told.flow: _stored(told) for told in lists_of(all_lists(engine)) if told.entries}
    began = process_time()
    inputs = AuditInputs(rows, {}, ())
    report = compare(inputs, StoredResults(stored), lists_from_nothing(inputs, rules), rules)
    assert not report.differences, report.differences[:5]
    print(
        f"{flows} flows: {report.lists} lists and {report.pairs} pairs recomputed and compared "
        f"in {process_time() - began:.1f} s of CPU, all equal"
    )


def _stored(told: ToldList) -> tuple[StoredEntry, ...]:
    """As the rows of a list say it."""
    return tuple(
        StoredEntry(
            partner,
            rank,
            told.gives,
            pair_id(told.flow, partner) if told.gives else pair_id(partner, told.flow),
        )
        for partner, rank in told.entries
    )


if __name__ == "__main__":
    for size in [int(argument) for argument in sys.argv[1:]] or [10_000, 100_000]:
        measure(size)
