"""An animator composes a workshop from what is declared, and notes on the day what is said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from tests.system.conftest import Played
from tests.system.portal.browsing import chromium, in_french, readable, sign_in
from tests.system.portal.town import ANIMATOR, SIREN, Town, settled

_DAY = datetime.now(UTC) + timedelta(days=50)


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


def test_a_workshop_is_composed_and_its_leads_are_noted(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/rencontres")
        page.get_by_role("link", name="Composer un atelier").click()
        page.get_by_role("heading", name="Table 1").wait_for()
        readable(page)
        table = page.locator("section", has_text="Table 1")
        guests = table.get_by_role("checkbox")
        assert guests.count() > 1
        scierie = table.locator("label", has_text="Scierie")
        assert scierie.get_by_role("checkbox").is_checked()
        table.get_by_text("De quoi y parler").click()
        assert table.locator("details li a").count() > 0
        page.get_by_role("button", name="Préparer l'invitation").click()

        assert page.get_by_label("Genre").input_value() == "workshop"
        assert page.locator("fieldset", has_text="Choisies").locator("input:checked").count() > 1
        page.get_by_label("Titre").fill("Atelier composé")
        page.get_by_label("Jour").fill(f"{_DAY:%Y-%m-%d}")
        page.get_by_label("De", exact=True).fill("09:00")
        page.get_by_label("À", exact=True).fill("12:00")
        page.get_by_label("Lieu").fill("Salle des fêtes")
        page.get_by_role("button", name="Prévoir et inviter").click()
        page.get_by_role("heading", name="Atelier composé").wait_for()
        page.get_by_role("link", name="Tables").click()
        page.get_by_role("heading", name="Table 1").wait_for()
        assert "Scierie" in page.inner_text("main")
        readable(page)

        page.go_back()
        page.get_by_role("link", name="Noter des pistes").click()
        assert "Aucune piste notée." in page.inner_text("#pistes")
        page.get_by_label("Quoi ?").fill("palettes perdues")
        page.get_by_role("button", name="Noter la piste").click()
        page.get_by_role("alert").first.wait_for()
        assert page.get_by_label("Quoi ?").input_value() == "palettes perdues"
        giver = page.get_by_label("Qui donne, ou propose")
        name = next(one for one in giver.locator("option").all_inner_texts() if "Scierie" in one)
        giver.select_option(label=name)
        page.get_by_role("button", name="Noter la piste").click()
        page.locator("#pistes li").first.wait_for()
        assert "palettes perdues" in page.inner_text("#pistes")
        assert name in page.inner_text("#pistes")
        readable(page)
        page.get_by_role("button", name="Retirer : palettes perdues").click()
        page.get_by_text("Aucune piste notée.").wait_for()
        for name in ("fiches", "bilan"):
            page.goto(page.url.rpartition("/")[0] + f"/{name}")
            readable(page)


def test_a_lead_becomes_a_synergy_and_the_day_is_reported(town: Town) -> None:
    with town.played.client("operator") as operator:
        meeting = _meeting(operator)
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        sign_in(town.played, page, ANIMATOR)
        page.goto(f"{town.played.entry}/rencontres/{meeting}")
        page.get_by_role("link", name="Fiches à imprimer").click()
        card = page.locator("section", has=page.get_by_role("heading", name="Moulin"))
        assert "trajets des salariés" in card.inner_text()
        page.go_back()
        page.get_by_role("link", name="Noter des pistes").click()
        page.get_by_label("Quoi ?").fill("navette de Moulin et Tissage")
        page.get_by_label("acheter ou collecter ensemble").check()
        page.get_by_label("Qui donne, ou propose").select_option(label="Moulin")
        page.get_by_label("Qui prend, ou se joint").select_option(label="Tissage")
        page.get_by_role("button", name="Noter la piste").click()
        page.get_by_text("En faire une synergie").click()
        page.get_by_label("sans nommer personne").fill("navette entre deux sites")
        page.get_by_role("button", name="Créer la synergie").click()
        page.wait_for_url("**/synergies/*")
        assert "navette entre deux sites" in page.inner_text("main")
        synergy = page.url.rpartition("/")[2]

        page.goto(f"{town.played.entry}/rencontres/{meeting}/bilan")
        page.get_by_role("link", name="navette de Moulin et Tissage").click()
        assert page.url.endswith(synergy)
    with town.played.client("operator") as operator:
        made = operator.get(f"/v1/synergies/{synergy}").raise_for_status().json()
        assert (made["found_by"], len(made["sides"])) == ("workshop", 2)


def _meeting(operator: httpx.Client) -> str:
    """Of two companies that nobody else invites."""
    found = operator.get("/v1/organisations", params={"territory": SIREN, "limit": 200}).json()
    ids = [one["organisation_id"] for one in found["items"] if one["name"] in ("Moulin", "Tissage")]
    body = {
        "kind": "workshop", "title": "Atelier du plateau", "territory": SIREN,
        "starts_at": f"{_DAY:%Y-%m-%dT14:00:00}Z", "ends_at": f"{_DAY:%Y-%m-%dT16:00:00}Z",
        "place": "Halle", "organisations": ids,
    }  # fmt: skip
    return str(operator.post("/v1/meetings", json=body).raise_for_status().json()["meeting_id"])
