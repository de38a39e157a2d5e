"""Read quantities of a life: agreed, possible, reported; in t, m3, MWh or its own unit. Pure."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Final

from boucle.catalogue import BELIEVED, from_base, load_catalogue, most_of_large_site
from boucle.contract.agreed import QUANTITIES, nature_in
from boucle.contract.events.matching import Life, Result
from boucle.contract.events.registry import Direction, Flow, Nature, Quantity
from boucle.contract.kinds import Form, form_of, of_group, the_group
from boucle.indicators.facts.bodies import REPORT_UNIT, ToReportUnit
from boucle.indicators.facts.group_bodies import decimal_of


def quantities(
    life: Life, nature: Nature | None, convert: ToReportUnit
) -> tuple[Decimal | None, Decimal | None, str | None]:
    """Return what was agreed and what is possible, in one unit: a group may have its own."""
    agreed, whole = of_life(life.agreed, life, nature, convert), life.potential
    if nature is not None:
        return agreed, _POSSIBLE[form_of(life)](life, nature, convert), REPORT_UNIT[nature]
    if agreed is None or whole is None:
        return None, None, None
    return agreed, Decimal(whole.value), whole.unit


def of_life(
    quantity: Quantity | None, life: Life, nature: Nature | None, convert: ToReportUnit
) -> Decimal | None:
    """Return a yearly quantity of a life in the unit of its agreed one."""
    if nature is not None:
        return _yearly(quantity, nature, life, convert)
    whole = life.potential
    alike = quantity is not None and whole is not None and quantity.unit == whole.unit
    return Decimal(quantity.value) if quantity is not None and alike else None


def moved(
    life: Life, nature: Nature | None, convert: ToReportUnit
) -> Iterator[tuple[str, Decimal]]:
    for result in life.results:
        amount = _yearly(result.quantity, nature, life, convert)
        if amount is not None:
            yield str(result.result_id), amount


def _yearly(
    quantity: Quantity | None, nature: Nature | None, life: Life, convert: ToReportUnit
) -> Decimal | None:
    """Return a quantity of what is offered, as lists deduct it; None where nobody told it."""
    if quantity is None or nature is None:
        return None
    families = {party.side.role: party.side.family for party in life.parties}
    family = families.get("offer") or families.get("need")
    return converted(quantity, nature, family, convert)[0]


def _nature_of_group(life: Life, convert: ToReportUnit) -> Nature | None:
    """Return the nature in whose unit the quantity of a group is told: it has no flow."""
    figures = the_group(life).figures
    if (found := nature_in(figures)) is not None:
        return found
    if (quantity := life.agreed) is None:
        return None
    return next((n for n in REPORT_UNIT if converted(quantity, n, None, convert)[1] is None), None)


def _possible_of_pair(life: Life, nature: Nature | None, convert: ToReportUnit) -> Decimal | None:
    return _yearly(life.potential, nature, life, convert)


def _possible_of_group(life: Life, nature: Nature | None, convert: ToReportUnit) -> Decimal | None:
    """Return what its members declared as it was told; in older lives, as it was qualified."""
    if life.potential is not None or nature is None:
        return _yearly(life.potential, nature, life, convert)
    return as_qualified(life, nature)


def as_qualified(life: Life, nature: Nature | None) -> Decimal | None:
    """Return what all members of a group declared, with those who left since."""
    key = next((key for key, one in QUANTITIES.items() if one == nature), "")
    found = of_group(life, lambda group: group.figures.get(key))
    return None if found is None else decimal_of(found.high)


_Possible = Callable[[Life, Nature | None, ToReportUnit], Decimal | None]
_POSSIBLE: Final[Mapping[Form, _Possible]] = {
    Form.PAIR: _possible_of_pair,
    Form.GROUP: _possible_of_group,
}


def nature_of(life: Life, convert: ToReportUnit) -> Nature | None:
    return _NATURE[form_of(life)](life, convert)


_Nature = Callable[[Life, ToReportUnit], Nature | None]
_NATURE: Final[Mapping[Form, _Nature]] = {
    Form.PAIR: lambda life, _convert: life.nature,
    Form.GROUP: _nature_of_group,
}


def _tonnes(results: Iterable[Result], convert: ToReportUnit) -> Iterator[tuple[str, Decimal]]:
    for result in results:
        if result.quantity is not None:
            amount, _ = converted(result.quantity, "material", None, convert)
            if amount is not None:
                yield str(result.result_id), amount


def tonnes(life: Life, convert: ToReportUnit) -> Iterable[tuple[str, Decimal]]:
    return _TONNES[form_of(life)](life.results, convert)


_Tonnes = Callable[[Iterable[Result], ToReportUnit], Iterable[tuple[str, Decimal]]]
_TONNES: Final[Mapping[Form, _Tonnes]] = {
    Form.PAIR: lambda _results, _convert: (),
    Form.GROUP: _tonnes,
}
"""A pair's results are in the unit of its flows."""


def converted(
    quantity: Quantity, nature: Nature, family: str | None, convert: ToReportUnit
) -> tuple[Decimal | None, str | None]:
    try:
        return convert(quantity, nature, family), None
    except ValueError as error:
        return None, str(error)


def declared_amount(flow: Flow, convert: ToReportUnit) -> tuple[Decimal | None, str | None]:
    """Return a year's amount, or why it is in no figure: what no site can have is not believed."""
    amount, missing = converted(flow.quantity, flow.nature, flow.family, convert)
    families = tuple(one.family for one in flow.families) or (flow.family or "",)
    most = _most_believed(families, flow.direction, flow.nature)
    if amount is not None and most is not None and amount > most:
        return None, TOO_MUCH_DECLARED
    return amount, missing


TOO_MUCH_DECLARED: Final = "ten times more than a large site has"


@lru_cache(maxsize=1024)
def _most_believed(
    families: tuple[str, ...], direction: Direction, nature: Nature
) -> Decimal | None:
    catalogue = load_catalogue()
    found = most_of_large_site(catalogue, families, direction, None)
    if found is None:
        return None
    density = catalogue.family(families[0]).density_t_per_m3
    return BELIEVED * from_base(found[0], REPORT_UNIT[nature], nature, density)
