"""Each state of a page as a browser shows it: what is seen first, where the focus is, what its
title is; that everybody can read it, that it needs no script, and asks nothing of anybody else."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import msgspec
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from boucle.contract.events.matching import Life
from boucle.local.mailsink.mailbox import SinkMessage
from boucle.local.parts.browser import find_browser
from boucle.notifications.app import SERVICE
from tests.integration.notifications.support import (
    CAUX,
    KEY,
    START,
    Office,
    a_life,
    answered,
    link,
    links,
    published,
    two,
)
from tests.kit import Tokens
from tests.kit.kit import Kit

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
HEADLINE = "MWh/an de vapeur"

YES = {"answer": "interested"}
AGREED = {"answer": "interested", "consent": "yes"}
NO = {"answer": "refused", "reason": "wrong_data", "comment": "À 4 bar, <b>déjà</b>"}
DONE = {"answer": "already_done", "contract_until": "2027-12-31"}
NOT_ME = {"answer": "not_me", "name": "Paul Martin", "email": "paul@{domain}"}

ANSWERS: Mapping[str, tuple[Mapping[str, str] | None, Mapping[str, str] | None]] = {
    "first_look": (None, None),
    "english": (None, None),
    "answered": (YES, None),
    "other_interested": (YES, AGREED),
    "disclosed": (AGREED, AGREED),
    "running": (AGREED, AGREED),
    "refused": (NO, None),
    "already_done": (DONE, None),
    "declined": (YES, NO),
    "passed_on": (NOT_ME, None),
}
"""What both sides of each state answered: whose page it is, and the other."""

SEEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "first_look": (HEADLINE, ("Oui, cela nous intéresse", "Pas pour nous, parce que…")),
    "english": ("a possible", ("Yes, we are interested", "Not for us, because…")),
    "answered": ("Réponse enregistrée : ", ()),
    "other_interested": (
        "L'autre entreprise est intéressée aussi : ",
        ("Oui, transmettez mes coordonnées", "Pas maintenant"),
    ),
    "disclosed": ("En relation avec Société CANARI", ("02 35 00 00",)),
    "running": ("Cet échange est en place : ", ()),
    "refused": ("Réponse enregistrée : pas pour nous", ("ces données sont fausses", "<b>déjà</b>")),
    "already_done": ("Réponse enregistrée : déjà une solution", ("31 décembre 2027",)),
    "declined": ("L'autre entreprise ne donne pas suite : ", ()),
    "passed_on": (HEADLINE, ("Oui, cela nous intéresse",)),
    "meeting": ("Atelier vapeur", ("Venez-vous ?",)),
    "stop": ("Ne plus recevoir ces messages", ("Ne plus m'écrire",)),
    "morning": ("Ne plus recevoir le message du matin", ("Ne plus le recevoir",)),
    "preferences": ("Vos messages de Boucle", ("À quel rythme ?", "Quels messages ?")),
    "gone": ("Ce lien ne fonctionne plus", ("Ce lien ne fonctionne plus",)),
    "left": ("plus ouvert pour vous", ("Demandez à votre entreprise",)),
    "privacy": ("Vos données personnelles", ("Responsable du traitement",)),
    "notice": ("Mentions légales", ("Éditeur", "Hébergeur")),
    "accessibility": ("Accessibilité", ("Non conforme.",)),
    "territories": ("Vos données personnelles", ("Pas encore indiqué",)),
}
"""What its title begins with or holds, and what the first screen of a phone shows of it."""


async def test_every_state_is_seen_read_and_used(kit: Kit, office: Office, tokens: Tokens) -> None:
    async with kit.served(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=office.registry.url,
        client_secret=office.registry.secret,
    ) as address:
        paths = await every_state(office, address, tokens)
        await asyncio.to_thread(in_a_browser, address, paths)


async def every_state(office: Office, address: str, tokens: Tokens) -> dict[str, str]:
    """The path of a page in each state, brought there as people bring it there."""
    lives: dict[str, Life] = {}
    pairs: dict[str, tuple[UUID, UUID]] = {}
    for name in (*ANSWERS, "left", "for_errors", "for_keys"):
        pairs[name] = two(office)
        lives[name] = a_life(*pairs[name])
        office.registry.companies[pairs[name][0]]["contacts"][0]["language"] = (
            "en" if name == "english" else "fr"
        )
    await office.hear(*map(published, lives.values()))
    async with httpx.AsyncClient(base_url=address) as client:
        start = START + timedelta(days=10)
        times = {"starts_at": start, "ends_at": start + timedelta(hours=2)}
        meeting = {
            "territory": CAUX,
            "kind": "workshop",
            "title": "Atelier vapeur",
            "place": "Lillebonne",
            "synergy_ids": [str(lives["first_look"].synergy_id)],
            **{name: at.isoformat() for name, at in times.items()},
        }
        planned = await client.post("/v1/meetings", headers=tokens.animator(CAUX), json=meeting)
        assert planned.status_code == 201, planned.text
        await office.send()
        mails = by_address(office.sink.received())
        paths = {}
        for name, pair in pairs.items():
            both = [link(mails[office.registry.email(one)][0], "r") for one in pair]
            paths[name] = both[0]
            domain = office.registry.email(pair[0]).partition("@")[2]
            for path, said in zip(both, ANSWERS.get(name, (None, None)), strict=True):
                if said is not None:
                    form = {key: value.format(domain=domain) for key, value in said.items()}
                    assert (await client.post(path, data=form)).status_code == 303
    for name in ("disclosed", "running"):
        agreed = answered(lives[name], "consented", "consented")
        state = "running" if name == "running" else "consented"
        await office.hear(published(msgspec.structs.replace(agreed, state=state), "answered", 2))
    first = office.registry.email(pairs["first_look"][0])
    invitation = next(one for one in mails[first] if one.ics)
    others = {"meeting": link(invitation, "m"), "gone": "/r/x"}
    others |= {"stop": link(invitation, "stop"), "preferences": link(invitation, "p")}
    others["morning"] = f"/stop/matin/{links().token('morning', uuid4())}"
    office.registry.companies[pairs["left"][0]]["contacts"] = []
    office.registry.territories["241400514"] = {"name": "Pays de Falaise", "controller": None}
    law = {
        "privacy": f"/confidentialite/{CAUX}",
        "notice": f"/mentions-legales/{CAUX}",
        "accessibility": f"/accessibilite/{CAUX}",
        "territories": "/confidentialite",
    }
    return paths | others | law


def by_address(mails: list[SinkMessage]) -> dict[str, list[SinkMessage]]:
    found: dict[str, list[SinkMessage]] = {}
    for one in mails:
        found.setdefault(one.to, []).append(one)
    return found


def in_a_browser(address: str, paths: Mapping[str, str]) -> None:
    found = find_browser()
    asked: list[str] = []
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=str(found) if found else None, args=list(FLAGS)
        )
        page = a_page(chromium, asked, script=True)  # of the tests: pages may run none
        wrong = [one for name in SEEN for one in faults(page, address, name, paths[name])]
        page = a_page(chromium, asked, script=False)
        errors_open_their_panel(page, address + paths["for_errors"])
        the_focus_follows(page, address + paths["for_keys"])
        chromium.close()
    assert wrong == []
    assert asked
    assert [url for url in asked if not url.startswith(f"{address}/")] == []


def a_page(browser: Browser, asked: list[str], *, script: bool) -> Page:
    context = browser.new_context(viewport=PHONE, java_script_enabled=script, locale="fr-FR")
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("request", lambda request: asked.append(request.url))
    return page


def faults(page: Page, address: str, name: str, path: str) -> Iterator[str]:
    """What is wrong with a state: of its title, its first screen, its headline, its contrast."""
    title, first = SEEN[name]
    page.set_viewport_size(PHONE)
    page.goto(address + path)
    said = page.title().replace("\u00a0", " ")
    if title not in said:
        yield f"{name}: is entitled {said}"
    for text in first:
        if not on_the_first_screen(page.get_by_text(text.replace(" …", "…")).first):
            yield f"{name}: {text} is not on the first screen"
    headline = page.locator("h1").bounding_box()
    if headline is None or headline["height"] > PHONE["height"] / 5:
        yield f"{name}: the headline fills {headline}"
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            yield f"{name}: is wider than {size['width']}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            found: Any = Axe().run(page).response
            for violation in found["violations"]:
                nodes = [node["html"] for node in violation["nodes"]]
                yield f"{name}, {size['width']}, {scheme}: {violation['id']} of {nodes}"


def on_the_first_screen(element: Locator) -> bool:
    box = element.bounding_box()
    return box is not None and box["y"] + box["height"] <= PHONE["height"]


def errors_open_their_panel(page: Page, url: str) -> None:
    """Each keeps what was typed, has the focus, and is tied to its field."""
    page.set_viewport_size(PHONE)
    page.goto(url)
    page.get_by_text("Pas pour nous, parce que…").click()
    page.locator("#comment").fill("Trop loin\nde notre four")
    press(page, "Répondre « pas pour nous »")
    refused(page, "Choisissez la raison", "fieldset[role]")
    assert page.locator("#comment").input_value() == "Trop loin\nde notre four"
    page.get_by_label("Le prix ou le coût").check()
    press(page, "Répondre « pas pour nous »")
    assert "pas pour nous" in page.title()

    page.get_by_text("Nous avons déjà une solution…").click()
    page.locator("#contract_until").fill("2020-01-01")
    press(page, "Répondre « déjà une solution »")
    refused(page, "doit être à venir", "#contract_until")
    assert page.locator("#contract_until").input_value() == "2020-01-01"

    page.get_by_text("Je ne suis pas la bonne personne").click()
    page.locator("#name").fill("Paul Martin")
    page.locator("#email").fill("paul")
    press(page, "Transmettre à cette personne")
    refused(page, "nom@exemple.fr", "#email")
    assert page.locator("#name").input_value() == "Paul Martin"
    assert page.locator("#email").input_value() == "paul"


def press(page: Page, button: str) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name=button).click()


def refused(page: Page, said: str, field: str) -> None:
    assert page.title().startswith("Erreur")
    focused = page.locator(":focus")
    assert said in focused.inner_text()
    marked = page.locator(field)
    assert marked.is_visible()
    assert marked.get_attribute("aria-invalid") == "true"
    assert marked.get_attribute("aria-describedby") == focused.get_attribute("id")


def the_focus_follows(page: Page, url: str) -> None:
    """By keyboard alone: the box, a remark, the button, and then the confirmation."""
    page.goto(url)
    box = page.get_by_role("checkbox")
    assert not box.is_checked(), "consent is never given by default"
    box.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")  # over what one may add
    with page.expect_navigation(url="**?saved"):
        page.keyboard.press("Enter")
    assert page.title().startswith("Réponse enregistrée")
    assert "Votre réponse est enregistrée" in page.locator(":focus").inner_text()
    assert page.get_by_role("checkbox").is_checked(), "as stored"
