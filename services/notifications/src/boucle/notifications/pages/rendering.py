"""Pages as HTML, with the headers that protect them."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Final, get_args

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from boucle.catalogue.wording.figures import NBSP
from boucle.notifications.letters.translating import translator
from boucle.notifications.letters.typography import set_in
from boucle.notifications.pages.frame import Frame
from boucle.notifications.pages.states import Done
from boucle.platform.http.languages import preferred

_RETRY_AFTER: Final = 60  # seconds

_TEMPLATES: Final = Environment(
    loader=PackageLoader("boucle.notifications.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    trim_blocks=True,
    finalize=set_in,
)
_STYLE: Final = Markup(_TEMPLATES.get_template("page.css").render())  # noqa: S704 - ours
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


def page(
    template: str, status: int = 200, frame: Frame | None = None, **values: object
) -> HTMLResponse:
    """In the language of ``frame``; ``_`` marks its sentences. Where values have an ``error``, the
    title says so."""
    frame = frame or Frame()
    language = frame.language
    given = {
        "frame": frame,
        "language": language,
        "_": translator(language),
        "colon": ": " if language == "en" else f"{NBSP}: ",
        "style": _STYLE,
        "error": None,
        **values,
    }
    html = _TEMPLATES.get_template(template).render(given)
    return HTMLResponse(html, status, headers={**_HEADERS, "Content-Language": language})


def gone(request: Request | None = None) -> HTMLResponse:
    """To whom it says so nobody knows: in the language that the browser asks for."""
    return page("gone.html", 404, _for_anybody(request))


def away(request: Request | None = None) -> HTMLResponse:
    """The database is away: a page says so in words, not in JSON."""
    answer = page("away.html", 503, _for_anybody(request))
    answer.headers["Retry-After"] = str(_RETRY_AFTER)
    return answer


def _for_anybody(request: Request | None) -> Frame:
    asked = request.headers.get("accept-language") if request else None
    return Frame(language=preferred(asked) or "fr")


def see_other(path: str, done: Done | None = None) -> RedirectResponse:
    """To the page at ``path``, which says what was ``done``."""
    return RedirectResponse(f"{path}?{done}" if done else path, 303, headers=dict(_HEADERS))


def done_just_now(request: Request) -> Done | None:
    return next((one for one in get_args(Done) if one in request.query_params), None)
