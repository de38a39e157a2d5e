"""Know a browser by its cookies, and name it as its owner would recognise it."""

import hashlib
import secrets
from typing import Final

from fastapi import Request
from fastapi.responses import Response

from boucle.pages.rendering import see_other
from boucle.portal.pages import keep_session, local

BROWSER: Final = "boucle_browser"
BACK: Final = "boucle_back"
"""Where to go once signed in."""
BROWSER_S: Final = 3600

_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS: Final = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """Return such as ``Firefox, Windows``: of all that a browser says, no more is kept."""
    names = [
        next((name for part, name in known if part in user_agent), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, names)) or "?"


def browser_of(request: Request) -> str:
    """Return the cookie of a browser that signs in, perhaps a new one."""
    return request.cookies.get(BROWSER) or secrets.token_urlsafe(24)


def hash_of(browser: str) -> str:
    return hashlib.sha256(browser.encode()).hexdigest()


def arrived(request: Request, session: str) -> Response:
    """Keep the session, and lead who signed in where it wanted to go."""
    answer = see_other(local(request.cookies.get(BACK)))
    keep_session(request, answer, session)
    answer.delete_cookie(BROWSER, path="/")
    answer.delete_cookie(BACK, path="/")
    return answer
