"""What holds of every range and figure in every answer, whatever it is of."""

from __future__ import annotations

from typing import Any

from tests.reference.ledger.groups import Fault
from tests.reference.ledger.quantities import number
from tests.reference.ledger.recorded.declared import Body

AMOUNTS = {"eur", "tco2e", "gain"}


Ranges = list[tuple[str, Body]]


def ranges(answer: Any) -> Ranges:
    """Every object with `low` and `high`, and where it is."""
    found: Ranges = []
    waiting: list[tuple[str, Any]] = [("", answer)]
    while waiting:
        path, thing = waiting.pop()
        if isinstance(thing, dict):
            if "low" in thing and "high" in thing:
                found.append((path, thing))
            for key, value in thing.items():
                if isinstance(value, dict | list):
                    waiting.append((f"{path}.{key}" if path else str(key), value))
        elif isinstance(thing, list):
            for place, value in enumerate(thing):
                if isinstance(value, dict | list):
                    waiting.append((f"{path}[{place}]", value))
    return found


def upside_down(told: Ranges) -> list[Fault]:
    """No range has its low end above its high one (figures.md 18)."""
    found = []
    for path, body in told:
        low, high = number(body.get("low")), number(body.get("high"))
        if low is not None and high is not None and low > high:
            what = f"{path}: {body['low']}..{body['high']}"
            found.append(Fault(what, "low at most high", "figures.md 18"))
    return found


def silent(told: Ranges) -> list[Fault]:
    """An unknown figure is null with what is missing (issue 37.2; scores.md)."""
    found = []
    for path, body in told:
        name = path.rsplit(".", 1)[-1]
        figure = "key" in body and "grade" in body
        if not figure and name not in AMOUNTS:
            continue
        known = any(number(body.get(end)) is not None for end in ("low", "high", "value"))
        if not known and not body.get("missing"):
            what = f"{body.get('key') or path} unknown, nothing missing"
            found.append(Fault(what, "null with `missing`", "issue 37.2"))
    return found


def half_known(told: Ranges) -> list[Fault]:
    """A range has both ends or none, and names nothing missing where it has both."""
    found = []
    for path, body in told:
        if path.rsplit(".", 1)[-1] not in AMOUNTS:
            continue
        ends = [number(body.get(end)) is not None for end in ("low", "high")]
        if any(ends) and not all(ends):
            found.append(Fault(f"{path}: one end", "both ends or none", "scores.md"))
    return found


def faults(answer: Any) -> list[Fault]:
    """All that holds of any figure."""
    told = ranges(answer)
    return upside_down(told) + silent(told) + half_known(told)
