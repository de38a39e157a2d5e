"""Run ``dlq list | show | replay`` on dead letters."""

import json

import typer

from boucle.platform.consuming import dead_letters
from boucle.platform.db.tables import DeadLetter
from boucle.platform.process.service import Resources, S


async def list_letters(resources: Resources[S], *, replayed: bool) -> None:
    async with resources.database.read() as session:
        letters = await dead_letters.list_dead_letters(session, replayed=replayed, limit=1000)
    for letter in letters:
        typer.echo(_line(letter))
    if not letters:
        typer.echo("no dead letter")


async def show_letter(resources: Resources[S], id_: int) -> None:
    """Print the whole letter as JSON, its payload as text."""
    async with resources.database.read() as session:
        letter = await dead_letters.get(session, id_)
    payload = None if letter.payload is None else letter.payload.decode("utf-8", "replace")
    output = {**letter.model_dump(), "payload": payload}
    typer.echo(json.dumps(output, indent=2, ensure_ascii=False, default=str))


async def replay_letters(resources: Resources[S], ids: list[int]) -> None:
    sent = await dead_letters.replay(resources.database, resources.bus, ids, resources.clock())
    typer.echo(f"{sent} sent again")


def _line(letter: DeadLetter) -> str:
    kind = letter.headers.get("ce_type", "?")
    place = f"{letter.topic}[{letter.partition}]@{letter.offset}"
    again = "  (sent again)" if letter.replayed_at else ""
    when = f"{letter.failed_at:%Y-%m-%dT%H:%M:%SZ}"
    return f"{letter.id}  {when}  {letter.consumer}  {place}  {kind}  {letter.cause[:120]}{again}"
