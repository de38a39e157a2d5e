"""The page behind a mail's link: the rule of the mail, and names only once all agreed.

introductions.md "The page behind the link"; issue 37.3 and 37.6; group_lives.md `disclosed`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from tests.reference.ledger.checks import check_mails, words
from tests.reference.ledger.findings import Difference, Told
from tests.reference.ledger.groups import Fault
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life

OPEN_FOR = timedelta(days=180)
AGREED = {"consented", "studying", "running"}


def page(world: World, body: Body, told: Told) -> list[Difference]:
    """One page as a company opened it."""
    html, company = str(body.get("html") or ""), str(body["organisation_id"])
    life = world.lives.get(str(body["synergy_id"]))
    if int(body["status"]) >= 500:
        return [told.differs("status", body["status"], "200", "no 5xx", "figures.md 1")]
    if int(body["status"]) >= 400:
        return told.faults(shut(body, world, life, company))
    text = shown(html)
    faults = words.negation_faults(title(html), "", html)
    faults += words.rounding_faults(text) + words.sentence_faults(text)
    if life is not None and not life.disclosed:
        faults += words.above(text, check_mails.bound_of(world, life, company))
        faults += named(world, life, company, text)
    return told.faults(faults)


def shut(body: Body, world: World, life: Life | None, company: str) -> list[Fault]:
    """A link is good for six months, for who is in it and not erased (introductions.md)."""
    since = date.fromisoformat(str(body.get("since") or body["at"])[:10])
    old = date.fromisoformat(str(body["at"])[:10]) - since > OPEN_FOR
    within = life is not None and any(p.organisation == company for p in life.parties)
    erased = any(world.contacts.get(address) == company for address in world.left.persons)
    if old or erased or not within or company in world.left.withdrawn:
        return []
    return [Fault(f"page {body['status']}", "open for six months", "introductions.md")]


def named(world: World, life: Life, company: str, text: str) -> list[Fault]:
    """Nobody else is named before all agreed; of a group those who agreed to each other."""
    found = []
    for party in life.parties:
        other = world.organisations.get(party.organisation or "")
        if other is None or other.id == company or party.standing in AGREED:
            continue
        if words.says(text, other.name):
            found.append(Fault(f"names {other.name}", "masked until consent", "introductions.md"))
    return found


def shown(html: str) -> str:
    """What a page says, without its style."""
    bare = re.sub(r"<(style|script)\b.*?</\1>", " ", html, flags=re.DOTALL)
    return re.sub(r"\s+", " ", words.plain(bare))


def title(html: str) -> str:
    match = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
    return words.plain(match.group(1)).strip() if match else ""
