"""From a mail's foot to the pages that the law asks for, in a browser without script."""

from __future__ import annotations

import asyncio

from playwright.sync_api import ViewportSize, sync_playwright

from boucle.local.parts.browser import find_browser
from tests.system.conftest import Played
from tests.system.test_answer_page import FLAGS

PHONE: ViewportSize = {"width": 390, "height": 844}


async def test_the_foot_of_a_mail_leads_to_filled_pages_that_ask_nobody_else(
    played: Played,
) -> None:
    links = {
        link for one in played.messages() for link in one["links"] if "/confidentialite/" in link
    }
    assert links, "each mail links to who answers for the data"
    await asyncio.to_thread(_read, min(links), played.entry)


def _read(link: str, entry: str) -> None:
    found = find_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(found) if found else None, args=list(FLAGS)
        )
        page = chromium.new_context(java_script_enabled=False, viewport=PHONE).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(link)
        said = page.inner_text("main")
        assert "Boucles de Normandie" in said
        assert "36 mois" in said.replace("\u00a0", " ")
        assert "territoire d'essai" in said
        titles = {page.title()}
        for name, words in (("Mentions légales", "Jeanne Leroy"), ("Accessibilité", "RGAA")):
            page.get_by_role("link", name=name).first.click()
            assert words in page.inner_text("main")
            titles.add(page.title())
        assert len(titles) == 3
        assert asked != []
        assert [url for url in asked if not url.startswith(entry)] == []
        chromium.close()
