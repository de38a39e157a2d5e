"""Convert yearly quantities to whole base units: g, L, Wh."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from boucle.catalogue.facts.model import Nature
from boucle.platform.translating import tr

Dimension = Literal["mass", "volume", "energy"]
INT64_MAX: Final = 2**63 - 1
_FIFTEEN_DIGITS: Final = Context(prec=15, rounding=ROUND_HALF_EVEN)


class UnitError(ValueError):
    """A quantity that cannot be converted; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class Unit:
    """`to_base`: how many g, L or Wh one unit is, exactly."""

    code: str
    dimension: Dimension
    to_base: Fraction


_MJ_IN_WH: Final = Fraction(10**6, 3600)

UNITS: Final[dict[str, Unit]] = {
    unit.code: unit
    for unit in (
        Unit("g", "mass", Fraction(1)),
        Unit("kg", "mass", Fraction(10**3)),
        Unit("t", "mass", Fraction(10**6)),
        Unit("kt", "mass", Fraction(10**9)),
        Unit("L", "volume", Fraction(1)),
        Unit("hL", "volume", Fraction(100)),
        Unit("m3", "volume", Fraction(10**3)),
        Unit("Wh", "energy", Fraction(1)),
        Unit("kWh", "energy", Fraction(10**3)),
        Unit("MWh", "energy", Fraction(10**6)),
        Unit("GWh", "energy", Fraction(10**9)),
        Unit("MJ", "energy", _MJ_IN_WH),
        Unit("GJ", "energy", _MJ_IN_WH * 10**3),
        Unit("TJ", "energy", _MJ_IN_WH * 10**6),
    )
}

BASE: Final[dict[Nature, str]] = {"material": "g", "water": "L", "energy": "Wh"}
_DIMENSION: Final[dict[Nature, Dimension]] = {
    "material": "mass",
    "water": "volume",
    "energy": "energy",
}


def units_for(nature: Nature, density: float | None = None) -> tuple[str, ...]:
    """Return the units accepted for a nature; mass and volume both if a density links them."""
    wanted = {_DIMENSION[nature]}
    if density is not None and nature != "energy":
        wanted |= {"mass", "volume"}
    return tuple(code for code, unit in UNITS.items() if unit.dimension in wanted)


def to_base(value: Decimal, unit: str, nature: Nature, density: float | None = None) -> int:
    """Convert a yearly quantity to whole base units (g, L or Wh), half to even. `density` in t/m3
    (= kg/L), needed only to cross between mass and volume. Raises UnitError for a negative or
    non-finite value, an unknown or misplaced unit, or more than int64 holds."""
    if not value.is_finite() or value < 0:
        raise UnitError(tr("quantity {value} is not a number of zero or more", value=value))
    numerator, denominator = units_in_base(unit, nature, density)
    above, below = value.as_integer_ratio()
    base = _half_to_even(above * denominator, below * numerator)
    if base > INT64_MAX:
        raise UnitError(
            tr(
                "quantity {value} {unit} is more than {most} {base} a year: check the unit",
                value=value,
                unit=unit,
                most=INT64_MAX,
                base=BASE[nature],
            )
        )
    return base


def from_base(base: int, unit: str, nature: Nature, density: float | None = None) -> Decimal:
    """Convert base units to `unit`, to 15 significant digits. Raises the same errors as to_base."""
    numerator, denominator = units_in_base(unit, nature, density)
    return _FIFTEEN_DIGITS.divide(Decimal(base * numerator), Decimal(denominator))


@lru_cache(maxsize=1000)
def units_in_base(unit: str, nature: Nature, density: float | None) -> tuple[int, int]:
    """Return how many of ``unit`` one base unit is, as an exact numerator and denominator. Raises
    the same unit errors as to_base."""
    defined = UNITS.get(unit)
    if defined is None:
        raise UnitError(_unknown(unit, nature, density))
    return (1 / (defined.to_base * _crossing(defined, nature, density))).as_integer_ratio()


def _half_to_even(above: int, below: int) -> int:
    """Round a fraction like ``round(Fraction(above, below))``, ten times faster. A worker converts
    every flow when it starts."""
    whole, rest = divmod(above, below)
    up = 2 * rest > below or (2 * rest == below and whole & 1)
    return whole + up


def _crossing(unit: Unit, nature: Nature, density: float | None) -> Fraction:
    wanted = _DIMENSION[nature]
    if unit.dimension == wanted:
        return Fraction(1)
    counted = {
        "unit": unit.code,
        "dimension": unit.dimension,
        "nature": nature,
        "wanted": wanted,
        "units": ", ".join(units_for(nature)),
    }
    if "energy" in (unit.dimension, wanted):
        raise UnitError(
            tr(
                "unit {unit} measures {dimension}, a {nature} flow is counted in {wanted}: "
                "use one of {units}",
                **counted,
            )
        )
    if density is None or density <= 0:
        raise UnitError(
            tr(
                "unit {unit} measures {dimension}, a {nature} flow is counted in {wanted}: "
                "give a density in t/m3, or use one of {units}",
                **counted,
            )
        )
    # Read as written: 0.9 means nine tenths, not the nearest double.
    kg_per_litre = Fraction(Decimal(repr(density)))
    grams_per_litre = kg_per_litre * 1000
    return grams_per_litre if wanted == "mass" else 1 / grams_per_litre


def _unknown(unit: str, nature: Nature, density: float | None) -> str:
    allowed = ", ".join(units_for(nature, density))
    folded = {code.lower(): code for code in UNITS}
    near = folded.get(unit.strip().lower().replace("³", "3"))
    if near is None:
        return tr("unit {unit} is not known: use one of {units}", unit=unit, units=allowed)
    return tr(
        "unit {unit} is not known: did you mean {near}? use one of {units}",
        unit=unit,
        near=near,
        units=allowed,
    )
