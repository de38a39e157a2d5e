"""Persons sign in by a passkey of Chromium's own authenticator, at a name: here, localhost."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.system.conftest import Played
from tests.system.portal.browsing import (
    chromium,
    in_french,
    named,
    read_by_everybody,
    sign_in,
)
from tests.system.portal.town import COLLEAGUE, Town, settled

_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
_NAME = "Téléphone de Camille"


@pytest.fixture(scope="module")
def town(played: Played) -> Town:
    return settled(played)


class Device:
    """An authenticator in a page's browser."""

    def __init__(self, context: BrowserContext, page: Page) -> None:
        self._cdp = context.new_cdp_session(page)
        self._cdp.send("WebAuthn.enable")
        made = self._cdp.send("WebAuthn.addVirtualAuthenticator", {"options": _DEVICE})
        self._id = {"authenticatorId": made["authenticatorId"]}

    def credentials(self) -> list[dict[str, Any]]:
        found = self._cdp.send("WebAuthn.getCredentials", self._id)
        return list(found["credentials"])

    def hold(self, credential: dict[str, Any]) -> None:
        """Have this passkey, in the place of one with its id."""
        self._cdp.send("WebAuthn.clearCredentials", self._id)
        self._cdp.send("WebAuthn.addCredential", {**self._id, "credential": credential})


def _added(town: Town, page: Page) -> None:
    page.goto(f"{named(town.played)}/mon-compte")
    page.get_by_role("link", name="Mes clés d'accès").click()
    page.get_by_label("Un nom pour la reconnaître").fill(_NAME)
    page.get_by_role("button", name="Ajouter une clé d'accès").click()
    page.get_by_role("button", name=f"Retirer {_NAME}").first.wait_for()


def _signed_out(page: Page) -> None:
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="Vous êtes déconnecté").wait_for()


def _tried(town: Town, page: Page) -> None:
    """Sign in by the passkey that the device holds."""
    page.goto(f"{named(town.played)}/connexion")
    page.get_by_role("link", name="Se connecter avec une clé").click()
    page.get_by_role("button", name="Utiliser ma clé d'accès").click()


def test_a_passkey_signs_in_without_a_mail_until_it_is_removed(town: Town) -> None:
    with chromium() as browser:
        context = in_french(browser)
        page = context.new_page()
        device = Device(context, page)
        sign_in(town.played, page, COLLEAGUE, named(town.played))
        _added(town, page)
        _signed_out(page)
        mails = len(town.links(COLLEAGUE))
        _tried(town, page)
        page.wait_for_url("**/aujourdhui")
        assert len(town.links(COLLEAGUE)) == mails
        page.goto(f"{named(town.played)}/mon-compte/cles")
        assert "utilisée le" in page.inner_text("main")
        page.get_by_role("button", name="Ajouter une clé d'accès").click()
        page.get_by_text("a déjà une clé d'accès de votre compte").wait_for()
        (before,) = device.credentials()
        device.hold({**before, "signCount": 0})  # as a copy that was made long ago
        _signed_out(page)
        _tried(town, page)
        page.get_by_text("compte à l'envers").wait_for()
        device.hold(before)
        _tried(town, page)
        page.wait_for_url("**/aujourdhui")
        page.goto(f"{named(town.played)}/mon-compte/cles")
        page.get_by_role("button", name=f"Retirer {_NAME}").click()
        page.get_by_text("Aucune pour le moment").wait_for()
        _signed_out(page)
        _tried(town, page)
        page.get_by_text("a été retirée du compte").wait_for()


def test_an_answer_serves_once_in_its_browser_at_its_address(town: Town) -> None:
    with chromium() as browser:
        context, other = in_french(browser), in_french(browser)
        page = context.new_page()
        Device(context, page)
        sign_in(town.played, page, COLLEAGUE, named(town.played))
        _added(town, page)
        _signed_out(page)
        with page.expect_request(lambda one: one.method == "POST") as sent:
            _tried(town, page)
        page.wait_for_url("**/aujourdhui")
        form: dict[str, str | float | bool] = sent.value.post_data_json or {}
        answer = str(form["reponse"])
        action, own = f"{named(town.played)}/connexion/cle", {"Sec-Fetch-Site": "same-origin"}
        cookie = (sent.value.all_headers())["cookie"]
        again = context.request.post(action, form=form, headers={**own, "Cookie": cookie})
        assert "a déjà servi" in again.text()
        foreign = other.request.post(action, form=form, headers=own)
        assert "dans un autre navigateur" in foreign.text()
        for wrong in ("", "{}", answer[:-40], answer.replace("a", "b")):
            refused = other.request.post(action, form={"reponse": wrong}, headers=own)
            assert refused.status == 409
        page.goto(f"{town.played.entry}/connexion/cle")
        page.get_by_text("servent à une seule adresse").wait_for()
        assert page.get_by_role("link", name=named(town.played)).count() == 1


def test_everybody_can_read_the_pages_of_passkeys(town: Town) -> None:
    with chromium() as browser:
        own = in_french(browser)
        page = own.new_page()
        Device(own, page)
        sign_in(town.played, page, COLLEAGUE, named(town.played))
        _added(town, page)
        cookies = {one["name"]: one["value"] for one in own.cookies()}
    paths = ("/mon-compte/cles", "/connexion/cle")
    read_by_everybody(named(town.played), cookies, paths)


def test_without_a_script_the_page_says_what_else_to_do(town: Town) -> None:
    with chromium() as browser:
        page = in_french(browser, java_script_enabled=False).new_page()
        page.goto(f"{named(town.played)}/connexion/cle")
        page.get_by_text("demande que JavaScript soit permis").wait_for()
        assert not page.get_by_role("button", name="Utiliser").is_visible()
