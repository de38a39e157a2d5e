"""``/synergies/{id}/courriels``: what the companies are written, before it leaves."""

import asyncio
from typing import Annotated, Final
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response

from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.pages.translating import N_
from boucle.platform.http import GuardedRouter, public
from boucle.portal.pages import Animator, PortalRoute, page
from boucle.portal.synergies.pages import shown
from boucle.portal.synergies.shapes import ShownLetters, ShownSynergy

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_FORM: Final = 20_000  # bytes
Id = Annotated[UUID, Path()]

DELAYS: Final = {
    "to_review": N_("attend votre relecture"),
    "no_contact": N_("aucun contact connu"),
    "stopped": N_("le contact ne veut plus de courriels"),
    "resting": N_("le contact a demandé une pause"),
    "asked_later": N_("l'autre entreprise répond d'abord"),
    "held": N_("attend de la place cette semaine"),
    "kept": N_("gardé, en attendant une place"),
    "sandbox": N_("bac à sable : jamais envoyé"),
    "paused": N_("le contact est absent"),
    "weekly": N_("groupé dans l'envoi de la semaine"),
    "each_morning": N_("groupé dans l'envoi du matin"),
    "quiet_hours": N_("part aux heures ouvrées"),
    "second_today": N_("part demain : un autre part aujourd'hui"),
    "new_figures": N_("attend un nouveau calcul"),
}
"""Why a letter does not leave at once, in words."""


@router.get("/synergies/{synergy_id}/courriels")
@public
async def show_letters(request: Request, synergy_id: Id, person: Animator) -> Response:
    path = f"/v1/synergies/{synergy_id}"
    one, letters = await asyncio.gather(
        person.api.get(path, ShownSynergy), person.api.get(f"{path}/letters", ShownLetters)
    )
    (row,) = await shown(request, person, [one])
    return page(
        request,
        "letters.html",
        row=row,
        names={side.organisation_id: side.name for side in row.sides},
        letters=letters.letters,
        refused=letters.refused,
        delays=DELAYS,
        to_release=any(
            one.state == "waiting" and any(delay.why == "to_review" for delay in one.delays)
            for one in letters.letters
        ),
    )


@router.post("/synergies/{synergy_id}/courriels/relacher", max_body_size=_FORM)
@public
async def release(synergy_id: Id, person: Animator) -> Response:
    await person.api.send("POST", f"/v1/synergies/{synergy_id}/letters/release")
    return see_other(f"/synergies/{synergy_id}/courriels")


@router.post("/synergies/{synergy_id}/courriels/{organisation_id}", max_body_size=_FORM)
@public
async def write_note(
    request: Request, synergy_id: Id, organisation_id: UUID, person: Animator
) -> Response:
    """Put the animator's own words into a letter; none, where the field is empty."""
    words = (await form_of(request)).get("mot", "").strip()
    path = f"/v1/synergies/{synergy_id}/letters/{organisation_id}"
    await person.api.send("PUT", path, {"note": words or None})
    return see_other(f"/synergies/{synergy_id}/courriels")
