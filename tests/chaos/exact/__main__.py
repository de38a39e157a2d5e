"""``python -m tests.chaos.exact``: a random story to three workers that die; 0 differing lists."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from boucle.local.parts.kafka import EmbeddedKafka
from boucle.local.parts.postgres import EmbeddedPostgres
from boucle.matching.app import SERVICE
from tests.chaos.exact.play import Options, Report, play
from tests.chaos.exact.workers import Ground
from tests.chaos.failures import failures
from tests.kit.databases import Databases

_USUAL = Options()


def main(
    seed: Annotated[int, typer.Option(help="Same seed: same story and faults.")] = _USUAL.seed,
    operations: Annotated[int, typer.Option(help="In all.")] = _USUAL.operations,
    flows: Annotated[int, typer.Option(help="At once, at most.")] = _USUAL.population,
    faults: Annotated[int, typer.Option(help="Over the whole.")] = _USUAL.faults,
    checks: Annotated[int, typer.Option(help="How often all is compared.")] = _USUAL.checks,
    home: Annotated[Path | None, typer.Option(help="Where to run; kept afterwards.")] = None,
) -> None:
    """Random operations, three workers killed, frozen and rebalanced, events sent again: then every
    list, stored, told and read, against the full recompute of what was told."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    options = Options(
        seed=seed, operations=operations, population=flows, faults=faults, checks=checks
    )
    typer.echo(f"seed {seed}: {operations} operations, {faults} faults, {os.cpu_count()} cores")
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="boucle-exact-") as made, _servers(home or made) as at:
        try:
            report = asyncio.run(_played(*at, options))
        except (AssertionError, ExceptionGroup) as failed:
            for line in failures(failed):
                typer.echo(f"FAILED: {line}", err=True)
            raise typer.Exit(1) from failed
    _show(report, time.monotonic() - begun)


@contextmanager
def _servers(home: Path | str) -> Iterator[tuple[Path, EmbeddedPostgres, EmbeddedKafka]]:
    root = Path(home)
    root.mkdir(parents=True, exist_ok=True)
    root.chmod(0o755)  # Postgres runs as another user
    postgres, kafka = EmbeddedPostgres(root / "postgres"), EmbeddedKafka(root / "kafka")
    try:
        postgres.start()
        kafka.start()
        yield root, postgres, kafka
    finally:
        kafka.stop()
        postgres.stop()


async def _played(
    home: Path, postgres: EmbeddedPostgres, kafka: EmbeddedKafka, options: Options
) -> Report:
    url = await Databases(postgres.url("postgres")).clone(SERVICE.migrations)
    return await play(Ground(url, kafka.bootstrap, "exact"), home, options, typer.echo)


def _show(report: Report, seconds: float) -> None:
    typer.echo(
        f"\n{report.operations} operations, {report.events} events of flows, "
        f"{report.operations / report.seconds:.0f} operations/s with faults"
    )
    for name, count in report.done.most_common():
        typer.echo(f"  {count:>7}  {name}")
    in_flight = sorted(report.in_flight)
    typer.echo(
        f"{len(in_flight)} faults, {in_flight[0]} to {in_flight[-1]} events in flight at each "
        f"(median {in_flight[len(in_flight) // 2]}); {report.resent} events sent again"
    )
    for name, count in report.struck.most_common():
        typer.echo(f"  {count:>7}  {name}")
    typer.echo(f"0 differing lists in {len(report.held)} checks; {seconds:.0f} s in all")


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
