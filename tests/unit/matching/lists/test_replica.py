"""What a worker reads: used, put aside, or left for a newer release to read."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Flow, QualityRange
from boucle.matching.lists.replica import FlowReplica
from boucle.matching.scoring.wire import UnusableEvent
from boucle.platform import outbox
from boucle.platform.bus import Record
from boucle.platform.failures import Halted
from tests.unit.matching.scoring.test_wire import flow
from tests.unit.matching.worlds import rules

NOW = datetime(2026, 3, 1, tzinfo=UTC)
NEWER = "9999.1.1"


def record(declared: Flow, version: int, type_: str = "flow.revised.v1") -> Record:
    event = outbox.new_event(
        type_, subject=str(declared.flow_id), version=version, data=declared, now=NOW
    )
    encoded = EVENTS.encode(event)
    return Record("flow", 0, version, encoded.key, dict(encoded.headers), encoded.value, 0)


UNKNOWN: list[dict[str, Any]] = [
    {"family": "from_tomorrow"},
    {"qualities": {"from_tomorrow": QualityRange(low="1")}},
]


@pytest.mark.parametrize("changes", UNKNOWN)
def test_what_only_a_newer_catalogue_can_use_is_left_for_it(changes: dict[str, Any]) -> None:
    replica = FlowReplica(rules())
    replica.read([record(flow(), 1)])
    declared = record(flow(**changes, catalogue_version=NEWER), 2)
    with pytest.raises(Halted, match=rf"catalogue {NEWER}, newer .*from_tomorrow.* renew matching"):
        replica.read([declared])
    assert replica.failures == []
    assert replica.positions["flow"] == {0: declared.offset}


@pytest.mark.parametrize("changes", UNKNOWN)
def test_what_its_own_catalogue_does_not_know_is_put_aside(changes: dict[str, Any]) -> None:
    replica = FlowReplica(rules())
    declared = record(flow(**changes), 1)
    assert replica.read([declared]).stored == []
    ((kept, error),) = replica.failures
    assert kept == declared
    assert isinstance(error, UnusableEvent)
    assert replica.positions["flow"] == {0: declared.offset + 1}


def test_what_a_newer_catalogue_tells_is_used_where_ours_can() -> None:
    replica = FlowReplica(rules())
    withdrawn = flow(family="from_tomorrow", catalogue_version=NEWER)
    batch = replica.read(
        [
            record(flow(catalogue_version=NEWER), 1),
            record(withdrawn, 2, "flow.withdrawn.v1"),
        ]
    )
    assert [change.row is None for change in batch.flows] == [False, True]
    assert replica.failures == []
