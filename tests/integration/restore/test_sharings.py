"""After a restore: sharings beyond the backup come back, or are published again."""

import pytest

from boucle.platform.bus import Bus
from boucle.registry.app import TOPICS
from boucle.registry.operations.restore import after_restore
from tests.integration.registry.conftest import Api, api, declared, sharing
from tests.integration.restore.log import execute, process, publish
from tests.kit import FrozenClock

__all__ = ["api", "declared"]  # fixtures

SOURCE = "/v1/sources/tyca/sharings"
LANE = {
    "subject": "freight",
    "figures": {"tonnes": "20", "trips": "2"},
    "choices": {"temperature": "ambient"},
    "origin": {"latitude": 48.9, "longitude": -0.2},
    "destination": {"latitude": 49.5, "longitude": 0.1},
    "description": "vers le port",
}


@pytest.mark.parametrize("discard", [False, True])
async def test_sharings_come_back_or_are_published_again(
    declared: Api, bus: Bus, clock: FrozenClock, discard: bool
) -> None:
    await bus.ensure_topics(TOPICS)
    await declared.put(f"{SOURCE}/kept", sharing(**LANE))
    lost = await declared.put(f"{SOURCE}/lost", sharing(**LANE))
    await declared.put(f"{SOURCE}/kept", sharing(**LANE, cost="9"), expect=200)
    await publish(declared.database, bus)
    await execute(
        declared.database,
        "UPDATE sharing SET entity_version = 1, draft = draft - 'cost' WHERE external_id = 'kept'",
        "DELETE FROM sharing WHERE external_id = 'lost'",
        "DELETE FROM outbox",
    )

    restored = await after_restore(process(declared.database, bus, clock), discard)

    rows = await declared.fetch("SELECT id, external_id, entity_version, draft FROM sharing")
    versions = {str(row["id"]): row["entity_version"] for row in rows}
    said = [(type_, v) for type_, v, _ in await declared.outbox("sharing")]
    if discard:
        assert +restored.taken == {}
        assert sorted(said) == [("sharing.revised.v1", 3), ("sharing.withdrawn.v1", 2)]
        assert list(versions.values()) == [3]
        return
    assert +restored.taken == {"sharings": 2}
    assert said == []
    assert versions[lost["sharing_id"]] == 1
    by_name = {row["external_id"]: row["draft"] for row in rows}
    assert (by_name["kept"]["cost"], by_name["kept"]["description"]) == ("9", "vers le port")
    assert by_name[None]["origin"] == {"latitude": 48.9, "longitude": -0.2}
    assert "description" not in by_name[None]
    assert [line.split(":")[0].split()[1] for line in restored.lost] == [lost["sharing_id"]]
    again = await after_restore(process(declared.database, bus, clock), False)
    assert again.lines() == []
