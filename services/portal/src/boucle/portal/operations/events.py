"""``/exploitation/evenements``: what could not be applied or halts a service; see it, send it
again, pass over it."""

import asyncio
from typing import Annotated, Any, Final, Literal

import msgspec
from fastapi import Path, Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import said_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.operations.event_shapes import HaltingWhole, PutAsideWhole
from boucle.portal.operations.waiting_events import ServiceName, operators_named, waiting_events
from boucle.portal.pages import OperatorPerson, PortalRoute, page
from boucle.portal.people import PortalPerson

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = "/exploitation/evenements"
_HALT: Final = _PAGE + "/{service}/arret/{topic}/{partition}/{offset}"
_LARGEST: Final = {"ge": 0, "lt": 2**62}
_REFUSED: Final = frozenset({409, 422})
Number = Annotated[int, Path(**_LARGEST)]
Topic = Annotated[str, Path(pattern=r"^[a-z_]{1,40}$")]


@router.get(_PAGE)
@public
async def list_events(
    request: Request,
    person: OperatorPerson,
    handled: Annotated[Literal["", "oui"], Query(alias="tout")] = "",
) -> Response:
    events, names = await asyncio.gather(
        waiting_events(person.api, handled=handled == "oui"), operators_named(person.api)
    )
    return page(request, "events.html", events=events, names=names, handled=handled == "oui")


@router.get(_PAGE + "/{service}/{number}")
@public
async def show_put_aside(
    request: Request, service: ServiceName, number: Number, person: OperatorPerson
) -> Response:
    return await _put_aside(request, person, service, number)


async def _put_aside(
    request: Request,
    person: PortalPerson,
    service: str,
    number: int,
    faults: tuple[str, ...] = (),
) -> Response:
    path = f"/v1/operations/{service}/dead-letters/{number}"
    values = await _event(person.api, path, PutAsideWhole)
    status = 409 if faults else 200
    return page(request, "put_aside.html", status, service=service, faults=faults, **values)


@router.post(_PAGE + "/{service}/{number}/renvoi", max_body_size=MAX_FORM)
@public
async def send_again(
    request: Request, service: ServiceName, number: Number, person: OperatorPerson
) -> Response:
    path = f"/v1/operations/{service}/dead-letters/{number}/replay"
    try:
        await person.api.send("POST", path)
    except ApiProblem as problem:
        if problem.status not in _REFUSED:
            raise
        faults = said_of(problem, person.language)
        return await _put_aside(request, person, service, number, faults)
    return see_other(f"{_PAGE}/{service}/{number}")


@router.get(_HALT)
@public
async def show_halt(
    request: Request,
    service: ServiceName,
    topic: Topic,
    partition: Number,
    offset: Number,
    person: OperatorPerson,
) -> Response:
    return await _halt(request, person, service, f"{topic}/{partition}/{offset}")


async def _halt(
    request: Request,
    person: PortalPerson,
    service: str,
    place: str,
    typed: str = "",
    faults: tuple[str, ...] = (),
) -> Response:
    values = await _event(person.api, f"/v1/operations/{service}/halts/{place}", HaltingWhole)
    status, shown = 409 if faults else 200, {"service": service, "typed": typed, **values}
    return page(request, "halting.html", status, faults=faults, **shown)


@router.post(_HALT + "/saut", max_body_size=MAX_FORM)
@public
async def pass_over(
    request: Request,
    service: ServiceName,
    topic: Topic,
    partition: Number,
    offset: Number,
    person: OperatorPerson,
) -> Response:
    form = await form_of(request)
    place, reason = f"{topic}/{partition}/{offset}", form.get("raison", "").strip()
    path = f"/v1/operations/{service}/halts/{place}/skip"
    try:
        await person.api.send("POST", path, {"reason": reason})
    except ApiProblem as problem:
        if problem.status not in _REFUSED:
            raise
        faults = said_of(problem, person.language)
        return await _halt(request, person, service, place, reason, faults)
    return see_other(f"{_PAGE}/{service}/arret/{place}")


async def _event(
    api: Api, path: str, shape: type[PutAsideWhole] | type[HaltingWhole]
) -> dict[str, Any]:
    """Return the event with what it says, and the names of operators."""
    one, names = await asyncio.gather(api.get(path, shape), operators_named(api))
    headers = {name.removeprefix("ce_"): one.headers[name] for name in sorted(one.headers)}
    return {"one": one, "payload": readable(one.payload), "headers": headers, "names": names}


def readable(payload: str | None) -> str:
    """Return JSON on several lines; anything else as it is."""
    try:
        return msgspec.json.format((payload or "").encode(), indent=2).decode()
    except msgspec.DecodeError:
        return payload or ""
