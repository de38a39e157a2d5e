"""Declarations that should have been refused with one line that says what would be right.

The issue, "Bad input": "A price in another currency, a capacity of zero, opening hours over
midnight, a contract that ended, an annuity without years, a member that excludes itself, a
parameter below its possible range".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.reference.ledger.groups import Fault
from tests.reference.ledger.quantities import number
from tests.reference.ledger.recorded.declared import Body, clock, day
from tests.reference.ledger.recorded.inputs import World
from tests.reference.ledger.recorded.recording import Entry

OTHER_MONEY = re.compile(r"[$£¥]|\b(USD|GBP|CHF|JPY|CNY|dollars?|pounds?|livres?)\b", re.IGNORECASE)
CAPACITIES = ("places", "capacity", "meals", "payload", "seats")
SOURCE = "issue 37, bad input"


def accepted(world: World, entry: Entry) -> list[Fault]:
    """What is wrong with a declaration that was accepted all the same."""
    if entry.method not in ("PUT", "POST", "PATCH") or not 200 <= entry.status < 300:
        return []
    body = entry.body
    if not isinstance(body, dict):
        return []
    if "/territories/" in entry.path and "parameters" in body:
        return list(_parameters(world, body))
    if "/sharings" in entry.path:
        return list(_sharing(world, entry, body))
    if "/flows" in entry.path:
        return list(_money(body))
    return []


def _sharing(world: World, entry: Entry, body: Body) -> Iterator[Fault]:
    yield from _money(body)
    figures = body.get("figures") or {}
    if body.get("direction") == "offer":
        for name in CAPACITIES:
            if name in figures and number(figures[name]) == 0:
                yield Fault(f"{name} 0", "a capacity above zero", SOURCE)
        slots = body.get("slots") or []
        if slots and not any(number(s.get("amount")) for s in slots):
            yield Fault("slots of 0", "a capacity above zero", SOURCE)
    hours = body.get("hours")
    if hours and len(hours) == 2 and clock(hours[0]) >= clock(hours[1]):
        yield Fault(f"hours {hours[0]} to {hours[1]}", "two spans, before and after", SOURCE)
    end = day(body.get("contract_end"))
    answer: Body = entry.answer if isinstance(entry.answer, dict) else {}
    if end is not None and end < entry.on and answer.get("version") == 1:
        yield Fault(f"contract_end {end}", "a contract that did not end", SOURCE)
    if figures.get("annuity") and not (figures.get("years") or figures.get("annuity_years")):
        yield Fault("an annuity without years", "its years", SOURCE)
    yield from _excludes_itself(world, answer, body)


def _excludes_itself(world: World, answer: Body, body: Body) -> Iterator[Fault]:
    own = str(answer.get("organisation_id") or "")
    company = world.organisations.get(own)
    names = {own, company.siren if company else None} - {"", None}
    if names & {str(e).replace(" ", "") for e in body.get("excluded") or []}:
        yield Fault("excludes itself", "others only", SOURCE)


def _money(body: Body) -> Iterator[Fault]:
    """A price in another currency."""
    for name, value in _texts(body):
        if ("cost" in name or "price" in name) and OTHER_MONEY.search(value):
            yield Fault(f"{name} {value}", "euros", SOURCE)


def _texts(body: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(body, dict):
        for key, value in body.items():
            yield from _texts(value, f"{name}.{key}" if name else str(key))
    elif isinstance(body, str):
        yield name, body


def _parameters(world: World, body: Body) -> Iterator[Fault]:
    """A parameter outside of its possible range (`GET /v1/parameters`: least, most)."""
    for key, value in (body.get("parameters") or {}).items():
        told, limits = number(value), world.parameter_limits.get(str(key))
        if told is None or limits is None:
            continue
        low, high = limits
        if (low is not None and told < low) or (high is not None and told > high):
            yield Fault(f"{key} {value}", f"from {low} to {high}", SOURCE)
