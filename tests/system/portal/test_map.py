"""The map: drawn from our own files alone, within its size, and a list where nothing is drawn."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, Response

from boucle.local.services import DEMO_ANIMATOR
from tests.system.conftest import Played, every
from tests.system.portal.browsing import chromium, in_french, readable, sign_in
from tests.system.portal.town import ANIMATOR, Town, settled
from tests.system.test_answer_page import PHONE

_MOST = 1_000_000
_PATIENCE_S = 90


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_sites_are_drawn_and_nothing_comes_from_elsewhere(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE).new_page()
        sign_in(town.played, page, DEMO_ANIMATOR)
        answers: list[Response] = []
        wrong: list[str] = []
        page.on("response", lambda one: answers.append(one))
        page.on("console", lambda one: wrong.extend([one.text] * (one.type == "error")))
        page.get_by_role("link", name="Entreprises").click()
        page.get_by_role("link", name="Les voir sur une carte").click()
        page.locator("#carte[data-dessinee]").wait_for()
        assert wrong == []
        assert all(one.url.startswith(town.played.entry) for one in answers)
        assert sum(one.request.sizes()["responseBodySize"] for one in answers) < _MOST
        (places,) = [one.json() for one in answers if one.url.endswith("lieux.json")]
        assert places["synergies"]
        assert places["epcis"]
        assert "IGN" in page.inner_text("#contours")
        readable(page)
        _touch(page)
        assert page.locator("#choisi a").first.get_attribute("href").startswith("/")  # type: ignore[union-attr]
        with town.played.client("operator") as operator:
            _nothing_of_others(operator, places)


def _touch(page: Page) -> None:
    """Click here and there until something is said; a cluster opens first."""
    box = page.locator("#carte canvas").bounding_box()
    assert box is not None
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        for y in range(10, int(box["height"]), 14):
            for x in range(10, int(box["width"]), 14):
                page.mouse.click(box["x"] + x, box["y"] + y)
                if page.locator("#choisi a").count():
                    return
    raise AssertionError("nothing is said of what is drawn")


def _nothing_of_others(operator: httpx.Client, places: dict[str, Any]) -> None:
    """By what the operator sees: a company of another territory is neither named nor placed."""
    own = {one[3] for one in places["sites"]}
    others = {
        one["organisation_id"]: one["name"]
        for one in every(operator, "/v1/organisations")
        if one["organisation_id"] not in own
    }
    exact = {
        (round(one["longitude"], 4), round(one["latitude"], 4))
        for one in every(operator, "/v1/sites")
        if one["organisation_id"] in others
    }
    assert len(others) > 100
    told = json.dumps(places, ensure_ascii=False)
    assert not [name for id_, name in others.items() if id_ in told or name in told]
    drawn = {tuple(one[0]) for one in places["sites"]}
    drawn |= {tuple(end) for one in places["synergies"] + places["possible"] for end in one[0]}
    assert not drawn & exact


def test_without_a_script_there_is_the_list(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/carte?q=panneaux")
        page.get_by_role("link", name="Site Panneaux").click()
        page.get_by_role("heading", name="Panneaux").first.wait_for()
