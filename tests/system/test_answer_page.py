"""A company opens the link of its mail on a phone and answers; what a GET never does."""

from __future__ import annotations

import asyncio
import re
import unicodedata

import asyncpg
import httpx
from playwright.sync_api import ViewportSize, sync_playwright

from boucle.local.parts.browser import find_browser
from tests.kit.eventually import eventually
from tests.system.conftest import Played, every

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PHONE: ViewportSize = {"width": 390, "height": 844}
COUNTED = (
    "SELECT (SELECT count(*) FROM introduction_side WHERE answer IS NOT NULL) AS answers,"
    " (SELECT last_value FROM outbox_seq_seq) AS events, (SELECT count(*) FROM mail) AS mails,"
    " (SELECT count(*) FROM preference) AS stops"
)


def unanswered(played: Played) -> str:
    """The page of a company that has not answered yet."""
    for message in played.messages():
        link = next((link for link in message["links"] if "/r/" in link), None)
        if link:
            page = httpx.get(link, timeout=10).text
            if "Cela vous intéresse" in page:
                return str(link)
    raise AssertionError("every introduction is answered")


async def test_a_company_answers_on_its_phone(played: Played) -> None:
    link = unanswered(played)
    with played.client("operator") as client:
        before = consents(client)
        await asyncio.to_thread(answer_on_a_phone, link)
        await eventually(lambda: consents(client) == before + 1, within=30)


def answer_on_a_phone(link: str) -> None:
    """As a person would: read, tick the box, press the button, see that it is kept, come back."""
    found = find_browser()
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(found) if found else None, args=list(FLAGS)
        )
        page = chromium.new_page(viewport=PHONE)
        page.goto(link)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert page.locator("html").get_attribute("lang") == "fr"
        box = page.get_by_role("checkbox")
        assert not box.is_checked(), "consent is never given by default"
        box.check()
        page.get_by_role("button", name="Oui, cela nous intéresse").click()
        page.get_by_role("heading", name="Votre réponse est enregistrée").wait_for()
        page.goto(link)
        assert "Réponse enregistrée" in page.title()
        assert page.get_by_role("checkbox").is_checked(), "as stored"
        chromium.close()


def consents(client: httpx.Client) -> int:
    """How many sides of introduced synergies consented."""
    return sum(
        side["standing"] == "consented"
        for state in ("introduced", "interested", "consented")
        for synergy in client.get("/v1/synergies", params={"state": state}).json()["items"]
        for side in synergy["sides"]
    )


def test_no_mail_before_consent_names_another_company(played: Played) -> None:
    with played.client("operator") as client:
        names = {one["name"] for one in every(client, "/v1/organisations")}
    introductions = [m for m in played.messages() if any("/r/" in link for link in m["links"])]
    assert introductions
    for message in introductions:
        told = f"{message['subject']}{message['text']}{message['html']}"
        to = re.search(r"environnement@(.+)\.example", str(message["to"]))
        assert to
        others = {name for name in names if name in told and not is_own(name, to.group(1))}
        assert others == set(), message["subject"]


def is_own(name: str, company: str) -> bool:
    """Whether this is the name of the company whose address has this label."""
    return letters(company.split("-", maxsplit=1)[0]) in letters(name)


def letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z]", "", plain.lower())


def test_fetching_every_link_of_every_mail_twice_changes_nothing(played: Played) -> None:
    before = asyncio.run(counted(played))
    links = {link for message in played.messages() for link in message["links"]}
    local = sorted(link for link in links if link.startswith(played.entry))
    assert local
    with httpx.Client(timeout=10, follow_redirects=True) as scanner:
        for link in [*local, *local]:
            assert scanner.get(link).status_code == 200, link
            scanner.head(link)
    assert asyncio.run(counted(played)) == before


async def counted(played: Played) -> dict[str, int]:
    connection = await asyncpg.connect(played.system.database_url("notifications"))
    try:
        return dict(await connection.fetchrow(COUNTED) or {})
    finally:
        await connection.close()
