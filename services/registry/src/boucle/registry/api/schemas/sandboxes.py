"""Sandboxes, in requests and responses."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from boucle.platform.http import Line, RequestBody
from boucle.registry.api.schemas.base import ResponseBody
from boucle.registry.api.schemas.identity.access import SourceName
from boucle.registry.declarations.sandboxes.decisions import MOST_TERRITORIES

_Name = Annotated[str, Line(100)]


class SandboxIn(RequestBody):
    """``territories``: their names, in the order of their codes; one of the sandbox's own name if
    left out. ``source``: under which its tool will declare; a name of its own if left out."""

    name: _Name
    territories: Annotated[tuple[_Name, ...], Field(max_length=MOST_TERRITORIES)] = ()
    source: SourceName | None = None


class SandboxTerritoryOut(ResponseBody):
    """A territory of a sandbox."""

    siren: str
    name: str


class SandboxOut(ResponseBody):
    """``sandbox_id``: the code of the federation of its territories. ``source``: under which its
    tool declares."""

    sandbox_id: str
    name: str
    territories: list[SandboxTerritoryOut]
    source: str
    created_at: datetime


class SandboxCredentialsOut(ResponseBody):
    """``client_secret``: shown once, when it is made; null later."""

    client_id: str
    client_secret: str | None


class SandboxMade(SandboxOut):
    """``tool`` declares in the sandbox and acts for all of it; ``animator`` runs it: qualifies,
    plans meetings, reads figures, sets its territories."""

    tool: SandboxCredentialsOut
    animator: SandboxCredentialsOut


class ExampleOut(ResponseBody):
    """How many are there now."""

    organisations: int
    sites: int
    flows: int
    sharings: int


class EmptiedOut(ResponseBody):
    """How many organisations were withdrawn, with their sites and flows."""

    organisations: int
