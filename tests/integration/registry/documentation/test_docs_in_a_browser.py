"""The pages of ``/docs`` in a browser: everybody can read them, they need no script (but the API's,
which is tried out), fit a phone, and ask nothing of anybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from boucle.local.parts.browser import find_browser
from boucle.registry.api.documentation.guides import guides
from boucle.registry.app import SERVICE
from tests.integration.notifications.pages.test_in_a_browser import DESK, FLAGS, PHONE
from tests.kit.kit import Kit

FRAMES = ("/", "/docs", "/docs?q=webhook", "/docs?q=zzyzx", "/docs?q=a", "/docs/events", "/docs/no")


@pytest.mark.timeout(400)  # a hundred pages under axe
async def test_everybody_can_read_the_pages(kit: Kit) -> None:
    async with kit.served(SERVICE, quota_address=100_000) as address:
        await asyncio.to_thread(in_a_browser, address)


def in_a_browser(address: str) -> None:
    found = find_browser()
    wrong: list[str] = []
    asked: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(found) if found else None, args=list(FLAGS)
        )
        for scheme in ("light", "dark"):
            for size in (PHONE, DESK):
                page = a_page(chromium, scheme, size, asked)
                told = f"{scheme} {size['width']}"
                whole = (scheme, size) in (("light", PHONE), ("dark", DESK))
                for path in [*FRAMES, *(guides() if whole else ())]:
                    page.goto(address + path)
                    wrong += [f"{told} {path}: {one}" for one in faults(page)]
                wrong += [f"{told} /docs/api: {one}" for one in of_the_api(page, address, whole)]
                page.context.close()
        reads_without_a_script(chromium, address)
        chromium.close()
    assert wrong == []
    assert [url for url in asked if not url.startswith((f"{address}/", "data:"))] == []


def a_page(browser: Browser, scheme: str, size: ViewportSize, asked: list[str]) -> Page:
    dark = scheme == "dark"
    context = browser.new_context(
        viewport=size, color_scheme="dark" if dark else "light", locale="fr-FR"
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("request", lambda request: asked.append(request.url))
    return page


def faults(page: Page) -> Iterator[str]:
    for one in Axe().run(page).response["violations"]:
        yield f"{one['id']} {one['nodes'][0]['html'][:200]}"
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield "is wider than the screen"


def of_the_api(page: Page, address: str, whole: bool) -> Iterator[str]:
    """As it opens; ``whole``: with operations open and tried out, and asking for credentials."""
    page.goto(f"{address}/docs/api")
    page.get_by_role("button", name="Authorize").wait_for()
    yield from faults(page)
    if not whole:
        return
    page.get_by_role("link", name="flows", exact=True).click()
    for name in ("list_flows", "revise_flow", "withdraw_flow"):
        page.locator(f"#operations-flows-{name} .opblock-summary-control").click()
        page.locator(f"#operations-flows-{name} .responses-table").first.wait_for()
    page.get_by_role("button", name="Try it out").first.click()
    page.get_by_role("button", name="Execute").first.wait_for()
    yield from faults(page)
    page.get_by_role("button", name="Authorize").first.click()
    page.locator(".close-modal").wait_for()
    yield from faults(page)


def reads_without_a_script(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False, viewport=PHONE, locale="fr-FR").new_page()
    page.goto(address)
    page.get_by_role("link", name="La documentation").click()
    page.get_by_label("Chercher dans les guides").fill("bâche signature")
    page.get_by_role("button", name="Chercher").click()
    assert "Rien n'a été trouvé" in page.inner_text("main").replace("\u00a0", " ")
    page.get_by_label("Chercher dans les guides").fill("RETRIES")
    page.get_by_role("button", name="Chercher").click()
    page.get_by_role("link", name="Webhooks – When you are away").click()
    assert page.url.endswith("/docs/webhooks#when-you-are-away")
    assert "Retry-After" in page.inner_text("article")
    page.get_by_role("link", name="Événements").click()
    page.locator("summary", has_text="flow.declared").first.click()
    assert '"href": "/v1/flows/' in page.inner_text("details[open]")
