"""``/connexion/openid``: people come in by an OpenID Connect provider."""

from collections.abc import Mapping
from typing import Annotated, Final

from fastapi import Query, Request
from fastapi.responses import RedirectResponse, Response

from boucle.pages.routes import NoSuchPage
from boucle.pages.translating import N_
from boucle.platform.http import GuardedRouter, public
from boucle.portal.kept import Kept
from boucle.portal.pages import PortalRoute, keep, local, page, people_of
from boucle.portal.registry import PROVIDER_AWAY, Away, SessionRefused, SignInProvider
from boucle.portal.signing_in.browsers import (
    BACK,
    BROWSER,
    BROWSER_S,
    arrived,
    browser_name,
    browser_of,
    hash_of,
)

router = GuardedRouter(include_in_schema=False, route_class=PortalRoute)

_DENIED: Final = "denied"
_ANOTHER: Final = N_(
    "La réponse de {fournisseur} n'a pas pu être vérifiée. Recommencez ; si cela dure, entrez par "
    "courriel et prévenez la personne qui anime votre territoire."
)
_SAID: Final[Mapping[str, str]] = {
    _DENIED: N_("{fournisseur} ne nous a pas dit qui vous êtes : vous avez peut-être annulé."),
    PROVIDER_AWAY: N_(
        "{fournisseur} ne répond pas. Réessayez dans quelques minutes, ou entrez par courriel : "
        "le lien fonctionne sans {fournisseur}."
    ),
    "other-browser": N_("Cela a commencé dans un autre navigateur : recommencez dans celui-ci."),
    "state-ended": N_("Plus de 15 minutes ont passé : recommencez."),
    "state-used": N_("Cette réponse a déjà servi : recommencez."),
    "email-unverified": N_(
        "{fournisseur} ne garantit pas que votre adresse est la vôtre. Entrez par courriel."
    ),
    "nobody-invited": N_(
        "Personne n'est invité à l'adresse que {fournisseur} nous donne. Si vous avez un compte à "
        "une autre adresse, entrez par courriel ; sinon, demandez à la personne qui anime votre "
        "territoire de vous inviter."
    ),
}


def _text(name: str, most: int) -> object:
    return Query(alias=name, max_length=most)


Back = Annotated[str | None, _text("vers", 500)]


@router.get("/connexion/openid")
@public
async def ask_provider(request: Request, back: Back = None) -> Response:
    """Send the browser to the provider. Nothing is kept but its own cookies."""
    name, browser = await _name(request), browser_of(request)
    try:
        address = await people_of(request).registry.ask_provider(hash_of(browser))
    except SessionRefused as refused:
        return _refusal(request, name, refused.code)
    answer = RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})
    keep(request, answer, BROWSER, browser, BROWSER_S)
    if back:
        keep(request, answer, BACK, local(back), BROWSER_S)
    else:
        answer.delete_cookie(BACK, path="/")
    return answer


@router.get("/connexion/openid/retour")
@public
async def come_back(
    request: Request,
    state: Annotated[str, _text("state", 200)] = "",
    code: Annotated[str, _text("code", 4000)] = "",
    issuer: Annotated[str, _text("iss", 500)] = "",
) -> Response:
    """Sign in: a code is good for seconds, once, in the browser that asked."""
    name, browser = await _name(request), request.cookies.get(BROWSER, "")
    if not state or not code:
        return _refusal(request, name, _DENIED)
    agent = browser_name(request.headers.get("user-agent", ""))
    brought = {"state": state, "code": code, **({"issuer": issuer} if issuer else {})}
    try:
        registry = people_of(request).registry
        session = await registry.open_by_provider(hash_of(browser), agent, brought)
    except SessionRefused as refused:
        return _refusal(request, name, refused.code)
    return arrived(request, session)


async def provider_of(request: Request) -> str | None:
    """Return the name of who else signs people in, if registry says so now."""
    try:
        return await _known(request)
    except Away:
        return None


async def _name(request: Request) -> str:
    """Raises NoSuchPage where there is no provider, Away where nobody knows."""
    name = await _known(request)
    if name is None:
        raise NoSuchPage
    return name


async def _known(request: Request) -> str | None:
    kept: Kept[SignInProvider] = request.app.state.resources.state.provider
    return (await kept.get(people_of(request).registry.sign_in_provider)).name


def _refusal(request: Request, name: str, code: str) -> Response:
    said = _SAID.get(code, _ANOTHER)
    status = 503 if code == PROVIDER_AWAY else 409
    return page(request, "provider_refused.html", status, said=said, provider=name)
