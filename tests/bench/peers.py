"""The same job by others: each flow's ten best partners, kept right on both sides at each update.

    python -m tests.bench peers [--base 100000]

The job is reduced to what SQL can say too: flows that declare a family, a place, a quantity and
months, nothing else. Their score is Boucle's own, to the last point: what the route alone decides
is one number a route; distance, season, quantity and carbon are computed for each pair. So the
peers' lists must be the engine's, entry by entry; how many are not is printed first.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

import duckdb
import numpy as np
from msgspec.structs import replace

from boucle.catalogue.criteria import DEFAULT_WEIGHTS as WEIGHT
from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events.changed_lists import score_of
from boucle.matching.engine import Engine
from boucle.matching.scoring import FlowInputs, Rules
from boucle.matching.scoring.inputs import ALWAYS
from boucle.matching.scoring.rules import DETOUR, EARTH_KM, FULL, LEAST_RATIO, UNKNOWN_POINTS
from tests.bench.compared import peer_bytewax as bytewax
from tests.bench.compared import peer_postgres as postgres
from tests.bench.compared import reduced
from tests.bench.support.engine_lists import lists_of
from tests.bench.support.stream import streamed
from tests.bench.worlds.territory import Territory, change

Lists = dict[int, tuple[tuple[int, int], ...]]
"""By flow: (partner, score), best first."""
_LONG = 60.0
"""Seconds of DuckDB after which a pass is not run again."""

# km, then the points of each criterion that is not the route's alone; `round_even` is half to even.
DUCKDB_PASS = f"""
WITH near AS (
    SELECT o.n AS offer, d.n AS need, r.*, o.q * r.yield AS served, d.q AS wanted,
           bit_count(o.months & d.months)::DOUBLE AS shared, bit_count(d.months)::DOUBLE AS asked,
           {EARTH_KM} * sqrt((o.x - d.x) * (o.x - d.x) + (o.y - d.y) * (o.y - d.y)
                             + (o.z - d.z) * (o.z - d.z)) AS km
    FROM route r
    JOIN flow o ON o.family = r.output AND o.gives
    JOIN flow d ON d.family = r.input AND NOT d.gives
    WHERE o.x BETWEEN d.x - r.chord AND d.x + r.chord
      AND o.y BETWEEN d.y - r.chord AND d.y + r.chord
      AND o.z BETWEEN d.z - r.chord AND d.z + r.chord
), pair AS (
    SELECT offer, need, (round_even((fixed
        + {WEIGHT["distance"]} * round_even(CASE WHEN km <= reach THEN 10000 - 2000 * (km / reach)
            ELSE greatest(0, 8000 - 8000 * ((km - reach) / (2 * reach))) END, 0)
        + {WEIGHT["season"]} * round_even(10000 * shared / asked, 0)
        + {WEIGHT["quantity"]} * round_even(10000 * sqrt(least(served, wanted)
                                                          / greatest(served, wanted)), 0)
        + {WEIGHT["tco2e"]} * CASE WHEN NOT known THEN {UNKNOWN_POINTS}
            ELSE round_even(least(10000, greatest(0, 5000 + 5000
                * ((carbon - tonnes * (km * {DETOUR}) * road) / scale))), 0) END
        ) / {sum(WEIGHT.values())}, 0))::INTEGER AS score
    FROM near
    WHERE km <= 3 * reach AND shared > 0
      AND least(served, wanted) / greatest(served, wanted) >= {LEAST_RATIO}
)
SELECT owner, partner, score FROM (
    SELECT offer AS owner, need AS partner, score FROM pair WHERE score >= 3000
    UNION ALL
    SELECT need, offer, score FROM pair WHERE score >= 3000
)
QUALIFY row_number() OVER (PARTITION BY owner ORDER BY score DESC, partner) <= 10
ORDER BY owner, score DESC, partner
"""


@dataclass(frozen=True)
class Job:
    """Flows by rank of their id (``n``), and what each route says."""

    rows: tuple[FlowInputs, ...]
    rules: Rules

    def flow_columns(self) -> dict[str, Any]:
        rows = self.rows
        return {
            "n": np.arange(len(rows), dtype=np.int32),
            "family": np.array([row.family for row in rows], np.int32),
            "gives": np.array([row.output for row in rows]),
            "x": np.array([row.x for row in rows]),
            "y": np.array([row.y for row in rows]),
            "z": np.array([row.z for row in rows]),
            "q": np.array([float(row.quantity) for row in rows]),
            "months": np.array([row.months for row in rows], np.int32),
        }

    def route_columns(self) -> dict[str, Any]:
        """``known``: no factor of ``carbon`` is missing."""
        told = [_route(rule, self.rules) for rule in self.rules.routes]
        return {name: np.array([one[name] for one in told]) for name in told[0]}

    def revisions(self, count: int) -> list[tuple[int, int]]:
        """(n, new quantity), the same for everybody."""
        random, territory = Random(2), Territory(self.rules, seed=2)
        return [(random.randrange(len(self.rows)), territory.quantity()) for _ in range(count)]


def _route(rule: Any, rules: Rules) -> dict[str, Any]:
    """What a pair of such flows earns whatever it is, and what the rest is computed from."""
    points = {
        "route": rule.points,
        "quality": UNKNOWN_POINTS if rule.limits else FULL,
        "form": UNKNOWN_POINTS,
        "legal": UNKNOWN_POINTS if rule.needs_status else FULL,
        "certainty": FULL,
        "eur": UNKNOWN_POINTS,
    }
    known = rule.avoided is not None and rule.treatment is not None
    return {
        "output": rule.output,
        "input": rule.input,
        "reach": rule.reach_km,
        "chord": 3 * rule.reach_km / EARTH_KM * 1.000001,
        "yield": rule.yield_,
        "fixed": float(sum(WEIGHT[name] * each for name, each in points.items())),
        "tonnes": rule.tonnes,
        "carbon": rule.yield_ * (rule.avoided - rule.treatment) if known else 0.0,
        "known": known,
        "road": rules.road.value if rules.road else 0.0,
        "scale": rule.co2_scale,
    }


def job(flows: int, rules: Rules) -> Job:
    territory = Territory(rules)
    told = (_plain(territory.flow(number, 1)) for number in range(flows))
    return Job(tuple(sorted(told, key=lambda row: row.flow)), rules)


def _plain(row: FlowInputs) -> FlowInputs:
    """Only what the reduced job reads."""
    return FlowInputs(
        flow=row.flow,
        version=row.version,
        organisation=row.flow,  # its own: nobody takes many places of a list
        site=row.site,
        territory=row.territory,
        output=row.output,
        family=row.family,
        x=row.x,
        y=row.y,
        z=row.z,
        slack_km=0.0,
        kgco2e=0.0 if row.output else None,
        quantity=row.quantity,
        months=row.months or ALWAYS,
    )


class Boucle:
    """The engine on the job's flows, all of their lists its own."""

    def __init__(self, work: Job) -> None:
        self._engine = Engine(work.rules)
        self._rows = list(work.rows)
        self._place = {row.flow: n for n, row in enumerate(work.rows)}
        self._engine.put(change(row, 0) for row in work.rows)
        for partition in range(12):
            self._engine.own(partition)
        for _ in self._engine.catch_up(range(12), list(self._place)):
            pass
        self._engine.drain()

    def lists(self) -> Lists:
        found = {}
        for flow, n in self._place.items():
            entries = self._engine.entries(flow)
            if entries:
                found[n] = tuple((self._place[other], score) for other, score in entries)
        return found

    def put(self, newest: Mapping[int, int], at: int) -> Lists:
        """New quantities by flow, told at this offset; the lists that changed."""
        self._tell(newest, at)
        return {
            self._place[told.flow]: tuple(
                (self._place[partner], score_of(rank)) for partner, rank in told.entries
            )
            for told in lists_of(self._engine.drain())
        }

    def revise(self, revisions: Sequence[tuple[int, int]], batch: int = 32) -> float:
        """Seconds of CPU, while nobody reads what was told."""
        began = time.process_time()
        for start in range(0, len(revisions), batch):
            self._tell(dict(revisions[start : start + batch]), 1 + start)
            self._engine.drain()
        return time.process_time() - began

    def _tell(self, newest: Mapping[int, int], at: int) -> None:
        for n, quantity in newest.items():
            row = self._rows[n]
            self._rows[n] = replace(row, version=row.version + 1, quantity=quantity)
        self._engine.put([change(self._rows[n], at) for n in newest])


