"""``/exploitation/evenements``: what could not be applied or halts a service; see it, send it
again, pass over it."""

import asyncio
from collections.abc import Mapping
from typing import Annotated, Any, Final, Literal

import msgspec
from fastapi import Path, Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.answers import said_of
from boucle.portal.api import ApiProblem
from boucle.portal.operations.event_shapes import HaltingWhole, PutAsideWhole
from boucle.portal.operations.waiting_events import operators_named, waiting_events
from boucle.portal.pages import OperatorPerson, PortalRoute, page
from boucle.portal.people import PortalPerson

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_PAGE: Final = "/exploitation/evenements"
_HALT: Final = _PAGE + "/{service}/arret/{topic}/{partition}/{offset}"
_LARGEST: Final = {"ge": 0, "lt": 2**62}
_REFUSED: Final = frozenset({409, 422})
Named = Literal["registry", "matching", "notifications", "indicators"]
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
    request: Request, service: Named, number: Number, person: OperatorPerson
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
    one, names = await asyncio.gather(
        person.api.get(path, PutAsideWhole), operators_named(person.api)
    )
    return page(
        request,
        "put_aside.html",
        409 if faults else 200,
        service=service,
        one=one,
        payload=readable(one.payload),
        headers=_said(one.headers),
        names=names,
        faults=faults,
    )


@router.post(_PAGE + "/{service}/{number}/renvoi", max_body_size=MAX_FORM)
@public
async def send_again(
    request: Request, service: Named, number: Number, person: OperatorPerson
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
    service: Named,
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
    path = f"/v1/operations/{service}/halts/{place}"
    one, names = await asyncio.gather(
        person.api.get(path, HaltingWhole), operators_named(person.api)
    )
    return page(
        request,
        "halting.html",
        409 if faults else 200,
        service=service,
        one=one,
        payload=readable(one.payload),
        headers=_said(one.headers),
        names=names,
        typed=typed,
        faults=faults,
    )


@router.post(_HALT + "/saut", max_body_size=MAX_FORM)
@public
async def pass_over(
    request: Request,
    service: Named,
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


def readable(payload: str | None) -> str:
    """Return JSON on several lines; anything else as it is."""
    try:
        return msgspec.json.format((payload or "").encode(), indent=2).decode()
    except msgspec.DecodeError:
        return payload or ""


def _said(headers: Mapping[str, str]) -> Mapping[str, Any]:
    return {name.removeprefix("ce_"): headers[name] for name in sorted(headers)}
