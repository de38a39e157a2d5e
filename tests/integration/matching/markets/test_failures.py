"""What fails with one group: counted, and nothing else stops."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from uuid import UUID

import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Territory
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds import DETECTORS
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.lives.commands import Qualify
from boucle.matching.lives.use_cases import Actor, move
from boucle.matching.markets.worker import MarketWorker
from tests.integration.matching.lives.building import lives
from tests.integration.matching.markets.building import Declarations, at_rest, stored, worker
from tests.kit.of_groups.groups import SIREN, need, uid
from tests.kit.of_groups.saving_groups import SavingDetector

NOW = datetime(2026, 11, 28, 12, tzinfo=UTC)
BROKEN: set[UUID] = set()
"""Declarations with which a group that people act on cannot be weighed."""
FAR = "200084952"


class FailingDetector(SavingDetector):
    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        weighed = {member.sharing_id for one in acted_on for member in one.group.members}
        assert weighed.isdisjoint(BROKEN)
        return super().groups(market, declared, acted_on, parameters)


@pytest.fixture(autouse=True)
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(DETECTORS, "pooling", FailingDetector())
    BROKEN.clear()


def town(names: str, east: int, territory: str = SIREN) -> list[Sharing]:
    return [need(name, east=east, territory=territory) for name in names]


def counted(made: MarketWorker, step: str) -> float:
    return float(made.metrics.group_failures.labels(step)._value.get())


async def test_a_group_that_the_policy_cannot_weigh_stops_no_other(
    declarations: Declarations,
) -> None:
    """It is found all the same, and its animator may qualify it."""
    nothing: dict[SynergyKind, str] = {"pooling": "0"}
    territory = Territory(siren=SIREN, kind="epci", policy="auto", least_gain=nothing)
    await declarations.settle(territory)
    BROKEN.add(uid("a"))
    await declarations.declare(*town("abcd", 0), *town("efgh", 5), *town("ijkl", 9, FAR))
    async with worker(declarations.database, declarations.wake) as made:
        await at_rest(declarations.database)
    assert counted(made, "policy") == 1
    assert made.metrics.failures._value.get() == 0
    found = (await stored(made.database)).values()
    states = sorted((one.territory, one.state) for one in found)
    assert states == [(SIREN, "proposed"), (SIREN, "viable"), (FAR, "viable")]
    (life,) = (await lives(made.database)).values()
    assert uid("e") in {party.side.sharing_id for party in life.parties}


async def test_a_group_acted_on_that_cannot_be_weighed_stays_and_others_are_found(
    declarations: Declarations,
) -> None:
    database = declarations.database
    await declarations.declare(*town("abcd", 0))
    async with worker(database, declarations.wake):
        await at_rest(database)
    (group,) = (await stored(database)).values()
    async with database.write() as session:
        await move(
            session, group.synergy_id, lambda _: [Qualify()], actor=Actor("animator"), now=NOW
        )
    async with worker(database, declarations.wake):
        await at_rest(database)
    before = (await stored(database))[group.synergy_id]
    BROKEN.add(uid("a"))
    await declarations.declare(*town("efgh", 9, FAR), need("b", volume="5"))
    async with worker(database, declarations.wake) as made:
        await at_rest(database)
    assert counted(made, "find") == 1
    after = await stored(database)
    assert after.pop(group.synergy_id) == before
    assert [one.state for one in after.values()] == ["viable"]
    BROKEN.clear()
    await declarations.declare(need("b", volume="6"))
    async with worker(database, declarations.wake):
        await at_rest(database)
    assert (await stored(database))[group.synergy_id].amount == "306"
