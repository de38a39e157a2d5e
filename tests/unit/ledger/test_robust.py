"""Answers with holes, masks and strange values never stop the comparison."""

from __future__ import annotations

import random
from typing import Any

from tests.reference.ledger.compare import run
from tests.unit.ledger.makers import entry
from tests.unit.ledger.test_compare import (
    declared,
    group,
    indicators,
    pair,
    producers,
    running,
    start,
)

Body = dict[str, Any]


def holes(body: Any, chance: random.Random) -> Any:
    """The same answer, some of its values null or gone."""
    if isinstance(body, dict):
        kept = {k: v for k, v in body.items() if k.endswith("_id") or chance.random() > 0.05}
        return {k: holes(v, chance) if chance.random() > 0.05 else None for k, v in kept.items()}
    if isinstance(body, list):
        return [holes(item, chance) for item in body]
    return body


def test_holes() -> None:
    members = producers("3930")
    for seed in range(60):
        chance = random.Random(seed)
        log = start() + running("3300") + declared(members) + [indicators()]
        state = chance.choice(["near", "viable", "running", "at_risk", "lost"])
        log.append(entry("2026-03-01", "GET", "/v1/synergies/y", group(state, "running", members)))
        log.append(
            entry("2026-03-02", "GET", "/v1/synergies", {"items": [pair(), pair("running")]})
        )
        for raw in log[-3:]:
            raw["answer"] = holes(raw["answer"], chance)
        assert run(log).looked_at
