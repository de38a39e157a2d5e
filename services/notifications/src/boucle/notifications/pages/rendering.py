"""Pages as HTML, with the headers that protect them."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Final

from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from boucle.notifications.letters.translating import translator
from boucle.notifications.letters.typography import set_in

_RETRY_AFTER: Final = 60  # seconds

_TEMPLATES: Final = Environment(
    loader=PackageLoader("boucle.notifications.pages"),
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
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


def page(template: str, status: int = 200, **values: object) -> HTMLResponse:
    """In French. ``_`` marks its sentences, in templates too."""
    values = {"language": "fr", "_": translator("fr"), "style": _STYLE, **values}
    html = _TEMPLATES.get_template(template).render(values)
    return HTMLResponse(html, status, headers=dict(_HEADERS))


def gone() -> HTMLResponse:
    return page("gone.html", 404)


def away() -> HTMLResponse:
    """The database is away: a page says so in words, not in JSON."""
    answer = page("away.html", 503)
    answer.headers["Retry-After"] = str(_RETRY_AFTER)
    return answer


def see_other(path: str) -> RedirectResponse:
    return RedirectResponse(path, 303, headers=dict(_HEADERS))
