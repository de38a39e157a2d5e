"""What figures cost to read and to keep: ``python -m tests.bench.indicators [FLOWS]``.

One EPCI has all flows but a tenth, which the sixty others of its federation have; seven candidacies
a flow, of which one in seven stands in both lists; some hundred lives. Facts and lists are written
as the consumer writes them, figures made as the worker makes them, read through the API's own app
(its JSON and its checks included).
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from random import Random
from statistics import quantiles
from uuid import UUID

import structlog

from boucle.contract.events.changed_lists import substitution_id
from boucle.indicators.app import SERVICE
from boucle.indicators.facts import list_store, store
from boucle.indicators.facts.bodies import (
    AnyBody,
    Fact,
    FlowBody,
    LifeBody,
    SiteBody,
    TerritoryBody,
)
from boucle.indicators.facts.lists import FlowList
from boucle.indicators.stored.computing import FigureComputer, compute_figures
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.platform.clock import system_clock
from boucle.platform.db import Database
from boucle.platform.failures import pause
from boucle.platform.process.supervise import tune_garbage_collection
from tests.kit.databases import Databases
from tests.kit.eventually import eventually
from tests.kit.kit import Kit
from tests.kit.tokens import Tokens

EPCI, REGION = "200084952", "200053403"
OTHERS = tuple(f"2001{number:05d}" for number in range(60))
_TURNS = count(1)
PAIRS_A_FLOW, LIVES, READS = 7, 300, 40
RATE, SECONDS = 50, 20
_LONG = timedelta(minutes=5)
_TODAY = datetime.now(UTC).date()
_OLDEST = "SELECT extract(epoch FROM clock_timestamp() - min(at))::float8 FROM touched"
_NONE_WAITS = "SELECT WHERE NOT EXISTS (SELECT FROM touched)"
_SIZE = """
SELECT relname, pg_total_relation_size(oid) FROM pg_class
WHERE relkind = 'r' AND relname IN ('fact', 'flow_list', 'touched', 'kept_figures')
"""


def facts_of(flows: int, random: Random) -> list[Fact]:
    made = [
        _fact("territory", siren, date.min, TerritoryBody(territories=(siren,), parent=parent))
        for siren, parent in ((REGION, None), *((one, REGION) for one in (EPCI, *OTHERS)))
    ]
    for number in range(flows):
        place = EPCI if number % 10 else random.choice(OTHERS)
        company = (UUID(int=number // 4),)
        day = _TODAY - timedelta(days=random.randrange(300))
        if number % 4 == 0:
            site = SiteBody(territories=(place,), organisations=company)
            made.append(_fact("site", str(UUID(int=number)), day, site))
        made.append(_flow(number, 1, random, place, day))
    made += [_life(number) for number in range(LIVES)]
    return made


def _flow(number: int, version: int, random: Random, place: str = EPCI, day: date = _TODAY) -> Fact:
    flow = FlowBody(
        territories=(place,),
        organisations=(UUID(int=number // 4),),
        direction="input" if number % 2 else "output",
        nature=random.choice(("material", "water", "energy")),
        certainty=random.choice(("measured", "estimated")),
        amount=Decimal(random.randrange(10**7)).scaleb(-2),
    )
    return _fact("flow", str(UUID(int=number)), day, flow, version)


def lists_of(flows: int, random: Random, numbers: Iterable[int]) -> list[FlowList]:
    """The lists of these flows, of this month: of seven pairs a flow, one in eight stands in both
    lists of its flows, so that a list has eight entries."""
    month = _TODAY.replace(day=1)
    return [_list(number, flows, month, random) for number in numbers]


def _list(number: int, flows: int, month: date, random: Random) -> FlowList:
    flow, offers = UUID(int=number), number % 2 == 0
    others = random.sample(range(flows // 2), PAIRS_A_FLOW + 1)
    partners = tuple(UUID(int=2 * one + (1 if offers else 0)) for one in others)
    pairs = [(flow, one) if offers else (one, flow) for one in partners]
    return FlowList(
        flow=flow,
        month=month,
        version=next(_TURNS),
        offers=offers,
        partners=partners,
        synergies=b"".join([substitution_id(*pair).bytes for pair in pairs]),
        ranks=tuple([10_001 + random.randrange(10_000) for _ in partners]),
        quantities=tuple([random.randrange(10**11) for _ in partners]),
    )


def _life(number: int) -> Fact:
    body = LifeBody(
        territories=(EPCI,),
        organisations=(UUID(int=number), UUID(int=number + 1)),
        synergy_kind="substitution",
        state="running" if number % 3 else "qualified",
        nature="material",
        agreed=Decimal(number),
    )
    return _fact("life", str(UUID(int=number)), _TODAY, body)


def _fact(kind: str, entity: str, day: date, body: AnyBody, version: int = 1) -> Fact:
    return Fact(kind, entity, version, day, datetime.now(UTC), False, body)


async def write_lists(database: Database, lists: Sequence[FlowList]) -> None:
    for at in range(0, len(lists), 500):
        async with database.write() as session:
            await list_store.touch_of_lists(session, lists[at : at + 500], _TODAY)
            await list_store.add_lists(session, lists[at : at + 500])


async def write(database: Database, facts: Sequence[Fact]) -> None:
    for at in range(0, len(facts), 2000):
        async with database.write() as session:
            new = await store.add_facts(session, facts[at : at + 2000])
            await store.touch(session, new, _TODAY)
            await list_store.touch_of_flows(session, new, _TODAY)


async def made(making: FigureComputer, what: str) -> None:
    """Prints how long it takes until nothing is touched any more."""
    began, cpu, months = time.perf_counter(), time.process_time(), 0
    while await making.compute_month():
        months += 1
    spent, used = time.perf_counter() - began, time.process_time() - cpu
    print(f"{what}: {months} month(s) in {spent:.2f} s ({used:.2f} s of this process's CPU)")


async def steady(worker: Database, flows: int, random: Random) -> None:
    """Prints what making costs while events do not end, and how long the oldest that waits for it
    has waited; once the replica is read."""
    for making in (True, False):
        stop, waited = asyncio.Event(), [0.0, 0.0]
        tasks = [asyncio.create_task(_watch(worker, waited, stop))]
        if making:
            tasks.append(
                asyncio.create_task(compute_figures(worker, system_clock, lambda: 0, stop))
            )
            await asyncio.sleep(2)
            await eventually(partial(worker.fetch, _NONE_WAITS), within=120)  # the replica is read
            waited[2:] = ()
        used = await _write_steadily(worker, flows, random)
        stop.set()
        await asyncio.gather(*tasks)
        p50, most = quantiles(waited, n=2)[0], max(waited)
        print(
            f"{RATE} events/s: {used:.2f} of a core here, "
            + (f"the oldest waited {p50:.1f} s, at most {most:.1f}" if making else "none made")
        )


async def _write_steadily(worker: Database, flows: int, random: Random) -> float:
    """An event: a flow says something else, and a dozen lists with it. Returns the CPU that this
    process used, of a core."""
    began, cpu, spent = time.perf_counter(), time.process_time(), 0.0
    while spent < SECONDS:
        its = [_flow(one, next(_TURNS), random) for one in random.sample(range(flows), RATE // 2)]
        await write(worker, its)
        lists = lists_of(flows, random, random.sample(range(flows), RATE * 6))
        await write_lists(worker, lists)
        await asyncio.sleep(max(0.0, spent + 0.5 - (time.perf_counter() - began)))
        spent = time.perf_counter() - began
    return (time.process_time() - cpu) / spent


async def _watch(worker: Database, waited: list[float], stop: asyncio.Event) -> None:
    while not stop.is_set():
        for (oldest,) in await worker.fetch(_OLDEST):
            waited.append(float(oldest or 0))
        await pause(stop, 0.05)


async def timed(what: str, work: Callable[[], Awaitable[object]], readers: int, times: int) -> None:
    """Prints p50 and p95 of one read, its CPU, and how long the loop stood still at most."""
    took: list[float] = []
    stalls: list[float] = []

    async def read() -> None:
        for _ in range(max(2, times // readers)):
            began = time.perf_counter()
            await work()
            took.append(time.perf_counter() - began)

    async def watch() -> None:
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.001)
            stalls.append(time.perf_counter() - began)

    watching, cpu = asyncio.create_task(watch()), time.process_time()
    await asyncio.gather(*(read() for _ in range(readers)))
    watching.cancel()
    used = (time.process_time() - cpu) / len(took)
    cuts = quantiles(took, n=20, method="inclusive")
    print(
        f"{what}, {readers} reader(s): p50 {cuts[9] * 1000:.1f} ms, p95 {cuts[18] * 1000:.1f} ms; "
        f"{used * 1000:.1f} ms of CPU here; loop stood still {max(stalls) * 1000:.0f} ms at most"
    )


async def measure(flows: int, kit: Kit) -> None:
    database = await kit.database(SERVICE)
    facts = facts_of(flows, Random(1))
    random = Random(2)
    lists = lists_of(flows, random, range(flows))
    async with Database(database.url, by_key=True) as worker, database.patient(_LONG) as own:
        making = FigureComputer(own, system_clock)
        for what, work in (("facts", write(worker, facts)), ("lists", write_lists(worker, lists))):
            began, cpu = time.perf_counter(), time.process_time()
            await work
            spent, used = time.perf_counter() - began, time.process_time() - cpu
            print(f"{flows} flows, {what} written in {spent:.1f} s ({used:.1f} s of CPU here)")
        tune_garbage_collection()  # as a worker does
        await made(making, "all months made")
        for _ in range(3):
            again = lists_of(flows, random, random.sample(range(flows), 500))
            began = time.perf_counter()
            await write_lists(worker, again)
            print(f"500 lists written again in {time.perf_counter() - began:.2f} s")
            await made(making, "after them")
        await own.close()
        await steady(worker, flows, random)
    await database.execute("ANALYZE")
    for name, size in await database.fetch(_SIZE):
        print(f"{name}: {size / flows / 1000:.2f} kB a flow")
    await _read(database, kit)


async def _read(database: Database, kit: Kit) -> None:
    async with kit.client(SERVICE) as client:

        async def after(path: str) -> None:
            answer = await client.get(path, headers=kit.tokens.operator())
            assert answer.status_code == 200

        for name, siren in (("EPCI", EPCI), ("federation", REGION)):
            for readers in (1, 8):
                await timed(
                    f"{name} kept",
                    partial(after, f"/v1/territories/{siren}/indicators"),
                    readers,
                    READS,
                )
        path = f"/v1/organisations/{UUID(int=5)}/indicators"
        for readers in (1, 8):
            await timed("company computed", partial(after, path), readers, READS)


async def _main(flows: int, home: Path) -> None:
    postgres = EmbeddedPostgres(home)
    await asyncio.to_thread(postgres.start)
    databases = Databases(postgres.url("postgres"))
    kit = Kit(databases, lambda: "", "bench", Tokens(system_clock), system_clock)
    try:
        await measure(flows, kit)
    finally:
        await kit.close()
        await asyncio.to_thread(postgres.stop)


def main() -> None:
    flows = int(sys.argv[1]) if len(sys.argv) > 1 else 30_000
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    print(f"load average {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as home:
        asyncio.run(_main(flows, Path(home)))


if __name__ == "__main__":
    main()
