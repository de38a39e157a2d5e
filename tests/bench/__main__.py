"""``python -m tests.bench [PART ...]``: those named, or all but ``vacuum``."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench import (
    bulk,
    bus,
    durable,
    engine,
    groups,
    latency,
    loading,
    reads,
    region,
    registry,
    vacuum,
    webhooks,
)

Told = argparse.Namespace
"""What was told on the command line; None: the part's own default."""


def _peers(told: Told) -> None:
    from tests.bench import peers  # its peers are installed by `make bench` only

    peers.main(told.base or durable.Durable.flows)


def _durable(told: Told) -> None:
    usual = durable.Durable
    durable.main(
        durable.Durable(
            flows=told.base or usual.flows,
            updates=told.updates,
            rates=(told.rate,) if told.rate else usual.rates,
            seconds=told.seconds or usual.seconds,
            growth=told.growth,
            home=told.home,
        )
    )


def _groups(told: Told) -> None:
    usual = groups.Needs
    load = told.base or usual.count, told.rate or usual.rate, told.seconds or usual.seconds
    groups.main(groups.Needs(*load))


def _vacuum(told: Told) -> None:
    usual = vacuum.Long
    vacuum.main(vacuum.Long(told.base or usual.flows, told.rate or usual.rate, told.minutes))


def _load(told: Told) -> latency.Load:
    usual = latency.Load
    return usual(told.base or usual.base, told.rate or usual.rate, told.seconds or usual.seconds)


PARTS: Mapping[str, tuple[str, Callable[[Told], None]]] = {
    "engine": ("updates a second of the pure engine", lambda _: engine.main()),
    "loading": ("a worker's start: flows and lists from Postgres", lambda _: loading.main()),
    "bus": ("relay, consumer, and the way from one to the other", lambda _: bus.main(10_000)),
    "registry": ("registry's writes a second, one api process", lambda _: registry.main(2000)),
    "bulk": ("registry's rows a second in bulk, one api process", lambda _: bulk.main()),
    "peers": ("a reduced job, and the same by DuckDB, Postgres and Bytewax", _peers),
    "durable": ("durable symmetric updates, from the log to the log", _durable),
    "groups": ("a region's groups: updates, all from nothing, growth", _groups),
    "latency": (
        "from a write to its introduction in the mail sink",
        lambda told: latency.main(_load(told)),
    ),
    "region": (
        "a region through the public API: declared, matched, kept, mailed",
        lambda told: region.main(told.base or region.FLOWS, _load(told)),
    ),
    "reads": (
        "every GET route, by one reader and by eight",
        lambda told: reads.main(told.base or latency.Load.base),
    ),
    "webhooks": (
        "messages to webhooks a second, and beside one that hangs",
        lambda _: webhooks.main(),
    ),
    "vacuum": ("sizes of matching's tables under updates that go on", _vacuum),
}

USUAL = tuple(name for name in PARTS if name != "vacuum")
"""What is run when no part is named: not what takes the time of all others together."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    add = parser.add_argument
    add("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    add("--base", type=int, help="flows in the base of a part that stands on one")
    add("--rate", type=int, help="durable, latency, region, vacuum: updates or writes a second")
    add("--seconds", type=int, help="durable, latency, region: how long at that rate")
    add("--minutes", type=float, default=vacuum.Long.minutes, help="vacuum: in all")
    add("--updates", type=int, default=durable.Durable.updates, help="durable: of each burst")
    add(
        "--growth",
        type=int,
        default=durable.Durable.growth,
        help="durable: flows of the larger base, 0 for none",
    )
    add("--home", type=Path, help="durable: keep its bases here for another run")
    return parser


def main() -> None:
    parser = _parser()
    told = parser.parse_args()
    if unknown := set(told.parts) - PARTS.keys():
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    for name, (what, measure) in PARTS.items():
        if name in (told.parts or USUAL):
            _announce(what)
            measure(told)


def _announce(what: str) -> None:
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n== {what} (load average {load} on {os.cpu_count()} cores)", flush=True)


if __name__ == "__main__":
    main()
