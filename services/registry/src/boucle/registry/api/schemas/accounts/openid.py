"""Signing in by an OpenID Connect provider."""

from typing import Annotated

from pydantic import StringConstraints

from boucle.platform.http import Line, RequestBody
from boucle.registry.api.schemas.accounts.accounts import Browser, Secret
from boucle.registry.api.schemas.base import ResponseBody

Brought = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=4000)]
"""What a browser brings from a provider."""


class OpenIdOut(ResponseBody):
    """``name``: of the provider that people may sign in by; null where there is none."""

    name: str | None


class AskOpenIdIn(RequestBody):
    """The browser that asks."""

    browser: Browser


class OpenIdUrlOut(ResponseBody):
    """Where the browser goes."""

    url: str


class OpenIdSessionIn(RequestBody):
    """``agent``: what its owner knows the browser by. ``state``, ``code`` and ``issuer`` (``iss``):
    as the provider sent them back."""

    browser: Browser
    agent: Annotated[str, Line(200)]
    state: Secret
    code: Brought
    issuer: Brought | None = None


class OpenIdLeftOut(ResponseBody):
    """Where the browser ends the session of the provider, ``name``; null where it has none."""

    url: str | None
    name: str | None
