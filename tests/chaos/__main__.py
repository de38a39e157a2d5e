"""``python -m tests.chaos``: every fault at several seeded moments, then all is checked."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from tests.chaos.failures import failures
from tests.chaos.meter import Written
from tests.chaos.play import SHORT, Options, Report, play, whole


def main(
    seed: Annotated[int, typer.Option(help="Same seed: same writes, faults and order.")] = 1,
    moments: Annotated[int, typer.Option(help="Kills of each process.")] = 5,
    pairing: Annotated[float, typer.Option(help="Writes/s of flows that pair.")] = 30.0,
    filed: Annotated[float, typer.Option(help="Writes/s in files; few pair.")] = 210.0,
    least: Annotated[float, typer.Option(help="Writes/s there must be at each fault.")] = 200.0,
    short: Annotated[bool, typer.Option(help="The six faults of the short form.")] = False,
    only: Annotated[list[str] | None, typer.Option(help="Only faults of these parts.")] = None,
    home: Annotated[Path | None, typer.Option(help="Where to run; kept afterwards.")] = None,
) -> None:
    """Kill and freeze every process of a running system while it is written to."""
    # What stops the play stops the system, too: nothing is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    parts = [SHORT] if short else whole(seed, moments)
    if only:
        parts = [part for part in parts if part[0].part in only]
    options = Options(seed, parts, pairing, filed, least)
    typer.echo(
        f"seed {seed}: {options.faults} faults at {least:.0f} writes/s or more "
        f"({pairing + filed:.0f} sent), {os.cpu_count()} cores"
    )
    begun = time.monotonic()
    place = home or Path(tempfile.mkdtemp(prefix="boucle-chaos-"))
    try:
        report = asyncio.run(play(place, options, typer.echo))
    except (AssertionError, ExceptionGroup) as failed:
        for line in failures(failed):
            typer.echo(f"FAILED: {line}", err=True)
        typer.echo(f"logs and data are kept in {place}", err=True)
        raise typer.Exit(1) from failed
    if home is None:
        shutil.rmtree(place)
    _show(report)
    typer.echo(f"{options.faults} faults, all held, in {time.monotonic() - begun:.0f} s")


def _show(report: Report) -> None:
    """A line for each fault, and after each part what held."""
    typer.echo(f"\n{'':27}  writes/s  in flight  back s  recovered s")
    for part in report.parts:
        for moment, one in enumerate(part.outcomes, start=1):
            typer.echo(
                f"{one.fault.what:<25}{moment:>2}  {one.rate:>8.0f}  {one.in_flight:>9}  "
                f"{one.back:>6.1f}  {one.recovered:>11.1f}"
            )
        typer.echo(f"    {part}")
    written = sum((part.written for part in report.parts), Written())
    seconds = sum(part.seconds for part in report.parts)
    typer.echo(
        f"\nload, outages included: {written.over(seconds)}; {report.retried} attempts sent again; "
        f"at the faults {min(one.rate for one in report.outcomes):.0f} writes/s or more"
    )
    for line in report.parts[-1].held:
        typer.echo(f"holds at the end: {line}")


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
