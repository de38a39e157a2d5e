"""From a quantity as it is counted (``3..5 pallet/month``) to one of a year in the flow's own unit.
Pure. What cannot be converted says what is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from boucle.catalogue import UNITS, Catalogue, Container, units_for
from boucle.contract.events.registry import Availability, Nature, Quantity
from boucle.platform.errors import Fault
from boucle.platform.translating import tr
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.values.conversions import Conversion, decimal_of, middle_of
from boucle.registry.domain.values.units import CountedUnit, counted
from boucle.registry.domain.values.words import folded

KEPT_IN: Final[Mapping[str, str]] = {"material": "t", "water": "m3", "energy": "MWh"}
"""The unit of a year's quantity that was counted otherwise."""
# In or on what a thing comes: else the text names the container itself (``palettes cassées``).
_HOLDS: Final = re.compile(r"(?:^|_)(?:en|sur|dans|par|in|on|by|per)_(?:(?:des|les|un|une|a)_)?$")


@dataclass(frozen=True, slots=True)
class Yearly:
    """A quantity of a year; None: as it was declared. ``one``: how much of the kept unit one of the
    declared is, by which prices go. ``fault``: why there is no such quantity."""

    quantity: Quantity
    conversion: Conversion | None = None
    one: Fraction = Fraction(1)
    fault: Fault | None = None


def yearly(declared: SentFlow, family: str | None, catalogue: Catalogue) -> Yearly:
    """``family``: the main one, as far as it is known."""
    sent = declared.quantity
    if sent.unit in UNITS and ".." not in sent.value:
        return Yearly(sent)
    unit = counted(sent.unit)
    if unit is None:
        return Yearly(sent)
    times = _times(unit, declared.availability)
    if times is None:
        return Yearly(sent, fault=_without_hours(sent))
    if unit.container is None:
        return _of_unit(sent, unit, times)
    return _of_container(declared, unit, unit.container, times, family, catalogue)


def _times(unit: CountedUnit, availability: Availability) -> Fraction | None:
    """How many of its periods a year has, of the months in which the flow exists."""
    per_year = unit.period.per_year
    if per_year is None or per_year == 1:
        return None if per_year is None else Fraction(1)
    return Fraction(per_year * (len(availability.months) or 12), 12)


def _of_unit(sent: Quantity, unit: CountedUnit, times: Fraction) -> Yearly:
    code = unit.unit.code if unit.unit else sent.unit
    kept = Quantity(decimal_of(middle_of(sent.value) * times), code)
    return Yearly(kept, Conversion(sent.value, sent.unit, decimal_of(times)))


def _of_container(
    declared: SentFlow,
    unit: CountedUnit,
    container: Container,
    times: Fraction,
    family: str | None,
    catalogue: Catalogue,
) -> Yearly:
    sent = declared.quantity
    if unit.size is None and _is_the_thing(container, declared.text):
        return Yearly(sent, fault=_things_themselves(sent, unit))
    size = unit.size or container.size
    if size is None:
        return Yearly(sent, fault=_without_size(sent, unit, container))
    kept_in = KEPT_IN[declared.nature]
    density = catalogue.family(family).density_t_per_m3 if family else None
    usual = UNITS[size[1]]
    content = size[0] * usual.to_base / UNITS[kept_in].to_base
    dense: str | None = None
    if usual.dimension != UNITS[kept_in].dimension:
        if declared.nature != "material" or usual.dimension != "volume":
            return Yearly(sent, fault=_of_other_kind(sent, unit, declared.nature))
        if density is None:
            return Yearly(sent, fault=_without_density(sent, unit))
        dense = decimal_of(Fraction(repr(density)))
        content = size[0] * usual.to_base / UNITS["m3"].to_base * Fraction(dense)
    most = container.most_t if declared.nature == "material" and unit.size is None else None
    full = most is not None and content > most
    content = most if most is not None and full else content
    conversion = Conversion(
        sent.value,
        sent.unit,
        decimal_of(times),
        decimal_of(most if most is not None and full else size[0]),
        "t" if full else size[1],
        None if full else dense,
        full,
    )
    kept = Quantity(decimal_of(middle_of(sent.value) * times * content), kept_in)
    return Yearly(kept, conversion, content)


def _is_the_thing(container: Container, text: str | None) -> bool:
    """Whether a text names the container other than as what something comes in or on."""
    if container.size is not None and container.size[1] != "m3":
        return False  # a measure, such as stères
    words = f"_{folded(text or '')}_"
    for name in {folded(each) for each in (*container.fr, *container.en)}:
        before, found, _ = words.partition(f"_{name}_")
        if found and not _HOLDS.search(f"{before}_"):
            return True
    return False


def _without_hours(sent: Quantity) -> Fault:
    return Fault(
        "quantity.unit",
        sent.unit,
        "is by the hour, and how many hours a year are not known",
        "a quantity a year, a month, a week or a day",
    )


def _things_themselves(sent: Quantity, unit: CountedUnit) -> Fault:
    name, nom, one = unit.named("en"), unit.named("fr"), sent.unit.partition("/")[0]
    return Fault(
        "quantity.unit",
        sent.unit,
        tr(
            "counts {name}, and the text names {name} too: what one weighs is missing",
            name=name,
            nom_fr=nom,
        ),
        tr(
            "what one weighs too, such as {one} 25 kg; or the mass a year, in t",
            one=one,
            value_fr=unit.named("fr", many=False),
        ),
    )


def _without_size(sent: Quantity, unit: CountedUnit, container: Container) -> Fault:
    name, nom = unit.named("en"), unit.named("fr")
    return Fault(
        "quantity.unit",
        sent.unit,
        tr("counts {name}, and their size is missing", name=name, nom_fr=nom),
        tr(
            "their size too, such as {en} 30 m3 or {en} 25 kg; or t",
            en=container.en[0],
            name_fr=container.fr[0],
        ),
    )


def _without_density(sent: Quantity, unit: CountedUnit) -> Fault:
    return Fault(
        "quantity.unit",
        sent.unit,
        tr(
            "counts {value}: what is in them is missing, its family could not be read",
            value=unit.named("en"),
            value_fr=unit.named("fr"),
        ),
        "family, which has a density; or the mass a year, in t",
    )


def _of_other_kind(sent: Quantity, unit: CountedUnit, nature: Nature) -> Fault:
    units = ", ".join(units_for(nature))
    return Fault(
        "quantity.unit",
        sent.unit,
        tr(
            "counts {value}, which do not measure {nature}",
            value=unit.named("en"),
            nature=nature,
            value_fr=unit.named("fr"),
        ),
        tr("one of {words}", context="unit", words=units),
    )
