"""The portal before registry, which a provider signs people in at, each over HTTP."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import httpx
import pytest
from starlette.types import ASGIApp

from boucle.platform.clock import system_clock
from boucle.platform.identity.own_token import OwnCalls
from boucle.platform.process.web import WebResources, build_web_app
from boucle.platform.settings import example_settings
from boucle.platform.telemetry.metrics import new_metrics
from boucle.portal.app import SERVICE as PORTAL
from boucle.portal.registry import RegistryCalls
from boucle.portal.settings import PortalSettings
from boucle.registry.app import SERVICE as REGISTRY
from tests.kit import FrozenClock, Tokens
from tests.kit.kit import Kit
from tests.kit.openid_provider import CLIENT, SECRET, OpenIdProvider, serving

PUBLIC, FALAISE, EMAIL = "http://boucle.example", "241400514", "nadia@falaise.example"
_LANGUAGE = {"Accept-Language": "fr"}

Started = Callable[..., AbstractAsyncContextManager["Browsing"]]


class _Calls(OwnCalls):
    """With the kit's tokens, which registry takes in tests."""

    def __init__(self, http: httpx.AsyncClient, url: str, tokens: Tokens) -> None:
        super().__init__(http, url, "portal", "", system_clock)
        self._tokens = tokens

    async def post(self, path: str, body: Mapping[str, Any], **_: Any) -> httpx.Response:
        return await self.http.post(f"{self.url}{path}", json=body, headers=self._tokens.service())


@dataclass
class Browsing:
    """The portal, and browsers that look at it."""

    app: ASGIApp
    provider: OpenIdProvider
    clock: FrozenClock

    def browser(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app)
        return httpx.AsyncClient(transport=transport, base_url=PUBLIC, headers=_LANGUAGE)

    async def returned(self, browser: httpx.AsyncClient, back: str = "") -> str:
        """Where the provider sends the browser."""
        self.clock.advance(timedelta(milliseconds=1))
        path = f"/connexion/openid?vers={back}" if back else "/connexion/openid"
        answer = await browser.get(path)
        assert answer.status_code == 303, answer.text
        async with httpx.AsyncClient() as http:
            sent = await http.get(answer.headers["Location"])
        return str(sent.headers["Location"])


@pytest.fixture
def provider(clock: FrozenClock) -> Iterator[OpenIdProvider]:
    person = {"sub": "nadia-1", "email": EMAIL, "email_verified": True}
    made = OpenIdProvider(clock, person=person)
    made.redirect_uri, made.left_uri = f"{PUBLIC}/connexion/openid/retour", f"{PUBLIC}/connexion"
    with serving(made):
        yield made


@pytest.fixture
def started(kit: Kit, provider: OpenIdProvider, tokens: Tokens, clock: FrozenClock) -> Started:
    @asynccontextmanager
    async def start(public_url: str = PUBLIC, **settings: object) -> AsyncIterator[Browsing]:
        async with kit.served(REGISTRY, public_url=public_url, **settings) as url:
            async with httpx.AsyncClient(base_url=url, headers=tokens.operator()) as http:
                place = {"name": "Pays de Falaise", "kind": "epci"}
                (await http.put(f"/v1/territories/{FALAISE}", json=place)).raise_for_status()
                nadia = {"name": "Nadia Benali", "email": EMAIL, "territories": [FALAISE]}
                (await http.post("/v1/animators", json=nadia)).raise_for_status()
            given = example_settings(PortalSettings, registry_url=url, public_url=public_url)
            resources = WebResources("portal", given, new_metrics("portal"), clock)
            async with PORTAL.lifespan(resources):
                people = resources.state.people
                people.registry = RegistryCalls(_Calls(people.http, url, tokens))
                yield Browsing(build_web_app(PORTAL, resources), provider, clock)

    return start


@pytest.fixture
def openid(provider: OpenIdProvider) -> dict[str, object]:
    return {
        "openid_issuer": provider.issuer,
        "openid_client_id": CLIENT,
        "openid_client_secret": SECRET,
        "openid_name": "ProConnect",
    }
