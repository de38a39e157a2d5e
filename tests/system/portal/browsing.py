"""Sign in with Chromium, and look at pages as everybody reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from boucle.local.parts.browser import find_browser
from tests.system.conftest import Played
from tests.system.portal.town import link_of, links_in
from tests.system.test_answer_page import FLAGS

_WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
_LOOKS = (("light", 1280), ("dark", 1280), ("light", 320), ("light", 640))
"""The last is a screen of 1280 at 200 %."""
_SESSIONS: dict[tuple[str, str], str] = {}
"""The last of each entry and address."""


@contextmanager
def chromium() -> Iterator[Browser]:
    found = find_browser()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(found) if found else None, args=list(FLAGS)
        )
        yield browser
        browser.close()


def in_french(browser: Browser, **options: object) -> BrowserContext:
    return browser.new_context(locale="fr-FR", **options)  # type: ignore[arg-type]


def named(played: Played) -> str:
    """The entry by a name: an IP address has no passkeys."""
    return played.entry.replace("127.0.0.1", "localhost")


def asked(played: Played, page: Page, address: str, entry: str = "") -> str:
    """Ask for a link there; return it. ``entry``: by another name than mails have."""
    known = len(links_in(played, address))
    page.goto(f"{entry or played.entry}/connexion")
    page.get_by_label("Votre adresse de courriel").fill(address)
    page.get_by_role("button", name="Recevoir un lien").click()
    page.get_by_role("heading", name="Consultez votre messagerie").wait_for()
    return link_of(played, address, known).replace(played.entry, entry or played.entry)


def sign_in(played: Played, page: Page, address: str, entry: str = "") -> None:
    """By the session that an earlier test began, else by mail: an address gets few an hour."""
    where = entry or played.entry
    kept = _SESSIONS.get((where, address))
    if kept is not None:
        page.context.add_cookies([{"name": "boucle", "value": kept, "url": where}])
        page.goto(f"{where}/mon-compte")
        if page.get_by_role("button", name="Se déconnecter").count():
            page.get_by_role("navigation").get_by_role("link").first.click()
            return
    by_mail(played, page, address, entry)
    for one in page.context.cookies(where):
        if one["name"] == "boucle":
            _SESSIONS[where, address] = one["value"]


def by_mail(played: Played, page: Page, address: str, entry: str = "") -> None:
    """A session of its own. An operator is asked for a passkey then."""
    page.goto(asked(played, page, address, entry))
    page.get_by_role("button", name="Me connecter").click()
    page.get_by_role("button", name="Se déconnecter").wait_for()


def readable(page: Page) -> None:
    wrong = Axe().run(page, options=_WCAG).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in wrong] == [], page.url


def read_by_everybody(
    entry: str, cookies: Mapping[str, str], paths: Iterable[str], missing: Collection[str] = ()
) -> None:
    """Fail where a page is not for everybody, in some look. ``missing``: those that are none."""
    with chromium() as browser:
        for scheme, width in _LOOKS:
            size = {"width": width, "height": 800}
            look = in_french(browser, color_scheme=scheme, viewport=size)
            kept = [{"name": name, "value": one, "url": entry} for name, one in cookies.items()]
            look.add_cookies(kept)  # type: ignore[arg-type]
            page = look.new_page()
            for path in paths:
                answer = page.goto(f"{entry}{path}")
                assert answer is not None
                assert answer.status == (404 if path in missing else 200), path
                readable(page)
                wide = page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, (path, width, wide)
            look.close()
