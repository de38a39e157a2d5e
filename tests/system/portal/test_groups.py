"""An animator sees which groups lack little."""

from __future__ import annotations

import pytest

from tests.system.conftest import Played
from tests.system.portal.browsing import chromium, in_french, sign_in
from tests.system.portal.town import ANIMATOR, Town, settled


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_an_animator_sees_what_a_group_lacks(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.get_by_role("link", name="Groupes", exact=True).click()
        group = page.get_by_role("heading", name="Trajets des salariés à plusieurs").locator("..")
        said = " ".join(group.inner_text().split())
        assert "40 sur 50" in said
        assert "Moulin" in said
        assert "Tissage" in said
        page.get_by_role("link", name="Complets").click()
        page.get_by_text("Aucun groupe pour l'instant").wait_for()
