"""What mails and pages tell a company: sums, words, and whether it should have been written to."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from tests.reference.ledger.checks import words
from tests.reference.ledger.findings import Difference, Told
from tests.reference.ledger.groups import Fault
from tests.reference.ledger.kinds import pairs
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.lives_read import Life
from tests.reference.ledger.recorded.recording import UUID, Entry
from tests.reference.ledger.rules import members_of, own_bound, pair_of

BEFORE = {"introduction", "reminder", "last_reminder", "consent_request"}
UNMAILED_BELOW = {"introduction", "reminder", "last_reminder"}


def bound_of(world: World, life: Life, company: str) -> Fraction | None:
    """The most that a company may be told of a synergy (issue 37.3); none: unknown."""
    pair = pair_of(world, life)
    if pair is not None:
        quantity = pairs.possible(pair)
        if not quantity.known:
            return None
        offers = pair.offer.organisation == company
        own = pairs.own_bound(pair, offers, quantity.bounds()[1])
        return own.high if own.known and own.high else None
    bounds = [
        own_bound(sharing, world.parameters(sharing.territory))
        for sharing in (m.sharing for m in members_of(world, life))
        if sharing.organisation == company and sharing.kind == "service"
    ]
    known = [b for b in bounds if b is not None]
    return max(known) if known and len(known) == len(bounds) else None


def reader(world: World, body: Body) -> str:
    """The company that a mail is for: as recorded, else by its contact's address."""
    if body.get("organisation_id"):
        return str(body["organisation_id"])
    address = re.search(r"<([^<>]+)>\s*$", str(body.get("to") or ""))
    known = (address.group(1) if address else str(body.get("to") or "")).strip().lower()
    return world.contacts.get(known, "")


def step_of(body: Body) -> str:
    """Which mail it is: as recorded, else an introduction by what only introductions say."""
    if body.get("step"):
        return str(body["step"])
    text = str(body.get("text") or "")
    return "introduction" if "a repéré" in text and "/r/" in text else ""


def reminds(body: Body) -> bool:
    """Whether an introduction's mail reminds of an earlier one too (rhythm.md: one mail a day)."""
    return bool(re.search(r"^(Rappel|Reminder)\s?:", str(body.get("text") or ""), re.MULTILINE))


def spoken_of(world: World, body: Body, company: str) -> list[Life]:
    """The synergies that a mail may be about: as recorded, else all that were begun with it."""
    named = [i for i in (body.get("synergy_id"), *(body.get("synergy_ids") or [])) if i]
    if named:
        return [world.lives[str(i)] for i in named if str(i) in world.lives]
    return [
        life
        for life in world.lives.values()
        if life.state != "detected" and any(p.organisation == company for p in life.parties)
    ]


def mail(world: World, body: Body, told: Told) -> list[Difference]:
    """One mail or page: its words, its sums, and whether it should have left at all."""
    text, html = str(body.get("text") or ""), str(body.get("html") or "")
    subject, company = str(body.get("subject") or ""), reader(world, body)
    faults = words.negation_faults(subject, text, html) + words.rounding_faults(text or html)
    faults += words.sentence_faults(f"{subject}\n{text or html}")
    step, lives = step_of(body), spoken_of(world, body, company)
    bounds = [bound_of(world, life, company) for life in lives]
    known = [bound for bound in bounds if bound is not None]
    hidden = not any(life.disclosed for life in lives)
    if step in BEFORE and hidden and known and len(known) == len(lives):
        faults += words.above(f"{subject}\n{text or html}", max(known))
    for life in lives if step in UNMAILED_BELOW and len(lives) == 1 else ():
        if life.qualified_by is None:
            faults += _should_leave(world, life, company)
    return told.faults(faults)


def _should_leave(world: World, life: Life, company: str) -> list[Fault]:
    """`auto` mails neither a loss nor less than the least gain (issue 37.3: default 1,000 EUR)."""
    found = []
    pair = pair_of(world, life)
    if pair is not None and life.eur is not None and pairs.reckoned_loss(life.eur):
        found.append(Fault(f"mailed, {life.eur} for both", "no loss by auto", "issue 37.3"))
    territory = next((p.territory for p in life.parties if p.organisation == company), "")
    least = world.parameters(territory).of_kind("least_gain", life.kind)
    bound = bound_of(world, life, company)
    if bound is not None and 0 < bound < least:
        what = f"mailed, at most {float(bound):.0f} € a year to gain"
        found.append(Fault(what, f"below {float(least):.0f} € a year: listed only", "issue 37.3"))
    return found


def unwarned(world: World, entry: Entry) -> list[Fault]:
    """Qualifying by hand what is reckoned a loss warns (issue 37.3)."""
    match = re.fullmatch(rf"/v1/synergies/{UUID}/qualification", entry.path)
    life = world.lives.get(match.group(1)) if match else None
    if life is None or entry.method != "POST" or life.eur is None:
        return []
    if not pairs.reckoned_loss(life.eur) or entry.answer.get("warnings"):
        return []
    return [Fault(f"qualified without a warning, {life.eur}", "a loss warns", "issue 37.3")]


def unmailed(world: World, introduction: Body, told: Told, on: date) -> list[Difference]:
    """A loss that was introduced by `auto` (the introduction itself, without its mail)."""
    life = world.lives.get(str(introduction.get("synergy_id")))
    sent = any(p.get("sent_at") for p in introduction.get("parties") or [])
    if life is None or not sent or life.qualified_by is not None:
        return []
    found: list[Fault] = []
    for party in introduction.get("parties") or []:
        if party.get("organisation_id") and party.get("sent_at"):
            found += _should_leave(world, life, str(party["organisation_id"]))
    return told.faults(dict.fromkeys(found))
