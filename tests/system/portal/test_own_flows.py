"""A company corrects what it declared, on its phone."""

from __future__ import annotations

import pytest

from tests.system.conftest import Played
from tests.system.portal.browsing import chromium, in_french, sign_in
from tests.system.portal.town import COMPANY, Town, settled
from tests.system.test_answer_page import PHONE


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_a_company_corrects_a_flow_and_what_it_typed_stays(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, viewport=PHONE, java_script_enabled=False).new_page()
        sign_in(town.played, page, COMPANY)
        page.get_by_role("link", name="Ajouter un flux").click()
        page.get_by_label("Quoi ?").fill("xqzt brlk")
        page.get_by_label("Combien par an ?").fill("12")
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("listitem").filter(has_text="non reconnu").get_by_role("link").click()
        page.get_by_role("link", name="Préciser ce que c'est").click()
        page.get_by_label("Quoi ?").fill("sciure de bois")
        page.get_by_label("Combien par an ?").fill("plein")
        page.get_by_label("Quels mois ?").fill("mars à mai")
        page.get_by_role("button", name="Enregistrer").click()
        if page.get_by_text("peut être plusieurs choses").count():
            page.get_by_role("button", name="Enregistrer").click()
        said = page.get_by_role("alert").first.inner_text()
        assert "Combien par an ? « plein »" in said.replace("\u00a0", " ")
        assert page.get_by_label("Quels mois ?").input_value() == "mars à mai"
        page.get_by_label("Combien par an ?").fill("14,5")
        page.get_by_role("button", name="Enregistrer").click()
        page.get_by_role("heading", name="Qui pourrait le prendre").wait_for()
        assert "14,5 t" in " ".join(page.inner_text("main").split())
        assert not page.get_by_text("Non reconnu").count()
        page.get_by_role("link", name="Corriger").click()
        assert page.get_by_label("Quels mois ?").input_value() == "mars à mai"
        page.get_by_text("Ce flux n'existe plus").click()
        page.get_by_role("button", name="Le retirer").click()
        page.get_by_role("heading", name="Scierie").wait_for()
        assert not page.get_by_text("sciure").count()
