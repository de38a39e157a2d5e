"""``/v1/operations/<service>``: dead letters and halts of one service, for the operator."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Any, Final, Self

from fastapi import Depends, Path, Query, Request
from fastapi.security.utils import get_authorization_scheme_param
from pydantic import BaseModel

from boucle.platform.bus import BusRefused, BusUnavailable, Record
from boucle.platform.consuming import dead_letters, halts
from boucle.platform.consuming.dead_letters import UnknownDeadLetter
from boucle.platform.db.tables import DeadLetter, Halt
from boucle.platform.errors import conflict, not_found, unavailable
from boucle.platform.http import INTERNAL, GuardedRouter, Line, RequestBody, require, resources
from boucle.platform.identity import Principal
from boucle.platform.process.halts import NotSkipped, record_at, skip_at, why_halts
from boucle.platform.process.service import Resources

Operator = Annotated[Principal, Depends(require("operator"))]
Res = Annotated[Resources, resources()]
_NUMBER: Final = {"ge": 0, "lt": 2**62}
LetterId = Annotated[int, Path(**_NUMBER)]
Before = Annotated[int | None, Query(ge=0, lt=2**62)]
Topic = Annotated[str, Path(max_length=100)]
Partition = Annotated[int, Path(ge=0, lt=2**15)]
Offset = Annotated[int, Path(**_NUMBER)]
_LISTED: Final = 50


class DeadLetterOut(BaseModel):
    """An event that could not be applied. ``replayed_by``: the client id of who sent it again."""

    id: int
    consumer: str
    topic: str
    partition: int
    offset: int
    type: str | None
    subject: str | None
    version: str | None
    cause: str
    failed_at: datetime
    replayed_at: datetime | None
    replayed_by: str | None

    @classmethod
    def of(cls, letter: DeadLetter, **more: Any) -> Self:
        names = {"type": "ce_type", "subject": "ce_subject", "version": "ce_entityversion"}
        said = {name: letter.headers.get(header) for name, header in names.items()}
        return cls(**{**letter.model_dump(), **said, **more})


class DeadLettersOut(BaseModel):
    """The latest first; ``next``: pass it as ``before``."""

    items: list[DeadLetterOut]
    next: int | None


class DeadLetterWhole(DeadLetterOut):
    """``failed_again``: the latest dead letter of the same event, where it failed once more."""

    key: str | None
    headers: dict[str, str]
    payload: str | None
    trace: str
    failed_again: int | None


class HaltOut(BaseModel):
    """An event at which consumers halt. ``skipped_by``: a client id, or a name that was typed."""

    topic: str
    partition: int
    offset: int
    consumer: str | None
    type: str
    subject: str
    version: str
    cause: str
    met_at: datetime
    skipped_at: datetime | None
    skipped_by: str | None
    reason: str | None


class HaltsOut(BaseModel):
    """The latest first."""

    items: list[HaltOut]


class HaltWhole(HaltOut):
    """``halting``: why it halts now; None: it does not, and ``refused`` says why it is not
    skipped. Both None, and no payload: the log has no such event."""

    halting: str | None
    refused: str | None
    headers: dict[str, str]
    payload: str | None


class SkipIn(RequestBody):
    """Why this event is passed over."""

    reason: Annotated[str, Line(500)]


async def list_dead_letters(
    principal: Operator, resources: Res, replayed: bool = False, before: Before = None
) -> DeadLettersOut:
    async with resources.database.read() as session:
        found = await dead_letters.list_dead_letters(
            session, before=before, replayed=replayed, limit=_LISTED + 1
        )
    shown = [DeadLetterOut.of(one) for one in found[:_LISTED]]
    return DeadLettersOut(items=shown, next=shown[-1].id if len(found) > _LISTED else None)


async def read_dead_letter(
    letter_id: LetterId, principal: Operator, resources: Res
) -> DeadLetterWhole:
    async with resources.database.read() as session:
        with _unknown(letter_id):
            letter = await dead_letters.get(session, letter_id)
        again = await dead_letters.failed_again(session, letter)
    return DeadLetterWhole.of(letter, payload=_text(letter.payload), failed_again=again)


async def replay_dead_letter(
    letter_id: LetterId, principal: Operator, resources: Res
) -> DeadLetterWhole:
    """Send it to its topic again: every consumer gets it again, which is harmless."""
    database, now = resources.database, resources.clock()
    by, bus = principal.client_id, resources.bus
    with _unknown(letter_id), _kafka():
        await dead_letters.replay(database, bus, [letter_id], now, by)
    return await read_dead_letter(letter_id, principal, resources)


async def list_halts(principal: Operator, resources: Res, skipped: bool = False) -> HaltsOut:
    async with resources.database.read() as session:
        found = await halts.list_halts(session, skipped=skipped)
    return HaltsOut(items=[HaltOut(**one.model_dump()) for one in found])


async def read_halt(
    topic: Topic,
    partition: Partition,
    offset: Offset,
    request: Request,
    principal: Operator,
    resources: Res,
) -> HaltWhole:
    """What is stored of it, and the event as it is in the log."""
    spot = topic, partition, offset
    row = await _halt(resources, spot)
    halting, refused, record = None, None, None
    try:
        with _kafka():
            record = await record_at(resources.bus, spot)
            halting = await why_halts(resources, record, _token(request))
    except NotSkipped as error:
        refused = str(error)
    return _whole(row, record, halting, refused)


async def skip_halt(
    topic: Topic,
    partition: Partition,
    offset: Offset,
    body: SkipIn,
    request: Request,
    principal: Operator,
    resources: Res,
) -> HaltOut:
    """Pass over the event in this service, from the next start of its worker on."""
    spot = topic, partition, offset
    await _halt(resources, spot)
    try:
        with _kafka():
            await skip_at(resources, spot, principal.client_id, body.reason, _token(request))
    except NotSkipped as error:
        raise conflict(error.args[0], code="not-skipped") from error
    return HaltOut(**(await _halt(resources, spot)).model_dump())


_ROUTES: Final = (
    ("GET", "/dead-letters", list_dead_letters),
    ("GET", "/dead-letters/{letter_id}", read_dead_letter),
    ("POST", "/dead-letters/{letter_id}/replay", replay_dead_letter),
    ("GET", "/halts", list_halts),
    ("GET", "/halts/{topic}/{partition}/{offset}", read_halt),
    ("POST", "/halts/{topic}/{partition}/{offset}/skip", skip_halt),
)


def operating_router(service: str) -> GuardedRouter:
    """Return the routes of one service, which are outside the contract with integrators."""
    router = GuardedRouter(prefix=f"/v1/operations/{service}", tags=["operations"])
    for method, path, endpoint in _ROUTES:
        router.add_api_route(path, endpoint, methods=[method], openapi_extra=INTERNAL)
    return router


async def _halt(resources: Resources, spot: halts.Spot) -> Halt:
    async with resources.database.read() as session:
        row = await halts.get(session, spot)
    if row is None:
        raise not_found("halt", halts.place_text(spot))
    return row


def _whole(row: Halt, record: Record | None, halting: str | None, refused: str | None) -> HaltWhole:
    return HaltWhole(
        **row.model_dump(),
        halting=halting,
        refused=refused,
        headers={} if record is None else record.headers,
        payload=None if record is None else _text(record.value),
    )


def _text(payload: bytes | None) -> str | None:
    return None if payload is None else payload.decode("utf-8", "replace")


def _token(request: Request) -> str:
    return get_authorization_scheme_param(request.headers.get("authorization"))[1]


@contextmanager
def _unknown(letter_id: int) -> Iterator[None]:
    """Answer 404 for a dead letter that is none."""
    try:
        yield
    except UnknownDeadLetter as error:
        raise not_found("dead letter", letter_id) from error


@contextmanager
def _kafka() -> Iterator[None]:
    """Answer 409 for what Kafka refuses, 503 while it is away."""
    try:
        yield
    except BusRefused as error:
        raise conflict(error.args[0], code="refused-by-kafka", title="Kafka refuses it") from error
    except BusUnavailable as error:
        raise unavailable(
            "kafka-away", "Kafka does not answer", "nothing was sent; try again", retry_after=10
        ) from error
