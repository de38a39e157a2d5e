"""Run ``halts list | show | skip`` on events at which consumers halt."""

import json

import typer

from boucle.platform.bus import Bus, BusUnavailable, Record
from boucle.platform.consuming import halts
from boucle.platform.consuming.halts import Spot
from boucle.platform.db.tables import Halt
from boucle.platform.events import EVENTS, HaltingEvent, UndecodableEvent
from boucle.platform.process.service import Resources, S
from boucle.platform.recovery.given import NotAsked
from boucle.platform.translating import tr

_READ_S = 5.0


class NotSkipped(ValueError):
    """The event must not be skipped; the message says why, and what to do."""


async def list_halts(resources: Resources[S], *, skipped: bool) -> None:
    async with resources.database.read() as session:
        rows = await halts.list_halts(session, skipped=skipped)
    for row in rows:
        typer.echo(_line(row))
    if not rows:
        typer.echo("no event halts a consumer")


async def show_halt(resources: Resources[S], place: str, token: str | None) -> None:
    """Print what is stored of a place, and the event in the log, as JSON; its payload as text."""
    spot = _spot(place)
    async with resources.database.read() as session:
        row = await halts.get(session, spot)
    record = await record_at(resources.bus, spot)
    payload = None if record.value is None else record.value.decode("utf-8", "replace")
    try:
        verdict = await why_halts(resources, record, token)
    except NotSkipped as why:
        verdict = str(why)
    shown = {
        "place": place,
        "now": verdict,
        "known": None if row is None else row.model_dump(),
        "key": record.key,
        "headers": record.headers,
        "sent_at_ms": record.timestamp_ms,
        "payload": payload,
    }
    typer.echo(json.dumps(shown, indent=2, ensure_ascii=False, default=str))


async def skip_halt(
    resources: Resources[S], place: str, by: str, reason: str, token: str | None
) -> None:
    """Skip the event in this service. Raises NotSkipped if it can be applied."""
    if not by.strip() or not reason.strip():
        raise NotSkipped("--by and --reason are empty; expected: who decides, and why")
    await skip_at(resources, _spot(place), by, reason, token)
    typer.echo(f"{place} is skipped by {resources.service}: start its worker again")


async def skip_at(
    resources: Resources[S], spot: Spot, by: str, reason: str, token: str | None
) -> None:
    """Skip the event in this service. Raises NotSkipped if it can be applied, BusUnavailable."""
    record = await record_at(resources.bus, spot)
    cause = await why_halts(resources, record, token)
    now = resources.clock()
    async with resources.database.write() as session:
        await halts.skip(session, halts.row_of(record, cause, now), by, reason, now)


async def forget_readable(resources: Resources[S]) -> None:
    """Delete halts whose event this release reads: consumers are past them."""
    async with resources.database.read() as session:
        rows = await halts.list_halts(session)
    for row in rows:
        spot = row.topic, row.partition, row.offset
        try:
            record = await record_at(resources.bus, spot)
            EVENTS.decode(record.headers, record.value)
        except HaltingEvent:
            continue
        except (UndecodableEvent, NotSkipped):
            pass  # a dead letter now; or another log, which has nothing there
        async with resources.database.write() as session:
            await halts.forget(session, spot)


async def why_halts(resources: Resources[S], record: Record, token: str | None) -> str:
    """Return why consumers halt there. Raises NotSkipped if nothing does."""
    place = halts.place_text(halts.spot_of(record))
    try:
        event = EVENTS.decode(record.headers, record.value)
    except HaltingEvent as error:
        return str(error)
    except UndecodableEvent as error:
        raise NotSkipped(
            tr(
                "{place} halts nobody: it is put aside as a dead letter ({cause}); see `dlq list`",
                place=place,
                cause=error,
            )
        ) from error
    decodes = tr(
        "{place} decodes ({type} of {subject}, version {version})",
        place=place,
        type=event.type,
        subject=event.subject,
        version=event.entity_version,
    )
    giver = resources.giver
    if giver is None or record.topic not in giver.topics:
        raise NotSkipped(tr("{decodes} and is applied: it is not skipped", decodes=decodes))
    try:
        given = giver.asked(resources.settings, token)
        reached = (await given.ask(record.topic, [event.subject])).get(event.subject)
    except NotAsked as error:
        raise NotSkipped(
            tr(
                "{decodes} and is applied: it is not skipped. Only what {giver} never gave is, "
                "and {giver} was not asked: {cause}",
                decodes=decodes,
                giver=giver.name,
                cause=error,
            )
        ) from error
    why = giver.never_gave(event.entity_version, reached)
    if why is None:
        raise NotSkipped(
            tr(
                "{decodes} and is applied: it is not skipped. Correct the entity where it is "
                "declared",
                decodes=decodes,
            )
        )
    return f"{event.type} of {event.subject}, version {event.entity_version}: {why}"


async def record_at(bus: Bus, spot: Spot) -> Record:
    """Read the record. Raises NotSkipped if the log has nothing there, BusUnavailable."""
    topic, partition, offset = spot
    place = topic, partition
    places = await bus.places([topic])
    end = (await bus.end_offsets([place]))[place] if place in places else 0
    if offset < end:
        async with bus.reader() as reader:
            reader.assign({place: offset})
            records = await reader.poll(1, _READ_S)
        if not records:  # before the end, yet nothing came: the broker is slow, the event is there
            raise BusUnavailable(f"{halts.place_text(spot)}: not read within {_READ_S:g} s")
        if records[0].offset == offset:
            return records[0]
    raise NotSkipped(
        tr(
            "{place}: the log has no event there (topic {topic}, partition {partition} ends before "
            "offset {end})",
            place=halts.place_text(spot),
            topic=topic,
            partition=partition,
            end=end,
        )
    )


def _spot(place: str) -> Spot:
    try:
        return halts.parse_place(place)
    except ValueError as error:
        raise NotSkipped(str(error)) from error


def _line(row: Halt) -> str:
    place = halts.place_text((row.topic, row.partition, row.offset))
    entity = f"{row.type} of {row.subject}, version {row.version}"
    line = f"{place}  {row.met_at:%Y-%m-%dT%H:%M:%SZ}  {row.consumer or '-'}  {entity}  {row.cause}"
    if row.skipped_at is None:
        return line
    return (
        f"{line}  (skipped {row.skipped_at:%Y-%m-%dT%H:%M:%SZ} by {row.skipped_by}: {row.reason})"
    )
