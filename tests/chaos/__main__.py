"""``python -m tests.chaos``: every fault at several seeded moments, then all is checked."""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from tests.chaos.play import SHORT, Options, Report, play, whole


def main(
    seed: Annotated[int, typer.Option(help="Same seed: same writes, faults and order.")] = 1,
    moments: Annotated[int, typer.Option(help="Kills of each process.")] = 5,
    rate: Annotated[float, typer.Option(help="Versions written a second.")] = 200.0,
    short: Annotated[bool, typer.Option(help="The six faults of the short form.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Only faults of these parts.")] = None,
    home: Annotated[Path | None, typer.Option(help="Where to run; kept afterwards.")] = None,
) -> None:
    """Kill and freeze every process of a running system while it is written to."""
    # What stops the play stops the system, too: nothing is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    faults = SHORT if short else whole(seed, moments)
    faults = [fault for fault in faults if not only or fault.part in only]
    options = Options(seed=seed, faults=faults, rate=rate)
    typer.echo(f"seed {seed}: {len(faults)} faults, {rate:.0f} versions/s, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory(prefix="boucle-chaos-") as made:
        try:
            report = asyncio.run(play(home or Path(made), options, typer.echo))
        except (AssertionError, ExceptionGroup) as failed:
            for line in _failures(failed):
                typer.echo(f"FAILED: {line}", err=True)
            raise typer.Exit(1) from failed
    _show(report)


def _failures(failed: Exception) -> list[str]:
    if isinstance(failed, ExceptionGroup):
        return [line for error in failed.exceptions for line in _failures(error)]
    return [str(failed) or repr(failed)]


def _show(report: Report) -> None:
    typer.echo(
        f"\n{report.versions_a_second:.0f} versions/s in {report.requests_a_second:.0f} requests/s "
        f"acknowledged, outages included; {report.retried} attempts sent again\n"
    )
    for part in sorted({outcome.fault.what for outcome in report.outcomes}):
        own = [outcome for outcome in report.outcomes if outcome.fault.what == part]
        recovered = sorted(outcome.recovered for outcome in own)
        in_flight = min(outcome.in_flight for outcome in own)
        typer.echo(
            f"{part:<32} {len(own)} times, {in_flight} or more in flight, recovered within "
            f"{recovered[-1]:.1f} s (median {recovered[len(recovered) // 2]:.1f} s)"
        )
    typer.echo("")
    for line in report.held:
        typer.echo(f"holds: {line}")


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
