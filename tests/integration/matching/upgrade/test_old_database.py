"""What the maker makes is what that release would have left: its own audit finds no difference."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from boucle.common.bus import Bus
from boucle.common.events.matching import State
from boucle.common.recovery.verdict import SAME
from boucle.matching.app import SERVICE
from boucle.matching.operations.audit.command import audit
from tests.integration.matching.lists.building import rules
from tests.integration.matching.upgrade.old_database import make
from tests.kit.kit import TOPICS, ServiceDatabase


async def test_its_audit_finds_no_difference(bus: Bus, service_database: ServiceDatabase) -> None:
    database = await service_database(SERVICE)
    await bus.ensure_topics(TOPICS)
    made = await make(database, bus, rules())
    assert len(made.flows) == 5000
    states = Counter(steps[-1].life.state for steps in made.lives.values())
    assert states == dict.fromkeys(get_args(State), 4)
    said: list[str] = []
    assert await audit(database, bus, rules(), 0, said.append) == SAME, said
    assert said[-1].startswith("5000 flows, ")
