"""A browser signs in by an OpenID Connect provider: the portal's pages, registry and the provider,
each over HTTP."""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from re import search
from typing import Any

import httpx
import pytest

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

    app: object
    provider: OpenIdProvider
    clock: FrozenClock

    def browser(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.app)  # type: ignore[arg-type]
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
    async def start(**settings: object) -> AsyncIterator[Browsing]:
        async with kit.served(REGISTRY, public_url=PUBLIC, **settings) as url:
            async with httpx.AsyncClient(base_url=url, headers=tokens.operator()) as http:
                place = {"name": "Pays de Falaise", "kind": "epci"}
                (await http.put(f"/v1/territories/{FALAISE}", json=place)).raise_for_status()
                nadia = {"name": "Nadia Benali", "email": EMAIL, "territories": [FALAISE]}
                (await http.post("/v1/animators", json=nadia)).raise_for_status()
            given = example_settings(PortalSettings, registry_url=url, public_url=PUBLIC)
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


async def test_without_a_provider_there_is_no_button(started: Started) -> None:
    async with started() as portal, portal.browser() as browser:
        page = await browser.get("/connexion")
        assert page.status_code == 200
        assert "/connexion/openid" not in page.text
        for path in ("/connexion/openid", "/connexion/openid/retour?state=a&code=b"):
            assert (await browser.get(path)).status_code == 404


async def test_a_browser_comes_in_and_leaves(started: Started, openid: dict[str, object]) -> None:
    async with started(**openid) as portal, portal.browser() as browser:
        page = await browser.get("/connexion?vers=/besoins")
        assert "Se connecter avec ProConnect" in page.text
        assert 'href="/connexion/openid?vers=/besoins"' in unescape(page.text)
        arrived = await browser.get(await portal.returned(browser, "/besoins"))
        assert (arrived.status_code, arrived.headers["Location"]) == (303, "/besoins")
        account = await browser.get("/mon-compte")
        assert EMAIL in account.text
        left = await browser.post("/deconnexion", headers={"Sec-Fetch-Site": "same-origin"})
        found = search(r'href="([^"]+end_session[^"]+)"', left.text)
        assert found is not None, left.text
        async with httpx.AsyncClient() as http:
            sent = await http.get(unescape(found[1]))
        back = await browser.get(sent.headers["Location"])
        assert "Se connecter" in back.text
        assert (await browser.get("/mon-compte")).status_code == 303


async def test_a_return_serves_once_and_in_its_browser(
    started: Started, openid: dict[str, object]
) -> None:
    async with started(**openid) as portal, portal.browser() as browser, portal.browser() as other:
        address = await portal.returned(browser)
        await portal.returned(other)
        stolen = await other.get(address)
        assert stolen.status_code == 409
        assert "dans un autre navigateur" in unescape(stolen.text)
        async with portal.browser() as bare:
            assert (await bare.get(address)).status_code == 409
        assert (await browser.get(address)).status_code == 303
        again = await browser.get(address)
        assert again.status_code == 409  # its cookie is gone with the first use


@pytest.mark.parametrize("back", ["//evil.example", "https://evil.example", "/\\evil.example"])
async def test_no_other_site_is_led_to(
    started: Started, openid: dict[str, object], back: str
) -> None:
    async with started(**openid) as portal, portal.browser() as browser:
        arrived = await browser.get(await portal.returned(browser, back))
        assert arrived.headers["Location"] == "/aujourdhui"


async def test_every_refusal_is_said_with_what_to_do(
    started: Started, openid: dict[str, object]
) -> None:
    async with started(**openid) as portal, portal.browser() as browser:
        denied = f"{PUBLIC}/connexion/openid/retour?error=access_denied&state=x"
        cases = [(await browser.get(denied), 409, "vous avez peut-être annulé")]
        portal.provider.person["email_verified"] = False
        refused = await browser.get(await portal.returned(browser))
        cases.append((refused, 409, "ne garantit pas"))
        portal.provider.person |= {"email_verified": True, "email": "x@falaise.example"}
        refused = await browser.get(await portal.returned(browser))
        cases.append((refused, 409, "Personne n'est invité"))
        portal.provider.claims = {"nonce": "another"}
        refused = await browser.get(await portal.returned(browser))
        cases.append((refused, 409, "n'a pas pu être vérifiée"))
        portal.provider.claims = {}
        address = await portal.returned(browser)
        portal.clock.advance(timedelta(minutes=16))
        cases.append((await browser.get(address), 409, "Plus de 15 minutes"))
        portal.provider.away = True
        cases.append((await browser.get("/connexion/openid"), 503, "ProConnect ne répond pas"))
        for answer, status, said in cases:
            text = unescape(answer.text).replace("’", "'").replace("\u202f", " ")
            assert (answer.status_code, said in text) == (status, True), text
            assert 'href="/connexion"' in text
            assert "boucle" not in answer.cookies
