"""Passkeys of persons."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import StringConstraints

from boucle.platform.http import Line, RequestBody
from boucle.registry.api.schemas.accounts.accounts import Browser, Secret, SessionSecret
from boucle.registry.api.schemas.base import ResponseBody

Answer = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=8000)]
"""A browser's PublicKeyCredential, as JSON."""


class AskPasskeyIn(RequestBody):
    """``session``: of who adds a passkey, or with ``prove`` uses one of its own; left out, to sign
    in by any."""

    browser: Browser
    session: Secret | None = None
    prove: bool = False


class PasskeyOptionsOut(ResponseBody):
    """``options``: what ``navigator.credentials`` needs, as JSON. ``origin``: the one where it
    works."""

    options: str
    origin: str


class PasskeySessionIn(RequestBody):
    """``agent``: what its owner knows the browser by."""

    browser: Browser
    agent: Annotated[str, Line(200)]
    answer: Answer


class PasskeyIn(SessionSecret):
    """A passkey to keep. ``name``: what its owner knows it by."""

    browser: Browser
    name: Annotated[str, Line(100)]
    answer: Answer


class PasskeyProofIn(SessionSecret):
    """A passkey that who signed in used."""

    browser: Browser
    answer: Answer


class PasskeyEndIn(SessionSecret):
    """``id``: of the passkey to remove."""

    id: UUID


class PasskeyOut(ResponseBody):
    """A passkey of who asks."""

    id: UUID
    name: str
    created_at: datetime
    used_at: datetime | None


class PasskeysOut(ResponseBody):
    """Passkeys, the first one made first. ``origin``: where they work; null where none do."""

    items: list[PasskeyOut]
    origin: str | None
