"""``/connexion``, ``/deconnexion`` and ``/mon-compte``."""

import asyncio
from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.responses import Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.platform.http import GuardedRouter, public
from boucle.portal.pages import (
    PortalRoute,
    SignedInPerson,
    cookie,
    keep,
    local,
    page,
    people_of,
)
from boucle.portal.registry import SessionRefused
from boucle.portal.signing_in.browsers import (
    BACK,
    BROWSER,
    BROWSER_S,
    arrived,
    browser_name,
    browser_of,
    hash_of,
)
from boucle.portal.signing_in.openid import provider_of

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_LONGEST: Final = 200
# As long whether or not somebody has the address: nobody learns it from the clock.
_ANSWERS_AFTER_S: Final = 0.3
Back = Annotated[str | None, Query(alias="vers", max_length=500)]


@router.get("/connexion")
@public
async def ask(request: Request, back: Back = None) -> Response:
    """Ask for the mail address."""
    provider = await provider_of(request)
    where = local(back) if back else ""
    return page(request, "sign_in.html", back=where, email="", provider=provider)


@router.post("/connexion", max_body_size=MAX_FORM)
@public
async def send_link(request: Request) -> Response:
    """Have a link mailed; the page says the same whoever has the address."""
    form = await form_of(request)
    email, back = form.get("adresse", "").strip()[:_LONGEST], form.get("vers", "")
    browser = browser_of(request)
    asked = people_of(request).registry.ask_for_link(email, hash_of(browser))
    known, _ = await asyncio.gather(asked, asyncio.sleep(_ANSWERS_AFTER_S))
    if not known:
        values = {"back": back, "email": email, "error": True}
        values["provider"] = await provider_of(request)
        return page(request, "sign_in.html", 422, **values)
    answer = page(request, "link_sent.html", email=email)
    keep(request, answer, BROWSER, browser, BROWSER_S)
    if back:
        keep(request, answer, BACK, local(back), BROWSER_S)
    return answer


@router.get("/connexion/{link}")
@public
async def show_link(request: Request, link: str) -> Response:
    """Show one button: a scanner of mails follows links, and must not use this one up."""
    if BROWSER in request.cookies:
        return page(request, "use_link.html", link=link)
    return page(request, "other_browser.html", inside=cookie(request) in request.cookies)


@router.post("/connexion/{link}", max_body_size=MAX_FORM)
@public
async def use_link(request: Request, link: str) -> Response:
    """Sign in."""
    browser = request.cookies.get(BROWSER, "")
    agent = browser_name(request.headers.get("user-agent", ""))
    try:
        registry = people_of(request).registry
        session = await registry.open_session(link[:_LONGEST], hash_of(browser), agent)
    except SessionRefused as refused:
        other = refused.code == "other-browser"
        template = "other_browser.html" if other else "link_over.html"
        return page(request, template, 409 if other else 410, used=refused.code == "link-used")
    return arrived(request, session)


@router.post("/deconnexion", max_body_size=MAX_FORM)
@public
async def sign_out(request: Request) -> Response:
    """Sign out; who came in by a provider may sign out there, too."""
    session, left = request.cookies.get(cookie(request)), None
    if session:
        registry = people_of(request).registry
        if await provider_of(request):
            left = await registry.left_provider(session)
        await registry.end(session)
        people_of(request).forget(session)
    answer = page(request, "signed_out.html", left=left)
    answer.delete_cookie(cookie(request), path="/")
    return answer


@router.get("/mon-compte")
@public
async def account(request: Request, person: SignedInPerson) -> Response:
    sessions = await people_of(request).registry.sessions(person.session)
    wanted = person.acting.proof_wanted
    return page(request, "account.html", sessions=sessions, proof_wanted=wanted)


@router.post("/mon-compte/sessions/{session_id}", max_body_size=MAX_FORM)
@public
async def end_session(request: Request, session_id: str, person: SignedInPerson) -> Response:
    await people_of(request).registry.end(person.session, session_id)
    people_of(request).forget(person.session)
    return see_other("/mon-compte")


@router.post("/mon-compte/role", max_body_size=MAX_FORM)
@public
async def change_role(request: Request, person: SignedInPerson) -> Response:
    form = await form_of(request)
    request.state.person = await people_of(request).act(person.session, form.get("role"))
    return see_other("/")
