"""``python -m tests.bench [PART ...]``: all parts, or those named."""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench import bus, durable, engine, latency, loading, reads, region, registry


def _engine() -> None:
    engine.main()


def _bus() -> None:
    bus.main(10_000)


def _registry() -> None:
    registry.main(2000)


def _loading() -> None:
    loading.main()


PARTS: Mapping[str, tuple[str, Callable[[], None]]] = {
    "engine": ("updates a second of the pure engine", _engine),
    "loading": ("a worker's start: flows and lists from Postgres", _loading),
    "bus": ("relay, consumer, and the way from one to the other", _bus),
    "registry": ("registry's writes a second through one api process", _registry),
}
_PEERS, _DURABLE, _LATENCY, _REGION, _READS = "peers", "durable", "latency", "region", "reads"
_BASED = (_PEERS, _DURABLE, _LATENCY, _REGION, _READS)
"""Those that stand on a base of ``--base`` flows."""

_FLOWS = f"flows: {latency.Load.base} by default, {region.FLOWS} for {_REGION}"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join([*PARTS, *_BASED]))
    parser.add_argument("--base", type=int, help=_FLOWS)
    parser.add_argument("--rate", type=int, default=latency.Load.rate, help="writes a second")
    parser.add_argument("--seconds", type=int, default=latency.Load.seconds)
    parser.add_argument("--home", type=Path, help="durable: keep its base here for another run")
    told = parser.parse_args()
    if unknown := set(told.parts) - {*PARTS, *_BASED}:
        parser.error(f"no part is called {', '.join(sorted(unknown))}")
    wanted = told.parts or [*PARTS, *_BASED]
    base = told.base or latency.Load.base
    load = latency.Load(base, told.rate, told.seconds)
    for name, (what, measure) in PARTS.items():
        if name in wanted:
            _announce(what)
            measure()
    if _PEERS in wanted:
        from tests.bench import peers  # its peers are installed by `make bench` only

        _announce("a reduced job, and the same by DuckDB, Postgres and Bytewax")
        peers.main(base)
    if _DURABLE in wanted:
        _announce("durable symmetric updates, from the log to the log")
        durable.main(durable.Durable(flows=base, home=told.home))
    if _LATENCY in wanted:
        _announce("from a write to its introduction in the mail sink")
        latency.main(load)
    if _REGION in wanted:
        _announce("a region through the public API: declared, matched, kept, mailed")
        region.main(told.base or region.FLOWS, load)
    if _READS in wanted:
        _announce("every GET route, by one reader and by eight")
        reads.main(base)


def _announce(what: str) -> None:
    load = " ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"\n== {what} (load average {load} on {os.cpu_count()} cores)", flush=True)


if __name__ == "__main__":
    main()
