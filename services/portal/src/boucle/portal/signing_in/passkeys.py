"""``/connexion/cle`` and ``/mon-compte/cles``: passkeys."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from fastapi import Query, Request
from fastapi.responses import FileResponse, HTMLResponse, Response

from boucle.pages.forms import MAX_FORM
from boucle.pages.rendering import see_other
from boucle.pages.routes import form_of
from boucle.pages.translating import N_
from boucle.platform.http import GuardedRouter, public
from boucle.portal.pages import (
    START,
    PortalRoute,
    ProofWanted,
    SignedInPerson,
    SignedOut,
    cookie,
    keep,
    keep_session,
    local,
    page,
    people_of,
    scripted,
)
from boucle.portal.people import PortalPerson
from boucle.portal.registry import PasskeyOptions, SessionRefused
from boucle.portal.signing_in.browsers import (
    BROWSER,
    BROWSER_S,
    browser_name,
    browser_of,
    hash_of,
)

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_SCRIPT: Final = Path(__file__).parent.parent / "static" / "passkeys.js"
_LONGEST: Final = 100
_ANOTHER: Final = N_(
    "Cette clé d'accès n'a pas pu être vérifiée : recommencez, ou entrez par courriel."
)
_SAID: Final[Mapping[str, str]] = {
    "challenge-used": N_("Cette réponse a déjà servi : recommencez."),
    "challenge-ended": N_("Plus de 5 minutes ont passé : recommencez."),
    "other-browser": N_("Cela a commencé dans un autre navigateur : recommencez dans celui-ci."),
    "other-origin": N_(
        "Un autre site a demandé cette clé d'accès. Vérifiez l'adresse de la page, et recommencez."
    ),
    "passkey-removed": N_(
        "Cette clé d'accès a été retirée du compte. Entrez par courriel, et effacez-la de "
        "votre appareil."
    ),
    "passkey-copied": N_(
        "Cette clé d'accès compte à l'envers, comme le fait une copie. Entrez par courriel, "
        "retirez-la de votre compte et ajoutez-en une autre."
    ),
    "passkey-known": N_("Cette clé d'accès est déjà dans un compte : choisissez-en une autre."),
    "passkeys-many": N_("Vous avez 20 clés d'accès, le plus possible : retirez-en une d'abord."),
}
Back = Annotated[str | None, Query(alias="vers", max_length=500)]


@router.get("/portail/passkeys.js")
@public
async def send_script() -> FileResponse:
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"}
    return FileResponse(_SCRIPT, media_type="text/javascript", headers=headers)


@router.get("/connexion/cle")
@public
async def ask_for_passkey(request: Request, back: Back = None) -> Response:
    """Ask for a passkey."""
    return await _sign_in_page(request, local(back) if back else "")


@router.post("/connexion/cle", max_body_size=MAX_FORM)
@public
async def use_passkey(request: Request) -> Response:
    """Sign in."""
    form = await form_of(request)
    browser, agent = request.cookies.get(BROWSER, ""), request.headers.get("user-agent", "")
    registry, answer = people_of(request).registry, form.get("reponse", "")
    try:
        session = await registry.open_by_passkey(hash_of(browser), browser_name(agent), answer)
    except SessionRefused as refused:
        return await _sign_in_page(request, form.get("vers", ""), refused.code)
    done = see_other(local(form.get("vers")))
    keep_session(request, done, session)
    done.delete_cookie(BROWSER, path="/")
    return done


@router.get("/connexion/preuve")
@public
async def ask_for_proof(request: Request) -> Response:
    """Have an operator use a passkey, or make its first one."""
    return await _proof_page(request)


@router.post("/connexion/preuve", max_body_size=MAX_FORM)
@public
async def prove(request: Request) -> Response:
    form, session = await form_of(request), request.cookies.get(cookie(request), "-")
    browser, answer = hash_of(request.cookies.get(BROWSER, "")), form.get("reponse", "")
    registry, name = people_of(request).registry, _own_name(request)
    try:
        if form.get("faire") == "create":
            await registry.add_passkey(session, browser, name, answer)
        else:
            await registry.prove(session, browser, answer)
    except SessionRefused as refused:
        return await _proof_page(request, refused.code)
    people_of(request).forget(session)
    return see_other(START)


@router.get("/mon-compte/cles")
@public
async def list_passkeys(request: Request, person: SignedInPerson) -> Response:
    return await _own_page(request, person)


@router.post("/mon-compte/cles", max_body_size=MAX_FORM)
@public
async def add_passkey(request: Request, person: SignedInPerson) -> Response:
    form = await form_of(request)
    name = " ".join(form.get("nom", "").split())[:_LONGEST] or _own_name(request)
    browser, answer = hash_of(request.cookies.get(BROWSER, "")), form.get("reponse", "")
    try:
        await people_of(request).registry.add_passkey(person.session, browser, name, answer)
    except SessionRefused as refused:
        return await _own_page(request, person, refused.code, name)
    return see_other("/mon-compte/cles")


@router.post("/mon-compte/cles/{passkey}/retirer", max_body_size=MAX_FORM)
@public
async def remove_passkey(request: Request, passkey: str, person: SignedInPerson) -> Response:
    try:
        await people_of(request).registry.remove_passkey(person.session, passkey)
    except SessionRefused as refused:
        return await _own_page(request, person, refused.code)
    return see_other("/mon-compte/cles")


async def _sign_in_page(request: Request, back: str, refused: str | None = None) -> Response:
    browser = browser_of(request)
    options = await _options(request, browser, None)
    values: dict[str, object] = {
        "back": back,
        "options": options,
        "here": _is_here(request, options),
    }
    values["error"] = _said(refused)
    return _kept(request, page(request, "passkey.html", _status(refused), **values), browser)


async def _proof_page(request: Request, refused: str | None = None) -> Response:
    _left(refused)
    browser, session = browser_of(request), request.cookies.get(cookie(request), "-")
    registry = people_of(request).registry
    try:
        own = await registry.passkeys(session)
        asked = registry.ask_for_proof if own.items else registry.ask_for_passkey
        options = None if own.origin is None else await asked(hash_of(browser), session)
    except SessionRefused as ended:
        raise SignedOut from ended
    values: dict[str, object] = {"own": own, "options": options, "error": _said(refused)}
    values["here"] = _is_here(request, options)
    return _kept(request, page(request, "prove.html", _status(refused), **values), browser)


def _left(refused: str | None) -> None:
    """Send elsewhere who may not stay on a page of passkeys."""
    if refused == "session-ended":
        raise SignedOut
    if refused == "proof-wanted":
        raise ProofWanted


async def _own_page(
    request: Request, person: PortalPerson, refused: str | None = None, name: str = ""
) -> Response:
    _left(refused)
    browser = browser_of(request)
    try:
        own = await people_of(request).registry.passkeys(person.session)
        options = await _options(request, browser, person.session)
    except SessionRefused as ended:
        raise SignedOut from ended
    values: dict[str, object] = {"own": own, "options": options, "here": _is_here(request, options)}
    values |= {"error": _said(refused), "name": name or _own_name(request)}
    return _kept(request, page(request, "passkeys.html", _status(refused), **values), browser)


async def _options(request: Request, browser: str, session: str | None) -> PasskeyOptions | None:
    """Return what the browser needs; None at an address that cannot have passkeys."""
    try:
        return await people_of(request).registry.ask_for_passkey(hash_of(browser), session)
    except SessionRefused as refused:
        if refused.code != "no-name":
            raise
        return None


def _is_here(request: Request, options: PasskeyOptions | None) -> bool:
    """Tell whether passkeys work at the address where the browser is."""
    return options is not None and urlsplit(options.origin).netloc == request.headers.get("host")


def _kept(request: Request, answer: HTMLResponse, browser: str) -> Response:
    keep(request, answer, BROWSER, browser, BROWSER_S)
    return scripted(answer)


def _own_name(request: Request) -> str:
    return browser_name(request.headers.get("user-agent", ""))


def _said(refused: str | None) -> str | None:
    return None if refused is None else _SAID.get(refused, _ANOTHER)


def _status(refused: str | None) -> int:
    return 200 if refused is None else 409
