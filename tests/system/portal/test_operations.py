"""An operator signs in by mail and by a passkey, and reads how Boucle is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.system.conftest import Played
from tests.system.portal.browsing import by_mail, chromium, in_french, named, read_by_everybody
from tests.system.portal.test_passkeys import Device

OPERATOR = "odile@exploitant.example"
_PAGES = ("/exploitation", "/acces?role=tool", "/territoires", "/mon-compte")


@pytest.fixture(scope="module")
def invited(played: Played) -> Played:
    for _ in range(2):  # the second changes nothing
        done = played.command("operator", OPERATOR, "Odile Ortiz")
        assert done.returncode == 0, done.stderr
    return played


def _unproved(played: Played, page: Page) -> None:
    by_mail(played, page, OPERATOR, named(played))
    assert page.url == f"{named(played)}/connexion/preuve"
    for path in (*_PAGES, "/mon-compte/cles"):
        page.goto(f"{named(played)}{path}")
        assert not page.get_by_role("link", name="Territoires").count(), path


def test_an_operator_proves_who_it_is_and_reads_how_boucle_is(invited: Played) -> None:
    with chromium() as browser:
        context, thief = in_french(browser), in_french(browser)
        page, stolen = context.new_page(), thief.new_page()
        Device(context, page)
        Device(thief, stolen)
        _unproved(invited, page)
        page.goto(f"{named(invited)}/exploitation")
        page.get_by_role("button", name="Faire ma clé d'accès").click()
        page.wait_for_url("**/exploitation")
        _unproved(invited, stolen)  # who reads the operator's mail
        stolen.goto(f"{named(invited)}/exploitation")
        stolen.get_by_role("button", name="Utiliser ma clé d'accès").click()
        stolen.get_by_text("Aucune clé d'accès n'a été donnée").wait_for()
        page.get_by_role("button", name="Se déconnecter").click()
        by_mail(invited, page, OPERATOR, named(invited))
        page.get_by_role("button", name="Utiliser ma clé d'accès").click()
        page.wait_for_url("**/exploitation")
        cookies = {one["name"]: one["value"] for one in context.cookies()}
    read_by_everybody(named(invited), cookies, _PAGES)
    subjects = [one["subject"] for one in invited.sent() if one["to"] == OPERATOR]
    assert subjects.count("Votre accès à Boucle est ouvert") == 1


def test_a_lost_passkey_is_replaced_by_who_has_the_machine(invited: Played) -> None:
    done = invited.command("operator", OPERATOR, "Odile Ortiz", "--lost-passkey")
    assert done.returncode == 0, done.stderr
    with chromium() as browser:
        context = in_french(browser)
        page = context.new_page()
        Device(context, page)
        _unproved(invited, page)
        page.goto(f"{named(invited)}/exploitation")
        page.get_by_role("button", name="Faire ma clé d'accès").click()
        page.wait_for_url("**/exploitation")


def test_nobody_is_an_operator_by_a_wrong_address(played: Played) -> None:
    done = played.command("operator", "odile", "Odile Ortiz")
    assert done.returncode != 0
    assert "name@operator.example" in done.stderr
