"""The documentation page behind the entry, in a browser that reaches nothing else."""

from __future__ import annotations

import asyncio

from playwright.sync_api import sync_playwright

from boucle.local.parts.browser import find_browser
from tests.system.conftest import Played
from tests.system.test_answer_page import FLAGS


async def test_the_page_shows_every_part_of_the_contract(played: Played) -> None:
    await asyncio.to_thread(read_the_page, played.entry)


def read_the_page(entry: str) -> None:
    found = find_browser()
    asked: list[str] = []
    complaints: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(found) if found else None, args=list(FLAGS)
        )
        page = chromium.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda line: complaints.append(line.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(entry)
        page.get_by_role("link", name="Read the guides").click()
        page.get_by_role("link", name="API", exact=True).first.click()
        page.get_by_role("link", name="synergies", exact=True).click()
        page.get_by_text("/v1/synergies/{synergy_id}", exact=False).first.wait_for()
        page.get_by_role("button", name="Authorize").wait_for()
        chromium.close()
    assert complaints == []
    assert [url for url in asked if not url.startswith((f"{entry}/", "data:"))] == []
