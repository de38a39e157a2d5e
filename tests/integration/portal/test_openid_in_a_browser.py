"""Chromium goes from the portal to a provider on another site, and back, without a script."""

from __future__ import annotations

import asyncio

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from boucle.local.parts.browser import find_browser
from boucle.platform.process.server import reserve, server_task
from tests.integration.portal.conftest import EMAIL, Started
from tests.kit.openid_provider import OpenIdProvider

_FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
_WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


async def test_a_browser_comes_in_from_another_site_and_leaves_it(
    started: Started, openid: dict[str, object], provider: OpenIdProvider
) -> None:
    listener = reserve("127.0.0.1", 0, "the test")
    entry = f"http://127.0.0.1:{listener.getsockname()[1]}"
    provider.redirect_uri, provider.left_uri = (
        f"{entry}/connexion/openid/retour",
        f"{entry}/connexion",
    )
    elsewhere = provider.issuer.replace("127.0.0.1", "localhost")  # another site, to a browser
    provider.issuer = elsewhere
    settings = {**openid, "openid_issuer": elsewhere}
    stop = asyncio.Event()
    async with started(entry, **settings) as portal:
        task = server_task(portal.app, listener, 1.0)
        serving = asyncio.ensure_future(task.run(stop))
        try:
            await asyncio.to_thread(_browsed, entry, provider)
        finally:
            stop.set()
            await serving


def _browsed(entry: str, provider: OpenIdProvider) -> None:
    found = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found) if found else None, args=list(_FLAGS)
        )
        try:
            page = browser.new_context(locale="fr-FR").new_page()
            _signed_in_and_out(page, entry)
            _told_what_to_do(page, entry, provider)
        finally:
            browser.close()


def _signed_in_and_out(page: Page, entry: str) -> None:
    page.goto(f"{entry}/connexion?vers=/mon-compte")
    _readable(page)
    page.get_by_role("link", name="Se connecter avec ProConnect").click()
    page.wait_for_url("**/mon-compte")
    page.get_by_text(EMAIL).wait_for()
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="Vous êtes déconnecté").wait_for()
    _readable(page)
    page.get_by_role("link", name="Se déconnecter de ProConnect").click()
    page.get_by_role("heading", name="Se connecter").wait_for()
    assert page.url.startswith(f"{entry}/connexion?state=")


def _told_what_to_do(page: Page, entry: str, provider: OpenIdProvider) -> None:
    provider.person["email_verified"], provider.person["sub"] = False, "another"
    page.goto(f"{entry}/connexion")
    page.get_by_role("link", name="Se connecter avec ProConnect").click()
    page.get_by_role("heading", name="Vous n'êtes pas connecté").wait_for()
    _readable(page)
    page.get_by_role("link", name="Recevoir plutôt un lien par courriel").click()
    page.get_by_role("heading", name="Se connecter").wait_for()


def _readable(page: Page) -> None:
    wrong = Axe().run(page, options=_WCAG).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in wrong] == [], page.url
