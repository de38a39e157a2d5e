"""``python -m tests.net``: records what the code of a commit answers; compares what another does.

Of a system that runs and is at rest, or of 10,000 seeded operations: its log, its databases, every
GET by each role, and what readers make of the log. Both need ``BOUCLE_TEST_POSTGRES_URL`` and
``BOUCLE_TEST_KAFKA``. A recording holds secrets of its throw-away system: it is not committed.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from boucle.local.system import System
from tests.net.asking import ask_again, crawl
from tests.net.capture import capture
from tests.net.differences import Found, answers_differ, steady_columns, tables_differ
from tests.net.ground import Ground
from tests.net.month import mails_differ, play
from tests.net.operations import operate
from tests.net.recording import Recording
from tests.net.replay import replay

app = typer.Typer(pretty_exceptions_enable=False)
Folder = Annotated[Path, typer.Argument(help="The recording's folder.")]
Home = Annotated[Path, typer.Argument(help="The running system's home (BOUCLE_HOME).")]


@app.command("capture")
def capture_(home: Home, folder: Folder) -> None:
    """Take the log and the databases of a system that runs (of `boucle demo`, say)."""
    asyncio.run(capture(System(home), Recording(folder)))


@app.command("operate")
def operate_(
    home: Home,
    folder: Folder,
    operations: Annotated[int, typer.Option(help="Versions of flows, in all.")] = 10_000,
    seed: Annotated[int, typer.Option(help="Same seed: same operations.")] = 1,
) -> None:
    """Run a system of its own, operate on it over its API, and take what it then holds."""
    asyncio.run(operate(home, Recording(folder), operations, seed))


@app.command()
def record(folder: Folder) -> None:
    """Write down what this code answers and derives from what was taken."""
    asyncio.run(_record(Recording(folder)))


@app.command()
def compare(
    folder: Folder,
    tables: Annotated[bool, typer.Option(help="Read the log anew, too.")] = True,
) -> None:
    """Ask and derive again: exit 1 if anything is not as recorded."""
    _tell(asyncio.run(_compare(Recording(folder), tables)))


@app.command()
def month(folder: Folder) -> None:
    """Play the made-up month; where its mails are in the folder, compare them with those."""
    before, now = folder / "mails", folder / "mails-now"
    if not before.exists():
        return play(before)
    shutil.rmtree(now, ignore_errors=True)
    play(now)
    return _tell([("mails", mails_differ(before, now))])


def _tell(found: Sequence[tuple[str, Found]]) -> None:
    for what, one in found:
        typer.echo(f"{what}: {one.steady} the same, {sum(map(len, one.lines.values()))} not")
        for line in one.tell():
            typer.echo(f"  {line}")
    raise typer.Exit(int(any(one.lines for _, one in found)))


async def _record(recording: Recording) -> None:
    answers = await crawl(Ground(recording))
    recording.write_lines("answers", answers)
    again = [one async for one in ask_again(Ground(recording), answers)]
    unsteady = [
        (one.service, one.asker, one.address)
        for one, other in zip(answers, again, strict=True)
        if one != other
    ]
    recording.write("unsteady.json", unsteady)
    typer.echo(f"{len(answers)} answers, {len(unsteady)} of them never twice the same")
    tables, others = await replay(Ground(recording)), await replay(Ground(recording))
    recording.write_tables("tables", tables)
    steady = steady_columns(tables, others)
    recording.write("steady.json", steady)
    rest = tables_differ(tables, others, steady)
    typer.echo(f"{rest.steady} rows derived; unsteady: {', '.join(rest.lines) or 'none'}")


async def _compare(recording: Recording, tables: bool) -> list[tuple[str, Found]]:
    known = frozenset(recording.unsteady())
    again = [one async for one in ask_again(Ground(recording), recording.answers())]
    recording.write_lines("answers-now", again)
    found = [("answers", answers_differ(recording.answers(), again, known))]
    if tables:
        now = await replay(Ground(recording))
        recording.write_tables("tables-now", now)
        before = recording.tables("tables")
        found.append(("tables", tables_differ(before, now, recording.steady())))
    return found


if __name__ == "__main__":
    app()
