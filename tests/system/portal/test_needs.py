"""An animator sees what nobody takes, and why nobody can be called yet."""

from __future__ import annotations

import pytest

from tests.system.conftest import Played
from tests.system.portal.browsing import chromium, in_french, sign_in
from tests.system.portal.town import ANIMATOR, Town, settled


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_an_animator_sees_what_nobody_takes(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/visites/{town.organisation}")
        page.get_by_label("Quoi ?").fill("chutes de PVC rigide")
        page.get_by_label("Combien par an ?").fill("31")
        page.get_by_role("button", name="Enregistrer, et saisir").click()
        if page.get_by_text("peut être plusieurs choses").count():
            page.get_by_role("button", name="Enregistrer, et saisir").click()
        page.goto(f"{town.played.entry}/besoins")
        page.get_by_role("link", name="PVC").first.click()
        page.get_by_text("31 t par an, à prendre").wait_for()
        page.get_by_text("n'a pas été importé").wait_for()
