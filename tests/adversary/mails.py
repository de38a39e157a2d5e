"""What the euros of a mail say of the other: a mail is read as it is worded, once for each flow."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from msgspec.structs import replace

from boucle.contract.rounding import rounded_amount
from boucle.notifications.letters.amounts import euros
from boucle.notifications.translating import translator
from tests.adversary.search import Outcome, edge
from tests.adversary.secrets import judged_tonnes, tonnes
from tests.adversary.views import Doors
from tests.adversary.world import TONNE, Victim, offer, route

_ROUGHLY, _STEPS = 6, 8
_READ = 10**9
"""EUR a year: what the adversary waits to read."""
_SAID_FROM = 0.95 * _READ
"""Half of the last figure below it."""


def quantity(victim: Victim, doors: Doors, _rng: np.random.Generator) -> Outcome:
    """It says that it pays so much a tonne that nothing else counts, more and more, until its mail
    says the next figure: what could move is then known. It offers more than the victim needs, but
    not out of all proportion: how much that is, the verdicts tell roughly."""
    views = doors(victim)
    truth = victim.need.quantity / TONNE
    roughly = tonnes(views, _ROUGHLY)
    if roughly is None:
        return judged_tonnes(views, None, truth)
    own = replace(offer(), quantity=round(2 * roughly / route().yield_ * TONNE))

    def reads_less(price: float) -> bool:
        view = views.see(replace(own, eur=price / TONNE))
        return view is None or _said(rounded_amount(view.eur).low) < _READ

    pays = _SAID_FROM / roughly
    found = edge(reads_less, pays / 3, pays * 3, _STEPS)
    guess = None if found is None else _SAID_FROM / found * route().yield_
    return judged_tonnes(views, guess, truth)


def _said(low: str | None) -> float:
    """As a mail has it: in millions, to two figures."""
    words = euros((Decimal(low or 0),), translator("en"))
    number, _, unit = words.partition("\u00a0")
    return float(number.replace(",", "")) * (1_000_000 if unit == "M€" else 1)
