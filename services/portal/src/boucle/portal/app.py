"""Compose the portal. Nothing is built on import."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Final

import httpx

from boucle.platform.http import GuardedRouter
from boucle.platform.identity.own_token import OwnCalls
from boucle.platform.process.web import WebResources, WebService
from boucle.portal.kept import Kept
from boucle.portal.people import People
from boucle.portal.registry import RegistryCalls
from boucle.portal.settings import PortalSettings

_PATIENCE_S: Final = 10.0
_WORDS_MINUTES: Final = 10
_COUNTS_MINUTES: Final = 60


@asynccontextmanager
async def _lifespan(resources: WebResources[PortalSettings]) -> AsyncIterator[None]:
    settings = resources.settings
    async with httpx.AsyncClient(timeout=_PATIENCE_S, trust_env=False) as http:
        secret = settings.client_secret.get_secret_value()
        calls = OwnCalls(http, settings.registry_url, settings.client_id, secret, resources.clock)
        resources.state.people = People(
            RegistryCalls(calls), http, settings.api_url, resources.clock
        )
        resources.state.labels = Kept(resources.clock, _WORDS_MINUTES)
        resources.state.territories = Kept(resources.clock, _COUNTS_MINUTES)
        resources.state.provider = Kept(resources.clock, _WORDS_MINUTES)
        yield


def _routers(_resources: WebResources[PortalSettings]) -> Iterable[GuardedRouter]:
    from boucle.portal.routes import ROUTERS  # noqa: PLC0415  its templates are read then

    return ROUTERS


SERVICE: Final = WebService(
    name="portal", settings=PortalSettings, routers=_routers, lifespan=_lifespan
)
