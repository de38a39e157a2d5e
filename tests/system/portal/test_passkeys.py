"""Persons sign in by a passkey of Chromium's own authenticator, at a name: here, localhost."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page

from tests.system.conftest import Played
from tests.system.portal.town import COLLEAGUE, Town, settled
from tests.system.test_portal import _LOOKS, _WCAG, _chromium, _context

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


def _at(town: Town) -> str:
    """The entry by its name: an IP address has no passkeys."""
    return town.played.entry.replace("127.0.0.1", "localhost")


def _signed_in(town: Town, page: Page) -> None:
    known = len(town.links(COLLEAGUE))
    page.goto(f"{_at(town)}/connexion")
    page.get_by_label("Votre adresse de courriel").fill(COLLEAGUE)
    page.get_by_role("button", name="Recevoir un lien").click()
    page.get_by_role("heading", name="Consultez votre messagerie").wait_for()
    page.goto(town.link(COLLEAGUE, known).replace("127.0.0.1", "localhost"))
    page.get_by_role("button", name="Me connecter").click()
    page.get_by_role("button", name="Se déconnecter").wait_for()


def _added(town: Town, page: Page) -> None:
    page.goto(f"{_at(town)}/mon-compte")
    page.get_by_role("link", name="Mes clés d'accès").click()
    page.get_by_label("Un nom pour la reconnaître").fill(_NAME)
    page.get_by_role("button", name="Ajouter une clé d'accès").click()
    page.get_by_role("button", name=f"Retirer {_NAME}").first.wait_for()


def _signed_out(page: Page) -> None:
    page.get_by_role("button", name="Se déconnecter").click()
    page.get_by_role("heading", name="Vous êtes déconnecté").wait_for()


def _tried(town: Town, page: Page) -> None:
    """Sign in by the passkey that the device holds."""
    page.goto(f"{_at(town)}/connexion")
    page.get_by_role("link", name="Se connecter avec une clé").click()
    page.get_by_role("button", name="Utiliser ma clé d'accès").click()


def test_a_passkey_signs_in_without_a_mail_until_it_is_removed(town: Town) -> None:
    with _chromium() as browser:
        context = _context(browser)
        page = context.new_page()
        device = Device(context, page)
        _signed_in(town, page)
        _added(town, page)
        _signed_out(page)
        mails = len(town.links(COLLEAGUE))
        _tried(town, page)
        page.wait_for_url("**/aujourdhui")
        assert len(town.links(COLLEAGUE)) == mails
        page.goto(f"{_at(town)}/mon-compte/cles")
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
        page.goto(f"{_at(town)}/mon-compte/cles")
        page.get_by_role("button", name=f"Retirer {_NAME}").click()
        page.get_by_text("Aucune pour le moment").wait_for()
        _signed_out(page)
        _tried(town, page)
        page.get_by_text("a été retirée du compte").wait_for()


def test_an_answer_serves_once_in_its_browser_at_its_address(town: Town) -> None:
    with _chromium() as browser:
        context, other = _context(browser), _context(browser)
        page = context.new_page()
        Device(context, page)
        _signed_in(town, page)
        _added(town, page)
        _signed_out(page)
        with page.expect_request(lambda one: one.method == "POST") as sent:
            _tried(town, page)
        page.wait_for_url("**/aujourdhui")
        form: dict[str, str | float | bool] = sent.value.post_data_json or {}
        answer = str(form["reponse"])
        action, own = f"{_at(town)}/connexion/cle", {"Sec-Fetch-Site": "same-origin"}
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
        assert page.get_by_role("link", name=_at(town)).count() == 1


def test_everybody_can_read_the_pages_of_passkeys(town: Town) -> None:
    with _chromium() as browser:
        own = _context(browser)
        page = own.new_page()
        Device(own, page)
        _signed_in(town, page)
        _added(town, page)
        for scheme, width in _LOOKS:
            size = {"width": width, "height": 800}
            look = _context(browser, color_scheme=scheme, viewport=size)
            look.add_cookies(own.cookies())  # type: ignore[arg-type]
            page = look.new_page()
            for path in ("/mon-compte/cles", "/connexion/cle"):
                page.goto(f"{_at(town)}{path}")
                wrong = Axe().run(page, options=_WCAG).response["violations"]
                assert [(one["id"], one["nodes"][0]["html"]) for one in wrong] == [], path
                assert page.evaluate("document.documentElement.scrollWidth") <= width
            look.close()


def test_without_a_script_the_page_says_what_else_to_do(town: Town) -> None:
    with _chromium() as browser:
        page = _context(browser, java_script_enabled=False).new_page()
        page.goto(f"{_at(town)}/connexion/cle")
        page.get_by_text("demande que JavaScript soit permis").wait_for()
        assert not page.get_by_role("button", name="Utiliser").is_visible()
