"""Refuse implausible values that nobody verified. Pure.

The bounds: more than 5 tCO2e avoided a tonne (one documented case prints 15, and nobody could
repeat it); a saving beyond what is paid today (pooled collection saves no more than collection
costs).
"""

from decimal import Decimal
from typing import Final
from uuid import UUID

from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.indicators.facts.bodies import GroupBody, LifeBody

MOST_TCO2E_A_TONNE: Final = Decimal(5)
"""A convention: no source gives a bound."""
_DAYS: Final = Decimal("365.25")

TOO_MUCH_CO2: Final = "more than 5 tCO2e a tonne, without evidence"
TOO_MUCH_SAVED: Final = "saves more than it costs today"


def why_refused(key: str, group: GroupBody) -> str | None:
    found = _high(group.amounts.get(key))
    if found is None:
        return None
    if key == "tco2e" and _too_much_co2(found, _high(group.amounts.get("tonnes"))):
        return TOO_MUCH_CO2
    if key == "eur" and (paid := paid_today(group)) is not None and found > paid:
        return TOO_MUCH_SAVED
    return None


def why_refused_result(result: Result, life: LifeBody, found: GroupBody | None) -> str | None:
    """Return why a reported result is refused, unless it is verified. ``found`` is None where none
    is behind it any more."""
    tonnes = life.tonnes.get(str(result.result_id))
    if result.tco2e is not None and _too_much_co2(Decimal(result.tco2e), tonnes):
        return TOO_MUCH_CO2
    paid = None if found is None else paid_today(found, result.organisation_id)
    if result.eur is None or paid is None:
        return None
    years = Decimal((result.period_end - result.period_start).days + 1) / _DAYS
    return TOO_MUCH_SAVED if Decimal(result.eur) > paid * years else None


def paid_today(group: GroupBody, organisation: UUID | None = None) -> Decimal | None:
    """Return what its members pay, or this one does, EUR a year; for pooled collection, the
    collection alone. None where one amount is unknown."""
    collection = _high(group.amounts.get("collection"))
    if organisation is None and collection is not None:
        return collection
    users = [one for one in group.members if one.role == "user"]
    costs = [one.alone for one in users if organisation in (None, one.organisation)]
    values = [one for one in costs if one is not None]
    return sum(values, Decimal(0)) if values and len(values) == len(costs) else None


def _too_much_co2(tco2e: Decimal, tonnes: Decimal | None) -> bool:
    return tonnes is not None and tco2e > MOST_TCO2E_A_TONNE * tonnes


def _high(amount: Amount | None) -> Decimal | None:
    return None if amount is None or amount.high is None else Decimal(amount.high)
