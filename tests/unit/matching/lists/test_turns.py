"""A turn's lists are written in parts that an event can carry, and nothing is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from boucle.matching.engine import Engine, FlowChange
from boucle.matching.lists import parts as list_parts
from boucle.matching.scoring import FlowInputs, ScoringSettings
from tests.kit.of_lists.list_changes import changes_of
from tests.unit.matching.worlds import FLOWS, TERRITORIES, partition_of, rows, rules


def engine_of(flows: tuple[FlowInputs, ...]) -> Engine:
    engine = Engine(rules(), k=3, spare=1)
    for partition in range(4):
        engine.own(partition)
    for territory in TERRITORIES:
        engine.refresh(engine.settle(ScoringSettings(territory, version=1, k=3)))
    engine.put(FlowChange(row.flow, 1, partition_of(row.flow), 0, row) for row in flows)
    return engine


@hypothesis_settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    flows=st.tuples(*(rows(index) for index in range(FLOWS))),
    held=st.sets(st.integers(0, 3)),
    lists=st.integers(1, 9),
    entries=st.integers(1, 12),
)
def test_parts_are_small_and_together_the_whole(
    flows: tuple[FlowInputs, ...], held: set[int], lists: int, entries: int
) -> None:
    drained = engine_of(flows).drain()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(list_parts, "LISTS_AT_ONCE", lists)
        patch.setattr(list_parts, "ENTRIES_AT_ONCE", entries)
        parts = list(list_parts.list_parts(drained.of_partitions(held)))
    for part in parts:
        assert 0 < len(part.owner) <= lists
        assert len(part.owner) == 1 or int(part.sizes().sum()) <= entries
    together = [change for part in parts for change in changes_of(part)]
    assert together == [change for change in changes_of(drained) if change.partition in held]
    by_partition = [change for part in parts for _, each in part.by_partition()
                    for change in changes_of(each)]  # fmt: skip
    assert by_partition == together
