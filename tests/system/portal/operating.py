"""An operator who signed in with a passkey, for the pages that act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from playwright.sync_api import Page

from tests.system.conftest import Played
from tests.system.portal.browsing import by_mail, chromium, in_french, named
from tests.system.portal.test_passkeys import Device

OPERATOR, NAME = "olga@exploitant.example", "Olga Orsini"
_KEPT: dict[str, str] = {}
"""The cookie of each entry."""


@contextmanager
def operating(played: Played) -> Iterator[Page]:
    """A page of the operator. It signs in once: an address gets few mails an hour."""
    entry = named(played)
    with chromium() as browser:
        context = in_french(browser)
        page = context.new_page()
        if entry in _KEPT:
            context.add_cookies([{"name": "boucle", "value": _KEPT[entry], "url": entry}])
        else:
            done = played.command("operator", OPERATOR, NAME)
            assert done.returncode == 0, done.stderr
            Device(context, page)
            by_mail(played, page, OPERATOR, entry)
            page.goto(f"{entry}/exploitation")
            page.get_by_role("button", name="Faire ma clé d'accès").click()
            page.wait_for_url("**/exploitation")
        try:
            yield page
        finally:
            for one in context.cookies(entry):
                if one.get("name") == "boucle":
                    _KEPT[entry] = one.get("value", "")


def kept(played: Played) -> Mapping[str, str]:
    """Its cookies, once it signed in."""
    return {"boucle": _KEPT[named(played)]}
