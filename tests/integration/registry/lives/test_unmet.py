"""Who looks for a partner: lives that run take flows out of what is sought, over real Kafka."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pytest

from boucle.contract.events.matching import Life, Party, Side, State
from boucle.contract.events.registry import Quantity
from boucle.platform.bus import Bus
from boucle.platform.events import Event, event_id
from boucle.registry.app import CONSUMER, SERVICE
from boucle.registry.outlets.prospects.import_sirene import import_sirene
from tests.integration.indicators.figures.test_indicators import publish
from tests.integration.registry.conftest import FALAISE, Api, flow
from tests.integration.registry.prospects.test_prospects import NEAR, _file, _row
from tests.kit import RunningWorker, eventually

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
WHOLE = Quantity("500", "t")
_REACHED = "SELECT coalesce(sum(next_offset), 0)::int FROM progress WHERE consumer = $1"


def life(
    offer: str, version: int, state: State = "running", agreed: Quantity | None = WHOLE, by: int = 1
) -> Event[Life]:
    """A synergy that gives this flow to company ``by``, which declared none."""
    data = Life(
        synergy_id=UUID(int=by),
        kind="substitution",
        state=state,
        found_by="visit",
        parties=(
            Party(side=Side("offer", UUID(int=8), FALAISE, flow_id=UUID(offer), family="wood_a")),
            Party(side=Side("need", UUID(int=by), FALAISE)),
        ),
        state_since=NOW,
        opened_at=NOW,
        agreed=agreed,
    )
    step = state if state in ("running", "stopped") else "answered"
    type_ = f"life.{step}.v1"
    return Event(
        id=event_id("boucle/matching", type_, str(data.synergy_id), version),
        type=type_,
        source="boucle/matching",
        subject=str(data.synergy_id),
        entity_version=version,
        time=NOW,
        correlation_id=UUID(int=1),
        causation_id=None,
        data=data,
    )


@dataclass
class Wood:
    """An offer of 500 t declared near a board mill of INSEE's file; ``published``: how
    many events of lives the log holds."""

    api: Api
    bus: Bus
    offer: str
    published: int = 0

    async def tell(self, *events: Event[Life]) -> None:
        await publish(self.bus, "life", *events)
        self.published += len(events)
        await eventually(self._heard, within=30)

    async def _heard(self) -> bool:
        (row,) = await self.api.fetch(_REACHED, CONSUMER)
        return bool(row[0] == self.published)

    async def kept(self, running_worker: RunningWorker, folder: Path) -> list[str]:
        """The SIRETs that an import of the file keeps now."""
        self.api.clock.advance(timedelta(minutes=1))
        async with running_worker(SERVICE) as resources:
            await import_sirene(resources, _file(folder, _row(NEAR)))
        return [row["siret"] for row in await self.api.fetch("SELECT siret FROM prospect")]

    async def shown(self) -> tuple[list[str], str | None]:
        """The SIRETs of the offer's prospects, and why there are none."""
        answer = await self.api.get(f"/v1/prospects?flow_id={self.offer}")
        return [item["siret"] for item in answer["items"]], answer["passed_over"]


SOUGHT: tuple[list[str], str | None] = [NEAR], None
MET: tuple[list[str], str | None] = [], "met"


@pytest.fixture
async def wood(declared: Api, bus: Bus, running_worker: RunningWorker, tmp_path: Path) -> Wood:
    made = await declared.put("/v1/sources/tyca/flows/f", flow(family="wood_a"))
    async with running_worker(SERVICE) as resources:
        await import_sirene(resources, _file(tmp_path, _row(NEAR)))
    return Wood(declared, bus, str(made["flow_id"]))


async def test_a_run_of_the_whole_takes_the_flow_out_and_its_end_brings_it_back(
    wood: Wood, running_worker: RunningWorker
) -> None:
    async with running_worker(SERVICE):
        assert await wood.shown() == SOUGHT
        await wood.tell(life(wood.offer, 1, "consented"))
        assert await wood.shown() == SOUGHT, "consent takes nothing yet"
        await wood.tell(life(wood.offer, 2))
        assert await wood.shown() == MET
        await wood.tell(life(wood.offer, 3, "stopped"))
        assert await wood.shown() == SOUGHT


async def test_a_part_leaves_it_unmet_and_two_parts_may_make_the_whole(
    wood: Wood, running_worker: RunningWorker
) -> None:
    async with running_worker(SERVICE):
        await wood.tell(life(wood.offer, 1, agreed=None), life(wood.offer, 1, agreed=None, by=2))
        assert await wood.shown() == SOUGHT, "no quantity was agreed"
        await wood.tell(life(wood.offer, 2, agreed=Quantity("499", "t")))
        assert await wood.shown() == SOUGHT
        await wood.tell(life(wood.offer, 2, agreed=Quantity("1000", "kg"), by=2))
        assert await wood.shown() == MET
        await wood.api.put(
            "/v1/sources/tyca/flows/f",
            flow(family="wood_a", quantity={"value": "501", "unit": "t"}),
            expect=200,
        )
        assert await wood.shown() == SOUGHT, "there is more of it now"


async def test_what_comes_twice_or_late_changes_nothing(
    wood: Wood, running_worker: RunningWorker
) -> None:
    runs, stopped = life(wood.offer, 2), life(wood.offer, 3, "stopped")
    async with running_worker(SERVICE):
        await wood.tell(runs, runs, stopped, runs)
        assert await wood.shown() == SOUGHT
        await wood.tell(runs)
        assert await wood.shown() == SOUGHT, "in a batch of its own"
        await wood.tell(life(wood.offer, 5), life(wood.offer, 4, "stopped"))
        assert await wood.shown() == MET
    async with running_worker(SERVICE):  # from where it stood
        await wood.tell(life(wood.offer, 6, "stopped"))
        assert await wood.shown() == SOUGHT


async def test_the_import_keeps_nothing_for_what_is_met(
    wood: Wood, running_worker: RunningWorker, tmp_path: Path
) -> None:
    steps: tuple[tuple[State, list[str]], ...] = (("running", []), ("stopped", [NEAR]))
    for version, (state, expected) in enumerate(steps, start=1):
        async with running_worker(SERVICE):
            await wood.tell(life(wood.offer, version, state))
        assert await wood.kept(running_worker, tmp_path) == expected


async def test_typical_and_withdrawn_flows_look_for_nobody(
    wood: Wood, running_worker: RunningWorker, tmp_path: Path
) -> None:
    api, path = wood.api, "/v1/sources/tyca/flows/f"
    await api.put(path, flow(family="wood_a", certainty="typical"), expect=200)
    assert await wood.shown() == ([], "typical")
    assert await wood.kept(running_worker, tmp_path) == []
    await api.put(path, flow(family="wood_a"), expect=200)
    assert await wood.kept(running_worker, tmp_path) == [NEAR]
    await api.delete(path)
    assert await wood.shown() == ([], "withdrawn")
    assert await wood.kept(running_worker, tmp_path) == []
