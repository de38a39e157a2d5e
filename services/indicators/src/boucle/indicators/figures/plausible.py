"""Refuse implausible values that nobody verified. Pure.

The bounds are those of ``contract.plausible``; pooled collection saves no more than collection
costs.
"""

from decimal import Decimal
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.events.matching import Result
from boucle.contract.events.reasons import Amount
from boucle.contract.plausible import (
    most_avoided,
    most_gained,
    most_moved,
    most_saved,
    paid_by,
    part_of,
)
from boucle.indicators.facts.bodies import GroupBody, LifeBody
from boucle.indicators.facts.kinds import of_groups
from boucle.indicators.facts.runs import as_it_ran
from boucle.indicators.figures.settled import is_verified

TOO_MUCH_CO2: Final = "more CO2e than what moved could avoid, without evidence"
TOO_MUCH_GAINED: Final = "more than twice what all of it could save"
TOO_MUCH_SAVED: Final = "saves more than it costs today"
TOO_MUCH_MOVED: Final = "more than its parties declare"
_WHATS: Final = ("quantity", "eur", "tco2e")


def why_refused(key: str, group: GroupBody) -> str | None:
    found = _high(group.amounts.get(key))
    if found is None:
        return None
    if key == "tco2e" and _too_much_co2(found, _high(group.amounts.get("tonnes")), "t"):
        return TOO_MUCH_CO2
    if key == "eur" and (paid := paid_today(group)) is not None and found > paid:
        return TOO_MUCH_SAVED
    return None


def believed(result: Result, life: LifeBody, found: GroupBody | None) -> Result | None:
    """Return the result without euros or CO2 that nobody believes; None where its quantity is not
    believed."""
    if is_verified(result, life):
        return result
    refused = [what for what in _WHATS if why_refused_result(what, result, life, found)]
    if "quantity" in refused:
        return None
    return replace(
        result,
        eur=None if "eur" in refused else result.eur,
        tco2e=None if "tco2e" in refused else result.tco2e,
    )


def why_refused_result(
    what: str, result: Result, life: LifeBody, found: GroupBody | None
) -> str | None:
    """Return why what a result says of euros (``eur``), CO2 (``tco2e``) or anything else is
    refused, unless it is verified. Nothing is believed beside a quantity that is not. ``found`` is
    None of a pair, where none is behind it any more, and of months before it was recorded."""
    found = found or life.recorded
    whys = [_why_refused(what, result, one, found) for one in as_it_ran(life, result)]
    return whys[-1] if all(whys) else None


def _why_refused(what: str, result: Result, life: LifeBody, found: GroupBody | None) -> str | None:
    period, organisation = (result.period_start, result.period_end), result.organisation_id
    moved, declared = life.moved.get(str(result.result_id)), declared_of(life, found, organisation)
    most = None if declared is None else most_moved(declared, *period, life.months)
    tonnes = life.tonnes.get(str(result.result_id))
    avoided = (most if moved is None else moved, life.unit) if tonnes is None else (tonnes, "t")
    if moved is not None and most is not None and moved > most:
        return TOO_MUCH_MOVED
    if what == "tco2e" and result.tco2e is not None:
        return TOO_MUCH_CO2 if _too_much_co2(Decimal(result.tco2e), *avoided) else None
    if what == "eur" and result.eur is not None:
        return _too_much_money(result, life, found)
    return None


def _too_much_money(result: Result, life: LifeBody, found: GroupBody | None) -> str | None:
    period, eur = (result.period_start, result.period_end), Decimal(result.eur or 0)
    if not of_groups(life):
        computed = _high(life.eur)
        most = None if computed is None else most_gained(computed, *period, life.months)
        return TOO_MUCH_GAINED if most is not None and eur > most else None
    paid = None if found is None else paid_today(found, result.organisation_id)
    return TOO_MUCH_SAVED if paid is not None and eur > most_saved(paid, *period) else None


def declared_of(
    life: LifeBody, found: GroupBody | None, organisation: UUID | None
) -> Decimal | None:
    """Return what its parties declare a year, or this member of a group."""
    agreed = (life.agreed, *(one.agreed for one in life.former_runs))
    every = life.declared if organisation is None else None
    known = [one for one in (life.possible, *agreed, every) if one is not None]
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
    return paid_by(costs, organisation)


def _too_much_co2(tco2e: Decimal, moved: Decimal | None, unit: str | None) -> bool:
    most = None if moved is None or unit is None else most_avoided(moved, unit)
    return most is not None and tco2e > most


def _high(amount: Amount | None) -> Decimal | None:
    return None if amount is None or amount.high is None else Decimal(amount.high)
