"""``/mon-compte/donnees``: what is kept of who signed in, and its erasure."""

import msgspec
from fastapi import Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.pages import PortalRoute, SignedInPerson, cookie, page, people_of

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)


@router.get("/mon-compte/donnees")
@public
async def show_data(request: Request, person: SignedInPerson) -> Response:
    return page(request, "own_data.html", wrong=False)


@router.post("/mon-compte/donnees/copie", max_body_size=MAX_FORM)
@public
async def copy_data(person: SignedInPerson) -> Response:
    """Return everything as a file."""
    kept = await person.api.send("POST", "/v1/persons/export", _own(person))
    text = msgspec.json.format(kept.content, indent=2)
    name = {"Content-Disposition": 'attachment; filename="boucle-mes-donnees.json"'}
    return Response(text, media_type="application/json", headers=name)


@router.post("/mon-compte/donnees/effacer", max_body_size=MAX_FORM)
@public
async def erase_data(request: Request, person: SignedInPerson) -> Response:
    """Erase, once the address was typed again: there is no way back."""
    typed = (await form_of(request)).get("adresse", "").strip().lower()
    if typed != person.acting.account.email.lower():
        return page(request, "own_data.html", 422, wrong=True)
    await person.api.send("POST", "/v1/persons/erase", _own(person))
    people_of(request).forget(person.session)
    del request.state.person
    answer = page(request, "erased.html")
    answer.delete_cookie(cookie(request), path="/")
    return answer


def _own(person: SignedInPerson) -> dict[str, str]:
    return {"address": person.acting.account.email}
