"""Answer every request of the portal by a page, for who signed in."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, Final
from urllib.parse import quote, urlsplit

import structlog
from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, Response

from boucle.pages.rendering import Pages, see_other
from boucle.pages.routes import NoSuchPage, PageRoute
from boucle.pages.translating import translator_of
from boucle.platform.http.languages import preferred
from boucle.portal.answers import said_of
from boucle.portal.api import Api, ApiProblem, TokenRefused
from boucle.portal.frame import PortalFrame
from boucle.portal.kept import Kept
from boucle.portal.labels import Labels, Pairs, read_labels
from boucle.portal.people import People, PortalPerson
from boucle.portal.registry import Away, SessionRefused

_log = structlog.get_logger(__name__)


class PortalPages(Pages):
    """Pages for who signed in, also where there is none."""

    def gone(self, request: Request | None = None) -> HTMLResponse:
        return self.page("gone.html", 404, frame_of(request))

    def away(self, request: Request | None = None) -> HTMLResponse:
        answer = self.page("away.html", 503, frame_of(request))
        answer.headers["Retry-After"] = "60"
        return answer


PAGES: Final = PortalPages("boucle.portal", "templates", "portal.css", referrer="same-origin")
_SAFE: Final = frozenset({"GET", "HEAD"})
_OUR_OWN: Final = frozenset({"same-origin", "none"})
START: Final = "/aujourdhui"


class SignedOut(Exception):
    """Nobody is signed in in this browser, or no more."""


class ProofWanted(Exception):
    """An operator signed in, and used no passkey yet."""


class Elsewhere(Exception):
    """A form was sent from a page that is not ours."""


class PortalRoute(PageRoute):
    """A form is taken from our own pages only. Whatever goes wrong is said by a page."""

    pages = PAGES

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()

        async def answered(request: Request) -> Response:
            try:
                if request.method not in _SAFE and not is_from_here(request):
                    return page(request, "elsewhere.html", 403)
                found = await _answered(answer, request)
            except SignedOut:
                return _to_sign_in(request)
            except ProofWanted:
                return see_other("/connexion/preuve")
            except RequestValidationError:  # an address that is none of ours
                return PAGES.gone(request)
            except ApiProblem as problem:
                return _refusal(request, problem)
            except Away as error:
                _log.warning("page_unavailable", page=self.name, cause=str(error))
                return PAGES.away(request)
            _keep_session(request, found)
            return found

        return answered


async def _answered(
    answer: Callable[[Request], Coroutine[Any, Any, Response]], request: Request
) -> Response:
    """Try once more with another token: the first one may have been revoked meanwhile."""
    try:
        return await answer(request)
    except TokenRefused:
        request.state.again = True
    try:
        return await answer(request)
    except TokenRefused as error:
        raise SignedOut from error


def is_from_here(request: Request) -> bool:
    """Tell whether a page of ours sent this form, as the browser says."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in _OUR_OWN
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


def _to_sign_in(request: Request) -> Response:
    back = request.url.path if request.method in _SAFE else ""
    if back and request.url.query:
        back += f"?{request.url.query}"
    answer = see_other(f"/connexion?vers={quote(back)}" if back else "/connexion")
    answer.delete_cookie(cookie(request), path="/")
    return answer


def _refusal(request: Request, problem: ApiProblem) -> Response:
    if problem.status == 404:
        return PAGES.gone(request)
    language = frame_of(request).language
    faults = said_of(problem, language) if problem.faults else ()
    return page(request, "problem.html", problem.status, problem=problem, faults=faults)


def cookie(request: Request) -> str:
    """Return the name of the session's cookie; a browser keeps the prefix to https and this
    host."""
    return "__Host-boucle" if _is_secure(request) else "boucle"


def _is_secure(request: Request) -> bool:
    return bool(request.app.state.resources.settings.public_url.startswith("https:"))


def keep(request: Request, answer: Response, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(
        name, value, max_age=seconds, path="/", httponly=True, samesite="lax",
        secure=_is_secure(request),
    )  # fmt: skip


_SESSION_S: Final = 90 * 24 * 3600


def keep_session(request: Request, answer: Response, session: str) -> None:
    keep(request, answer, cookie(request), session, _SESSION_S)


def _keep_session(request: Request, answer: Response) -> None:
    """Give the browser its next secret, where registry gave one."""
    person = getattr(request.state, "person", None)
    if person is not None and person.session != request.cookies.get(cookie(request)):
        keep_session(request, answer, person.session)


def people_of(request: Request) -> People:
    people: People = request.app.state.resources.state.people
    return people


async def signed_in(request: Request) -> PortalPerson:
    """Return who signed in. Raises SignedOut."""
    session = request.cookies.get(cookie(request))
    if not session:
        raise SignedOut
    people = people_of(request)
    again = getattr(request.state, "again", False)
    try:
        person = await (people.act(session, None) if again else people.find(session))
    except SessionRefused as error:
        raise (ProofWanted if error.code == "proof-wanted" else SignedOut) from error
    request.state.person = person
    return person


async def animator(person: Annotated[PortalPerson, Depends(signed_in)]) -> PortalPerson:
    """Return who signed in, if it animates territories: there is no such page for others."""
    if person.role != "animator":
        raise NoSuchPage
    return person


async def company(person: Annotated[PortalPerson, Depends(signed_in)]) -> PortalPerson:
    if person.role != "company":
        raise NoSuchPage
    return person


async def operator(person: Annotated[PortalPerson, Depends(signed_in)]) -> PortalPerson:
    if person.role != "operator":
        raise NoSuchPage
    return person


SignedInPerson = Annotated[PortalPerson, Depends(signed_in)]
Animator = Annotated[PortalPerson, Depends(animator)]
CompanyPerson = Annotated[PortalPerson, Depends(company)]
OperatorPerson = Annotated[PortalPerson, Depends(operator)]


async def labels_of(request: Request, api: Api) -> Labels:
    """Return the words of codes."""
    kept: Kept[dict[str, Pairs]] = request.app.state.resources.state.labels
    return Labels(await kept.get(lambda: read_labels(api)), api.language)


translator: Final = translator_of("boucle.portal")


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """Render a page for who signed in, if anybody."""
    return PAGES.page(template, status, frame_of(request), **values)


def scripted(answer: HTMLResponse) -> HTMLResponse:
    """Let a page run scripts of our own."""
    answer.headers["Content-Security-Policy"] += "; script-src 'self'"
    return answer


def frame_of(request: Request | None) -> PortalFrame:
    if request is None:
        return PortalFrame()
    person: PortalPerson | None = getattr(request.state, "person", None)
    path = request.url.path
    if person is None:
        accepted = request.headers.get("accept-language")
        return PortalFrame(language=preferred(accepted) or "fr", path=path)
    acting = person.acting
    return PortalFrame(
        language=person.language,
        path=path,
        account=acting.account,
        role=acting.as_role,
        roles=acting.roles,
    )


def local(path: str | None) -> str:
    """Return where to go after signing in: a page of ours, never another site."""
    if path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable():
        return path
    return START