def by_duckdb(work: Job, runs: int = 3) -> tuple[Lists, float]:
    """Its lists, and the seconds of a full pass (median; of one, if it takes a minute)."""
    connection = duckdb.connect()
    connection.register("flow_in", work.flow_columns())
    connection.register("route_in", work.route_columns())
    connection.execute("CREATE TABLE flow AS SELECT * FROM flow_in ORDER BY family, gives, x")
    connection.execute("CREATE TABLE route AS SELECT * FROM route_in")
    took: list[float] = []
    rows: Sequence[tuple[int, int, int]] = ()
    while len(took) < runs and sum(took) < _LONG:
        began = time.perf_counter()
        rows = connection.execute(DUCKDB_PASS).fetchall()
        took.append(time.perf_counter() - began)
    return _lists(rows), statistics.median(took)


def _lists(rows: Iterable[tuple[int, int, int]]) -> Lists:
    found: dict[int, list[tuple[int, int]]] = {}
    for owner, partner, score in rows:
        found.setdefault(owner, []).append((partner, score))
    return {owner: tuple(entries) for owner, entries in found.items()}


def main(flows: int, updates: int = 2000, few: int = 200) -> None:
    """``few`` updates by the peers, ``updates`` by the engine."""
    work = job(flows, Rules(load_catalogue()))
    told = work.revisions(few + 2 * updates)
    early, later, last = told[:few], told[few : few + updates], told[few + updates :]
    boucle = Boucle(work)
    first = boucle.lists()
    duck, full = by_duckdb(work)
    boucle.revise(early)
    second = boucle.lists()
    by_hand, committed = postgres.revise(work, duck, early)
    with streamed(duck, early) as stream:
        drained = bytewax.revise(stream, work, duck, few)
        by_bytewax = stream.lists()
    with streamed(second, later) as stream:
        durable = reduced.revise(stream, boucle, updates)
        stored = stream.lists()
    third = boucle.lists()
    update = boucle.revise(last) / updates
    print(f"{flows} flows, {sum(map(len, first.values()))} entries in lists")
    print(f"  lists that differ from the engine's: DuckDB {_differing(first, duck)}, ", end="")
    print(f"after {few} updates Postgres {_differing(second, by_hand)}, ", end="")
    print(f"Bytewax {_differing(second, by_bytewax)}; ", end="")
    print(f"after {updates} more, the stored ones {_differing(third, stored)}")
    print(f"  the engine             {update * 1e6:10.0f} us an update on one core, in memory")
    print(f"  DuckDB, full pass      {full:10.2f} s on all cores: {full / update:.0f} updates")
    print("  committed, lists only, without reasons or events, an update:")
    print(f"    Boucle's engine, from Kafka  {durable * 1e6:10.0f} us of a backlog")
    print(f"    Postgres, by a function      {committed * 1e6:10.0f} us: ", end="")
    print(f"{committed / durable:.1f} times the engine's")
    print(f"    Bytewax, from Kafka          {drained * 1e6:10.0f} us of a backlog: ", end="")
    print(f"{drained / durable:.1f} times the engine's")


def _differing(ours: Lists, theirs: Lists) -> int:
    return sum(ours.get(n) != theirs.get(n) for n in ours.keys() | theirs.keys())
