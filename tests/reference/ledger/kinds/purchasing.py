"""Buying together: three buyers, one product, one unit; no saving is displayed.

kinds 1: ">= 3 buyers; energy 8-15 % saved in calm markets [20], nothing in 2022: label access";
facts C21: "benefit may be access, not price: no saving to be displayed".
"""

from __future__ import annotations

from tests.reference.ledger.groups import Fault, Member, Reckoned, too_few
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.quantities import ZERO, exact, unknown


def faults(members: list[Member]) -> list[Fault]:
    """`other` groups nothing, and volumes of different units never add up (figures.md 16)."""
    found = []
    products = {m.sharing.choices.get("product") for m in members}
    if "other" in products:
        what = "a group of the product `other`"
        found.append(Fault(what, "`other` groups nothing", "figures.md 16"))
    if len(products) > 1:
        what = f"products {sorted(str(p) for p in products)}"
        found.append(Fault(what, "one product", "kinds 1"))
    return found


def units(members: list[Member]) -> set[str]:
    """The units in which volumes are declared."""
    words = {m.sharing.choices.get("unit") or m.sharing.raw.get("unit") for m in members}
    return {str(word) for word in words if word}


def reckon(members: list[Member], numbers: Parameters) -> Reckoned:
    """Three companies of one product; the volume only where all tell it in one unit."""
    found = Reckoned(faults=faults(members))
    found.why_not += too_few(members, numbers.value("purchasing_members_least"))
    spent = [m.sharing.figure("price_now") for m in members]
    told = zip(members, spent, strict=True)
    found.alone = [price if m.sharing.cost is None else m.sharing.cost for m, price in told]
    found.savings = [unknown("access")] * len(members)
    found.eur = unknown("access")
    if len(units(members)) <= 1:
        volumes = [m.sharing.figure("volume", "quantity", "amount") for m in members]
        known = [v for v in volumes if v is not None]
        if known:
            found.amount = sum(known, ZERO)
            found.figures["volume"] = exact(found.amount)
    found.viable = not found.why_not and not found.faults
    return found
