"""``python -m tests.faults``: faults planted one by one; a test of the day must catch each.

Named tests run once as they are, then once with each fault in the module that it is planted in.
Exit 1 when one is not caught, or no longer applies.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import Annotated

import typer

from tests.faults.plant import NAME
from tests.faults.planted import FAULTS, Fault, NoLongerApplies, place_of

_FAILED, _PASSED = 1, 0  # pytest's own
_NEVER_ENDED = -1
"""Catches nothing: a busy machine, too, makes tests that never end."""
_WITHIN_S = 900.0


def main(
    only: Annotated[list[str] | None, typer.Argument(help="Names of faults; all if none.")] = None,
    sound: Annotated[bool, typer.Option(help="See first that the tests pass.")] = True,
) -> None:
    """Plant each, and say whether the tests that should catch it do."""
    faults = [one for one in FAULTS if not only or one.name in only]
    bad = [f"{one.name}: {why}" for one in faults if (why := _why_not(one))]
    tests = dict.fromkeys(test for one in faults for test in one.caught_by)
    if not bad and sound and _run(list(tests), None)[0] != _PASSED:
        bad = ["the tests fail without any fault"]
    for one in faults if not bad else ():
        began = time.monotonic()
        status, said = _run(one.caught_by, one.name)
        caught = status == _FAILED
        told = "caught" if caught else f"NOT caught (pytest: {status})"
        typer.echo(f"{told:24}{one.name} ({time.monotonic() - began:.0f} s): {one.what}")
        if not caught:
            bad.append(one.name)
            typer.echo(said[-2000:])
    typer.echo(f"{len(faults)} faults, {len(bad)} not caught")
    for line in bad:
        typer.echo(f"  {line}", err=True)
    raise typer.Exit(int(bool(bad)))


def _why_not(fault: Fault) -> str | None:
    try:
        place_of(fault)
    except NoLongerApplies as why:
        return str(why)
    return None


def _run(tests: list[str] | tuple[str, ...], fault: str | None) -> tuple[int, str]:
    argv = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider"]
    argv += ["-p", "tests.faults.plant", "--no-header", "--tb=line"]
    env = {**os.environ, NAME: fault or ""}
    try:
        done = subprocess.run(
            [*argv, *tests], env=env, capture_output=True, text=True, timeout=_WITHIN_S, check=False
        )
    except subprocess.TimeoutExpired:
        return _NEVER_ENDED, "the tests never ended"
    return done.returncode, done.stdout + done.stderr


if __name__ == "__main__":
    app = typer.Typer(pretty_exceptions_enable=False)
    app.command()(main)
    app()
