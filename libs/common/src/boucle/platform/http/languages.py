"""Choose the language of errors: French or English, by ``Accept-Language`` (RFC 9110)."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Annotated, Final

from fastapi import Response
from pydantic import BeforeValidator

from boucle.platform.translating import Language, translated

_RANGE: Final = re.compile(
    r"\s*(?P<tag>[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*|\*)"
    r"\s*(?:;\s*q\s*=\s*(?P<weight>[01](?:\.\d{0,3})?))?\s*"
)
_MOST: Final = 50  # ranges looked at
_language: ContextVar[Language | None] = ContextVar("asked_language", default=None)


def preferred(header: str | None) -> Language | None:
    """Return the language that the caller prefers; None if the header names neither."""
    best: tuple[float, Language] | None = None
    for part in (header or "").split(",")[:_MOST]:
        found = _RANGE.fullmatch(part)
        language = found["tag"].partition("-")[0].lower() if found else ""
        if found is None or language not in ("en", "fr"):
            continue
        weight = float(found["weight"] or 1)
        if weight > (best[0] if best else 0):
            best = weight, "fr" if language == "fr" else "en"
    return best[1] if best else None


@contextmanager
def using_language(language: Language | None) -> Iterator[None]:
    """Set the caller's language while a request is answered."""
    token = _language.set(language)
    try:
        yield
    finally:
        _language.reset(token)


async def french_first(response: Response) -> None:
    """Answer people's pages in French unless the caller asks for English (a dependency)."""
    if _language.get() is None:
        _language.set("fr")
    response.headers.update(in_language())


def current_language() -> Language:
    """Return the language of the present answer."""
    return _language.get() or "en"


def translate(text: str) -> str:
    """Translate a text for the present caller."""
    return translated(text, current_language())


Translated = Annotated[str, BeforeValidator(translate)]
"""A text of an answer, in the language of its reader."""


def in_language() -> dict[str, str]:
    """Return the headers of an answer with errors."""
    return {"Content-Language": current_language(), "Vary": "Accept-Language"}


def labelled(answer: Response) -> Response:
    """Add these headers to the answer."""
    answer.headers.update(in_language())
    return answer
