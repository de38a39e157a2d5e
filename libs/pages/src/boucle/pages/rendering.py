"""Render pages as HTML, with the headers that protect them."""

import base64
import hashlib
from collections.abc import Mapping
from typing import Final, Literal

from fastapi import Request
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from boucle.pages.frame import Frame
from boucle.pages.translating import translator_of
from boucle.pages.typography import NBSP, set_in
from boucle.platform.http.languages import preferred

_RETRY_AFTER: Final = 60  # seconds
_KIT: Final = PackageLoader("boucle.pages")
_HEADERS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Robots-Tag": "noindex, nofollow",
}


class Pages:
    """Renders the templates in ``folder`` of ``package``, which extend the kit's ``page.html``. A
    package brings ``gone.html`` and ``away.html``, for a missing page and an absent database, and
    perhaps a ``style`` of its own over the kit's. ``referrer``: by ``same-origin``, forms say which
    page they come from, to us alone."""

    def __init__(
        self,
        package: str,
        folder: str = "pages/templates",
        style: str | None = None,
        referrer: Literal["no-referrer", "same-origin"] = "no-referrer",
    ) -> None:
        self._translator = translator_of(package)
        self._templates = Environment(
            loader=ChoiceLoader([PackageLoader(package, folder), _KIT]),
            autoescape=True,
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            finalize=set_in,
        )
        sheets = ["page.css", *([style] if style else [])]
        self._style = Markup("\n").join(
            Markup(self._templates.get_template(one).render())  # noqa: S704 - ours
            for one in sheets
        )
        digest = base64.b64encode(hashlib.sha256(self._style.encode()).digest()).decode()
        self._headers: Mapping[str, str] = {
            **_HEADERS,
            "Referrer-Policy": referrer,
            "Content-Security-Policy": f"default-src 'none'; style-src 'sha256-{digest}'; "
            "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        }

    def page(
        self, template: str, status: int = 200, frame: Frame | None = None, **values: object
    ) -> HTMLResponse:
        """Render in the language of ``frame``; ``_`` and ``ngettext`` mark sentences. An ``error``
        among the values changes the title."""
        frame = frame or Frame()
        language = frame.language
        translator = self._translator(language)
        given = {
            "frame": frame,
            "language": language,
            "_": translator,
            "ngettext": translator.ngettext,
            "colon": ": " if language == "en" else f"{NBSP}: ",
            "style": self._style,
            "error": None,
            **values,
        }
        html = self._templates.get_template(template).render(given)
        return HTMLResponse(html, status, headers={**self._headers, "Content-Language": language})

    def gone(self, request: Request | None = None) -> HTMLResponse:
        """Answer that there is no such page, in the browser's language."""
        return self.page("gone.html", 404, for_anybody(request))

    def away(self, request: Request | None = None) -> HTMLResponse:
        """Answer that the database is away, as a page and not as JSON."""
        answer = self.page("away.html", 503, for_anybody(request))
        answer.headers["Retry-After"] = str(_RETRY_AFTER)
        return answer


def see_other(path: str) -> RedirectResponse:
    """Redirect a browser to ``path`` after a form was sent."""
    return RedirectResponse(path, 303, headers={**_HEADERS, "Referrer-Policy": "no-referrer"})


def for_anybody(request: Request | None) -> Frame:
    """Return the frame of a page that knows no reader, in the browser's language."""
    accepted = request.headers.get("accept-language") if request else None
    return Frame(language=preferred(accepted) or "fr")
