"""``/chiffres`` and ``/reglages`` of the territories of who signed in."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, Any, Final

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM, Form
from boucle.pages.rendering import see_other
from boucle.pages.routes import NoSuchPage, form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal import figures
from boucle.portal.answers import decimal_of, said_of
from boucle.portal.api import Api, ApiProblem
from boucle.portal.api import Query as ApiQuery
from boucle.portal.pages import Animator, PortalRoute, labels_of, page
from boucle.portal.people import PortalPerson
from boucle.portal.people_named import people_named
from boucle.portal.territories.shapes import CountedSynergies, SettingsHistory

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_STALE: Final = 412
_TRIED: Final = timedelta(days=30)
_POINTS: Final = 100  # the API's, of one that people read
_READ_ONLY: Final = ("siren", "version", "updated_at", "warnings")
_FIELDS: Final = ("envoi", "seuil", "seuil_auto", "foule", "relire")
Siren = Annotated[str | None, Query(alias="territoire", max_length=9)]


@router.get("/chiffres")
@public
async def show_figures(
    request: Request,
    person: Animator,
    siren: Siren = None,
    month: Annotated[str | None, Query(alias="mois", pattern=r"^\d{4}-\d{2}$")] = None,
) -> Response:
    """Show each figure with its grade, what makes it and what it leaves out."""
    chosen = _chosen(person, siren)
    path = f"/v1/territories/{chosen}/indicators"
    found = await person.api.get(path, figures.MonthFigures, {"month": month})
    return page(
        request,
        "figures.html",
        found=found,
        written=lambda one: figures.figure(one, person.language),
        places=person.acting.as_role.territories,
        chosen=chosen,
        labels=await labels_of(request, person.api),
    )


def _chosen(person: PortalPerson, siren: str | None) -> str:
    """Return which of the person's territories it is about. Raises NoSuchPage of another."""
    own = [one.siren for one in person.acting.as_role.territories]
    if not own or siren not in (None, *own):
        raise NoSuchPage
    return siren or own[0]


@dataclass(frozen=True, slots=True)
class ThresholdTrial:
    """What another threshold would have left of last month's synergies; ``after``: None for a lower
    one, as the engine keeps nothing below the present one."""

    before: int
    after: int | None


@router.get("/reglages")
@public
async def show_settings(request: Request, person: Animator, siren: Siren = None) -> Response:
    return await _settings(request, person, _chosen(person, siren), {})


async def _settings(
    request: Request,
    person: PortalPerson,
    siren: str,
    typed: Form,
    faults: tuple[str, ...] = (),
    trial: ThresholdTrial | None = None,
) -> Response:
    """Show the settings in force, or what was typed."""
    stored, history, people = await asyncio.gather(
        person.api.get(f"/v1/territories/{siren}", dict[str, Any]),
        person.api.get(f"/v1/territories/{siren}/settings/history", SettingsHistory),
        people_named(person.api, [siren]),
    )
    last = history.items[-1] if history.items else None
    return page(
        request,
        "settings.html",
        422 if faults else 200,
        stored=stored,
        values={**_shown(stored), **typed},
        faults=faults,
        trial=trial,
        last=last,
        who=people.get(last.by or "", last.by) if last else None,
        places=person.acting.as_role.territories,
        chosen=siren,
    )


def _shown(stored: dict[str, Any]) -> dict[str, str]:
    return {
        "envoi": stored["policy"],
        "seuil": f"{stored['threshold'] / _POINTS:g}",
        "seuil_auto": f"{stored['auto_threshold'] / _POINTS:g}",
        "foule": str(stored["k"]),
        "relire": "oui" if stored["hold_letters"] else "",
    }


@router.post("/reglages/{siren}", max_body_size=MAX_FORM)
@public
async def set_settings(request: Request, siren: str, person: Animator) -> Response:
    """Save, or show what another threshold would have done."""
    form = await form_of(request)
    _chosen(person, siren)
    typed = {name: form.get(name, "") for name in _FIELDS}
    path = f"/v1/territories/{siren}"
    stored = await person.api.get(path, dict[str, Any])
    if form.get("essai"):
        now = request.app.state.resources.clock()
        since = (now - _TRIED).isoformat()
        trial = await _tried(person.api, siren, since, stored["threshold"], _points(typed["seuil"]))
        return await _settings(request, person, siren, typed, trial=trial)
    body = {name: value for name, value in stored.items() if name not in _READ_ONLY}
    body |= {
        "policy": typed["envoi"],
        "threshold": _points(typed["seuil"]),
        "auto_threshold": _points(typed["seuil_auto"]),
        "k": _whole(typed["foule"]),
        "hold_letters": typed["relire"] == "oui",
    }
    try:
        await person.api.send("PUT", path, body, _number(form.get("version", "")))
    except ApiProblem as problem:
        faults = () if problem.status == _STALE else said_of(problem, person.language)
        return await _settings(request, person, siren, typed, faults or ("",))
    return see_other(f"/reglages?territoire={siren}")


async def _tried(api: Api, siren: str, since: str, present: int, other: object) -> ThresholdTrial:
    """Return how many of the synergies that changed in a month would have been found."""

    async def count(least: int) -> int:
        query: ApiQuery = {
            "territory": siren, "updated_after": since, "min_score": least,
            "total": True, "limit": 1,
        }  # fmt: skip
        found = await api.get("/v1/synergies", CountedSynergies, query)
        return found.total.value if found.total else 0

    if not isinstance(other, int) or other < present:
        return ThresholdTrial(await count(present), None)
    before, after = await asyncio.gather(count(present), count(other))
    return ThresholdTrial(before, after)


def _points(text: str) -> object:
    """Return ``30`` as 3000; what is no number as it was typed, for the API to refuse."""
    try:
        return round(float(decimal_of(text)) * _POINTS)
    except (ValueError, OverflowError):
        return text


def _whole(text: str) -> object:
    return _number(text) if text.strip().isdigit() else text


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdigit() else None
