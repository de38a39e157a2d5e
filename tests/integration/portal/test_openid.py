"""A browser signs in by an OpenID Connect provider: the portal's pages, registry and the provider,
each over HTTP."""

from datetime import timedelta
from html import unescape
from re import search

import httpx
import pytest

from tests.integration.portal.conftest import EMAIL, PUBLIC, Started


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
