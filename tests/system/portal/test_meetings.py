"""An animator plans a meeting, moves it and cancels it; who is invited is told each time."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page

from tests.system.conftest import Played
from tests.system.portal.browsing import chromium, in_french, readable, sign_in
from tests.system.portal.town import ANIMATOR, COMPANY, Town, settled

_PATIENCE_S = 30.0
_DAY = datetime.now(UTC) + timedelta(days=40)


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_a_meeting_is_planned_moved_and_cancelled(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/rencontres/nouvelle")
        page.get_by_label("Genre").select_option(label="Atelier")
        page.get_by_label("Titre").fill("Atelier des sciures")
        _dated(page, datetime(2020, 1, 2, tzinfo=UTC))
        page.get_by_label("Lieu").fill("Mairie de Falaise")
        page.get_by_label("Toutes les entreprises du territoire").check()
        page.get_by_role("button", name="Prévoir et inviter").click()
        assert "De" in page.get_by_role("alert").first.inner_text()
        assert page.get_by_label("Titre").input_value() == "Atelier des sciures"
        _dated(page, _DAY)
        page.get_by_role("button", name="Prévoir et inviter").click()
        page.get_by_role("heading", name="Atelier des sciures").wait_for()
        guests = page.locator("#presences li")
        assert "sans réponse" in guests.filter(has_text="Scierie").inner_text()
        readable(page)
        invited = _told(town, "Atelier des sciures")
        assert "Mairie de Falaise" in invited[-1]

        page.get_by_role("link", name="Déplacer ou modifier").click()
        readable(page)
        page.get_by_label("Lieu").fill("Halle aux toiles")
        page.get_by_role("button", name="Enregistrer et prévenir").click()
        page.get_by_role("heading", name="Atelier des sciures").wait_for()
        assert "Halle aux toiles" in page.inner_text("main")
        assert "Halle aux toiles" in _told(town, "Atelier des sciures", len(invited))[-1]

        path = page.url.removeprefix(town.played.entry)
        page.get_by_role("link", name="Rencontres", exact=True).first.click()
        page.locator(f"a[href='{path}']").click()
        page.get_by_text("Annuler la rencontre").click()
        page.get_by_label("Pourquoi").fill("La salle est prise.")
        page.get_by_role("button", name="Annuler, et prévenir").click()
        assert "La salle est prise." in page.locator(".said").inner_text()
        assert not page.get_by_role("link", name="Déplacer ou modifier").count()


def _dated(page: Page, day: datetime) -> None:
    page.get_by_label("Jour").fill(f"{day:%Y-%m-%d}")
    page.get_by_label("De", exact=True).fill("09:00")
    page.get_by_label("À", exact=True).fill("11:30")


def _told(town: Town, title: str, known: int = 0) -> list[str]:
    """The texts of the mails to the company about this meeting, when there is one more."""
    deadline = time.monotonic() + _PATIENCE_S
    while time.monotonic() < deadline:
        mails = [one for one in town.played.sent() if one["to"] == COMPANY]
        found = [one["text"] for one in mails if re.search(title, one["text"] or "")]
        if len(found) > known:
            return found
        time.sleep(0.1)
    raise AssertionError("no mail tells of the meeting")
