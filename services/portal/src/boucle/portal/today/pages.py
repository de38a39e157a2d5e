"""``/aujourdhui``: each line leads to one page."""

import asyncio
from datetime import datetime, timedelta
from itertools import islice
from typing import Final
from uuid import UUID

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.api import Api
from boucle.portal.companies.names import names_of
from boucle.portal.companies.shapes import NotedCalls
from boucle.portal.pages import Animator, PortalRoute, SignedInPerson, page
from boucle.portal.people import PortalPerson
from boucle.portal.synergies.pages import across_the_border, shown
from boucle.portal.synergies.shapes import SynergyRows
from boucle.portal.today.shapes import (
    OpenQuestions,
    ShownIntroductions,
    WatchedTerritory,
)
from boucle.portal.today.waiting import who_waits

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_SHOWN: Final = 8
_BEST: Final = 3
_FORM: Final = 20_000  # bytes
_SOON: Final = timedelta(days=1)
_LATELY: Final = timedelta(days=7)
_HOMES: Final = {"company": "/mon-entreprise", "operator": "/exploitation"}


@router.get("/aujourdhui")
@public
async def today(request: Request, person: SignedInPerson) -> Response:
    if person.role != "animator":
        return see_other(_HOMES[person.role])
    api, now = person.api, request.app.state.resources.clock()
    ranked, waiting, asked, watched = await asyncio.gather(
        _synergies(person, now),
        who_waits(api, _SHOWN),
        _asked(api, now),
        _watched(person),
    )
    answered, due, best, across = ranked
    questions, held, calls = asked
    claimed, contacts, joining = waiting
    ids = [one.organisation_id for one in questions.items]
    best_few = list({one.synergy_id: one for one in (*best.items, *across.items)}.values())[:_BEST]
    lists = (answered.items, due.items, best_few)
    rows, companies = await asyncio.gather(
        shown(request, person, [one for each in lists for one in each]), names_of(api, ids)
    )
    following = iter(rows)
    answered_rows, due_rows, best_rows = (list(islice(following, len(each))) for each in lists)
    return page(
        request,
        "today.html",
        answered=answered_rows,
        due=due_rows,
        calls=calls.items,
        best=best_rows,
        detected=best.total,
        claimed=claimed,
        contacts=contacts.items,
        companies=companies,
        questions=questions.items,
        held=list(dict.fromkeys(one.synergy_id for one in held.items)),
        joining=joining.items,
        warned=[one for one in watched if one.warnings],
    )


async def _synergies(
    person: PortalPerson, now: datetime
) -> tuple[SynergyRows, SynergyRows, SynergyRows, SynergyRows]:
    """Return those that were answered lately, those with something due, and what to qualify: the
    best, and the newest across the border."""
    api = person.api
    few: dict[str, str | int] = {"limit": _SHOWN, "total": True}
    lately, soon = (now - _LATELY).isoformat(), (now + _SOON).date().isoformat()
    return await asyncio.gather(
        api.get(
            "/v1/synergies", SynergyRows, {**few, "answered_since": lately, "sort": "-updated_at"}
        ),
        api.get("/v1/synergies", SynergyRows, {**few, "next_action_before": soon}),
        api.get("/v1/synergies", SynergyRows, {**few, "state": "detected", "sort": "-eur"}),
        across_the_border(person, {"state": "detected", "limit": _SHOWN}),
    )


async def _watched(person: PortalPerson) -> list[WatchedTerritory]:
    territories = person.acting.as_role.territories[:_SHOWN]
    paths = [f"/v1/territories/{one.siren}" for one in territories]
    return await asyncio.gather(*(person.api.get(one, WatchedTerritory) for one in paths))


async def _asked(api: Api, now: datetime) -> tuple[OpenQuestions, ShownIntroductions, NotedCalls]:
    """Return questions, mails to read again, and whom to call again today."""
    soon = (now + _SOON).date().isoformat()
    return await asyncio.gather(
        api.get("/v1/questions", OpenQuestions, {"state": "open", "limit": _SHOWN}),
        api.get("/v1/introductions", ShownIntroductions, {"state": "to_review", "limit": _SHOWN}),
        api.get("/v1/calls", NotedCalls, {"due_before": soon, "limit": _SHOWN}),
    )


@router.post("/questions/{question_id}/repondre", max_body_size=_FORM)
@public
async def answer_question(request: Request, question_id: UUID, person: Animator) -> Response:
    """Answer a company; it gets a mail."""
    words = (await form_of(request)).get("reponse", "").strip()
    await person.api.send("POST", f"/v1/questions/{question_id}/answer", {"answer": words})
    return see_other("/aujourdhui")
