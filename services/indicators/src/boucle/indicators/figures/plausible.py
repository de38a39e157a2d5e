"""Refuse implausible values that nobody verified. Pure.

The bounds: more than 5 tCO2e avoided a tonne (one documented case prints 15, and nobody could
repeat it); a saving beyond what is paid today (pooled collection saves no more than collection
costs); more moved than is declared.
"""

from decimal import Decimal
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.plausible import most_moved, most_saved, part_of, sum_of
from boucle.indicators.facts.bodies import GroupBody, LifeBody
from boucle.indicators.figures.settled import grade_of

MOST_TCO2E_A_TONNE: Final = Decimal(5)
"""A convention: no source gives a bound."""

TOO_MUCH_CO2: Final = "more than 5 tCO2e a tonne, without evidence"
TOO_MUCH_SAVED: Final = "saves more than it costs today"
TOO_MUCH_MOVED: Final = "more than its parties declare"


def why_refused(key: str, group: GroupBody) -> str | None:
    found = _high(group.amounts.get(key))
    if found is None:
        return None
    if key == "tco2e" and _too_much_co2(found, _high(group.amounts.get("tonnes"))):
        return TOO_MUCH_CO2
    if key == "eur" and (paid := paid_today(group)) is not None and found > paid:
        return TOO_MUCH_SAVED
    return None


def is_believed(result: Result, life: LifeBody, found: GroupBody | None) -> bool:
    verified = grade_of(result) == "verified"
    return verified or why_refused_result(result, life, found) is None


def why_refused_result(result: Result, life: LifeBody, found: GroupBody | None) -> str | None:
    """Return why a reported result is refused, unless it is verified. ``found`` is None where none
    is behind it any more, and of a pair."""
    tonnes = life.tonnes.get(str(result.result_id))
    if result.tco2e is not None and _too_much_co2(Decimal(result.tco2e), tonnes):
        return TOO_MUCH_CO2
    period, organisation = (result.period_start, result.period_end), result.organisation_id
    moved, declared = life.moved.get(str(result.result_id)), _declared(life, found, organisation)
    if moved is not None and declared is not None and moved > most_moved(declared, *period):
        return TOO_MUCH_MOVED
    paid = None if found is None else paid_today(found, organisation)
    if result.eur is None or paid is None:
        return None
    return TOO_MUCH_SAVED if Decimal(result.eur) > most_saved(paid, *period) else None


def _declared(life: LifeBody, found: GroupBody | None, organisation: UUID | None) -> Decimal | None:
    """Return what its parties declare a year, or this member of a group."""
    known = [one for one in (life.possible, life.agreed) if one is not None]
    if found is None or organisation is None or not known:
        return max(known, default=None)
    users = [(one.organisation, one.amount) for one in found.members if one.role == "user"]
    part = part_of(users, organisation)
    return max(known) * part if part else None


def paid_today(group: GroupBody, organisation: UUID | None = None) -> Decimal | None:
    """Return what its members pay, or this one does, EUR a year; for pooled collection, the
    collection alone. None where one amount is unknown."""
    collection = _high(group.amounts.get("collection"))
    if organisation is None and collection is not None:
        return collection
    costs = [(one.organisation, one.alone) for one in group.members if one.role == "user"]
    return sum_of(costs, organisation)


def _too_much_co2(tco2e: Decimal, tonnes: Decimal | None) -> bool:
    return tonnes is not None and tco2e > MOST_TCO2E_A_TONNE * tonnes


def _high(amount: Amount | None) -> Decimal | None:
    return None if amount is None or amount.high is None else Decimal(amount.high)
