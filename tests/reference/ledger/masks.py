"""What a hidden figure may say: it must hold the truth, and respect who hides what.

figures.md "What holds": "Masks, crowds and steps of groups"; kinds 5: "A group leaks names like
a pair does: masked until each member consents; below three members show no total".
"""

from __future__ import annotations

import re
from fractions import Fraction

from tests.reference.ledger.groups import Fault
from tests.reference.ledger.quantities import Span, number
from tests.reference.ledger.recorded.declared import Body
from tests.reference.ledger.recorded.lives_read import Life, read_span

STEPS = (50, 20, 10, 5, 3)
BAND = re.compile(r"(\d+)\s*[-à]\s*(\d+)")
CROWDS = {"3-9": (3, 9), "10-29": (10, 29), "30+": (30, 10**9)}


def companies_shown(others: int) -> int | None:
    """How many others there are at least: 3, 5, 10, 20, 50; null below three (group_lives.md)."""
    return next((step for step in STEPS if others >= step), None)


def band_holds(band: str, km: Fraction) -> bool:
    """Whether a band of distance holds the true distance."""
    match = BAND.search(band)
    if match:
        return int(match.group(1)) <= km <= int(match.group(2))
    plain = re.search(r"(\d+)", band)
    if plain is None:
        return True
    edge = int(plain.group(1))
    return km >= edge if "+" in band or ">" in band else km <= edge


def hides(told: Span | None, truth: Span, what: str) -> list[Fault]:
    """A masked range holds the true figure (issue 37.1: masked figures must contain the truth)."""
    if told is None or not told.known or not truth.known:
        return []
    (low, high), (least, most) = told.bounds(), truth.bounds()
    slack = max(Fraction(1), abs(high) / 20)
    if low <= most + slack and high >= least - slack:
        return []
    return [Fault(f"{what}: told {told}, true {truth}", "a mask holds the truth", "issue 37.1")]


def at_most(told: Span | None, bound: Fraction | None, what: str) -> list[Fault]:
    """No figure told to a company exceeds what its own declared cost allows (issue 37.3)."""
    if told is None or not told.known or bound is None:
        return []
    high = told.bounds()[1]
    if high <= bound * Fraction(1001, 1000) + 1:
        return []
    text = f"{what}: told up to {float(high):.0f}, own cost allows {float(bound):.0f}"
    return [Fault(text, "no figure above what its own cost allows", "figures.md 4, issue 37.3")]


def no_assumed(told: Span | None, cost: Fraction | None, what: str) -> list[Fault]:
    """Who declares no cost is told no saving (figures.md 3, issue 37.4)."""
    if told is None or not told.known or cost is not None:
        return []
    return [Fault(f"{what}: told {told} without a cost", "no cost, no saving", "figures.md 3")]


def names_hidden(answer: Body, company: str, life: Life) -> list[Fault]:
    """Before consent a member sees itself alone (group_lives.md; kinds 5: masked until consent)."""
    if answer.get("disclosed"):
        return []
    found = []
    consented = {p.organisation for p in life.parties if p.standing == "consented"}
    for side in answer.get("sides") or []:
        other = side.get("organisation_id")
        if other and other != company and other not in consented:
            found.append(Fault(f"names {other}", "masked until consent", "kinds 5"))
    for member in (answer.get("group") or {}).get("members") or []:
        other = member.get("organisation_id")
        if other and other != company:
            found.append(Fault(f"names member {other}", "masked until consent", "kinds 5"))
        if member.get("saving") is not None or member.get("alone") is not None:
            found.append(Fault("figures before consent", "without figures", "group_lives.md"))
    return found


def subtractable(group: Body, hidden: int) -> list[Fault]:
    """Totals are null where one or two companies are hidden, so that nobody can subtract."""
    if hidden not in (1, 2):
        return []
    told = [name for name in ("value", "amount") if group.get(name) is not None]
    told += ["figures"] if group.get("figures") else []
    if not told:
        return []
    what = f"{', '.join(told)} with {hidden} hidden"
    return [Fault(what, "no total that can be subtracted from", "kinds 5")]


def crowd_holds(crowd: str | None, fitting: int) -> bool:
    """Whether a crowd's band holds how many fit (possibilities.md: 3-9, 10-29, 30+)."""
    if crowd is None:
        return True
    low, high = CROWDS.get(crowd, (0, 10**9))
    return low <= fitting <= high


def steps_of(answer: Body, life: Life, company: str) -> list[Fault]:
    """The step of how many others, of a member's view before consent."""
    group = answer.get("group") or {}
    if answer.get("disclosed") or "companies" not in group:
        return []
    gone = {"refused", "already_done", "contract_until", "left"}
    others = {p.organisation for p in life.parties if p.standing not in gone} - {company, None}
    right = companies_shown(len(others))
    told = number(group.get("companies"))
    if told is None or (right is not None and told <= right):
        return []
    text = f"told {int(told)} others, {len(others)} there are"
    return [Fault(text, "at least 3, 5, 10, 20, 50", "group_lives.md")]


def told_gain(answer: Body) -> Span | None:
    """The gain that an answer tells: of a synergy `eur`, of a possibility `gain`."""
    return read_span(answer.get("eur") or answer.get("gain"))
