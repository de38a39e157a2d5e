"""Know a browser by its cookie, and name it as its owner would recognise it."""

import hashlib
import secrets
from typing import Final

from fastapi import Request

BROWSER: Final = "boucle_browser"
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
