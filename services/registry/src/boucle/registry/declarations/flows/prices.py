"""Prices of one declared unit of a flow's quantity, by one of the kept unit. Pure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from msgspec import structs

from boucle.catalogue import UNITS, Nature
from boucle.contract.events.registry import Quantity
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.declarations.flows.counting import Yearly
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.entities import FlowDraft
from boucle.registry.domain.values.conversions import decimal_of


def with_prices(declared: SentFlow, found: Yearly, faults: list[Fault]) -> dict[str, Any]:
    """The fields of a declaration that its conversion changes; what is wrong with prices goes to
    ``faults``."""
    moved = found.quantity is not declared.quantity
    changed: dict[str, Any] = {"quantity": found.quantity} if moved else {}
    for each in _by_kept_unit(declared, found):
        if isinstance(each, Fault):
            faults.append(each)
        else:
            changed[each[0]] = each[1]
    return changed


def _by_kept_unit(declared: SentFlow, found: Yearly) -> Iterator[Fault | tuple[str, object]]:
    """What becomes of the prices of one declared unit: the fields, by one of the kept unit; or what
    is wrong with them."""
    if found.quantity.unit not in UNITS:
        return  # which is what is wrong
    route, supply = declared.current_route, declared.current_supply
    for name, part, field in (
        ("current_route", route, "cost_eur_per_unit"),
        ("current_supply", supply, "price_eur_per_unit"),
    ):
        said = getattr(part, field) if part is not None else None
        if part is None or said is None:
            continue
        price = _price(said, declared.quantity, found)
        if price is None:
            yield _other_unit(f"{name}.{field}", said, found.quantity.unit)
        elif price != said:
            yield name, structs.replace(part, **{field: price})


def _price(said: str, sent: Quantity, found: Yearly) -> str | None:
    """By one of the kept unit; None where it is by something else."""
    number, _, by = said.partition("/")
    if not by:
        return said if found.one == 1 else decimal_of(Fraction(number) / found.one)
    if by == sent.unit.partition("/")[0]:
        return number if found.one == 1 else decimal_of(Fraction(number) / found.one)
    unit, kept = UNITS.get(by), UNITS.get(found.quantity.unit)
    if unit is None or kept is None or unit.dimension != kept.dimension:
        return None
    return decimal_of(Fraction(number) * kept.to_base / unit.to_base)


def _other_unit(field: str, said: str, unit: str) -> Fault:
    right = tr("euros by {unit}, the unit of the flow's quantity", unit=unit)
    return Fault(field, said, "is by another unit", right)


def prices_of(draft: FlowDraft) -> dict[str, Decimal]:
    """By field, for one t, m3 or MWh; none where the quantity is of another measure."""
    unit, whole = UNITS[draft.quantity.unit], UNITS[_WHOLE[draft.nature]]
    if unit.dimension != whole.dimension:
        return {}
    route, supply = draft.current_route, draft.current_supply
    stated = {
        "current_route.cost_eur_per_unit": route and route.cost_eur_per_unit,
        "current_supply.price_eur_per_unit": supply and supply.price_eur_per_unit,
    }
    many = whole.to_base / unit.to_base
    return {
        key: Decimal(value) * Decimal(decimal_of(many)) for key, value in stated.items() if value
    }


_WHOLE: Final[Mapping[Nature, str]] = {"material": "t", "water": "m3", "energy": "MWh"}
