"""What a restore does with what only the log knows: takes it back, discards it, or tells again to
an empty log. Each step goes on from the one before."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path
from uuid import UUID

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Flow
from boucle.local import stop
from boucle.platform.events import Event
from tests.chaos.checks import (
    facts_are_a_replay,
    lists_are_a_recompute,
    no_dead_letters,
    replay,
)
from tests.chaos.world import Quiet
from tests.kit.eventually import eventually
from tests.system.restore.drill import Drill

LIFE = "SELECT state, entity_version FROM life WHERE synergy_id = $1"
ON_TRIAL = "SELECT FROM site WHERE on_trial HAVING count(*) = 2"
OUTPUTS = "SELECT draft->'quantity'->>'value', entity_version FROM flow WHERE external_id = $1"


async def take_back_what_only_the_log_knows(drill: Drill, backup: Path) -> UUID:
    await drill.settled()
    earlier, states = len(await drill.messages()), await drill.mail_states()
    await drill.declare("a", "b")
    first = await drill.introduce("a", "b")
    await drill.answer("a")
    visitor = await drill.visitor()
    await drill.settled()
    await drill.run("backup", str(backup))

    await drill.revoke(visitor)
    await drill.tell("a", "2000")
    await drill.answer("b")  # both are interested: each is asked for its consent
    await drill.declare("e", "f")
    second = await drill.introduce("e", "f")
    await drill.answer("e", consent=True)
    await drill.answer("f", consent=True)  # both consent: each receives the other's contact
    await eventually(lambda: drill.mails(earlier + 8), within=60)
    await drill.settled()
    version = (await drill.flow("a"))["version"]
    ids = {name: (await drill.flow(name))["flow_id"] for name in "ef"}

    async with drill.restored(backup) as said:
        assert "registry: taken back from the log: 3 flows" in said
        assert "matching: taken back from the log: 2 lives" in said
        for id_ in ids.values():
            assert f"registry: to tell again: flow {id_}" in said
        assert said.count("its name, SIREN, contacts") == 2
        assert "registry: taken back from the log: 1 revocations of principals" in said

    # Who was revoked since the backup is let in by no service.
    assert await drill.statuses(visitor) == [401] * 4

    # What was accepted is there, and the next version is above the log's.
    assert await drill.rows("registry", OUTPUTS, "a") == [("2000", version)]
    assert (await drill.tell("a", "2100"))["version"] == version + 1
    assert await drill.state(first) == "interested"
    assert await drill.state(second) == "consented"
    # Nobody was written to again; only what the log does not tell of waits to be released.
    assert await drill.mails(earlier + 8)
    assert await drill.mail_states() - states == {"sent": 6, "kept": 2}
    assert (await drill.run("mail", "kept")).endswith("2 kept\n")
    assert "2 released" in await drill.run("mail", "release")
    # Who verified what the backup did not know is in no log: on trial until somebody does again.
    await eventually(lambda: drill.rows("registry", ON_TRIAL), within=60)
    await drill.verify(*ids.values())
    await eventually(lambda: found(drill, second), within=60)
    await eventually(lambda: drill.mails(earlier + 10), within=60)
    await all_agree(drill)
    return second


async def discard_what_only_the_log_knows(drill: Drill, backup: Path, known: UUID) -> None:
    await drill.settled()
    [(quantity, version)] = await drill.rows("registry", OUTPUTS, "a")
    await drill.run("backup", str(backup))
    sent = len(await drill.messages())

    await drill.tell("a", "3000")
    await drill.declare("g")
    lost = UUID((await drill.flow("g"))["flow_id"])
    await drill.world.animator.post(f"/v1/synergies/{known}/state", {"state": "studying"})
    await drill.settled()
    newest = (await drill.flow("a"))["version"]
    assert newest == version + 1

    async with drill.restored(backup, "--discard") as said:
        assert "registry: told again: 2 flows" in said
        assert "matching: told again: 1 lives" in said

    assert await drill.rows("registry", OUTPUTS, "a") == [(quantity, newest + 1)]
    assert await drill.rows("registry", OUTPUTS, "g") == []
    [(state, _)] = await drill.rows("matching", LIFE, known)
    assert state == "consented"
    assert (await newest_of(drill, lost)).type == "flow.withdrawn.v1"
    assert len(await drill.messages()) == sent
    await all_agree(drill)


async def tell_again_to_an_empty_log(drill: Drill, backup: Path) -> None:
    """Another machine: the backup is all there is."""
    await drill.settled()
    await drill.run("backup", str(backup))
    sent = len(await drill.messages())
    await asyncio.to_thread(stop.down, drill.world.system, Quiet())
    shutil.rmtree(drill.world.system.kafka.state_dir / "data")

    async with drill.restored(backup) as said:
        assert "registry: told again: 4 flows" in said

    await lists_are_a_recompute(drill.world)
    await no_dead_letters(drill.world)
    assert await lives(drill, "registry") == await lives(drill, "matching")
    assert len(await drill.messages()) == sent
    version = (await drill.flow("a"))["version"]
    assert (await drill.tell("a", "4000"))["version"] == version + 1
    await drill.declare("g")
    third = await drill.pair("g", "b")
    await eventually(lambda: found(drill, third), within=60)
    await drill.settled()
    await lists_are_a_recompute(drill.world)


async def found(drill: Drill, synergy: UUID) -> bool:
    query = "SELECT 1 FROM entry WHERE synergy_id = $1"
    return bool(await drill.rows("matching", query, synergy))


async def all_agree(drill: Drill) -> None:
    """Lists are a recompute of registry's flows, facts a replay of the log, registry has heard of
    each life as it stands: nothing is stale."""
    await drill.settled()
    assert await lives(drill, "registry") == await lives(drill, "matching")
    assert "chain whole" in await drill.run("disclosures", "verify")
    await lists_are_a_recompute(drill.world)
    await facts_are_a_replay(drill.world, await replay(drill.world))
    await no_dead_letters(drill.world)


async def lives(drill: Drill, service: str) -> list[tuple[UUID, int]]:
    rows = await drill.rows(service, "SELECT synergy_id, entity_version FROM life ORDER BY 1")
    assert rows != []
    return [(row[0], row[1]) for row in rows]


async def newest_of(drill: Drill, flow: UUID) -> Event[Flow]:
    async with drill.world.bus.reader(["flow"]) as reader:
        ends = await reader.end_offsets()
        found: list[Event[Flow]] = []
        at = dict.fromkeys(ends, 0)
        while at != ends:
            records = await reader.poll(500, 0.2)
            found += [EVENTS.decode(r.headers, r.value) for r in records if r.key == str(flow)]
            at = await reader.positions()
    return max(found, key=lambda event: event.entity_version)
