"""Record how a counted quantity became a yearly one in a flow's own unit; and explain it."""

from decimal import Decimal
from fractions import Fraction

import msgspec

from boucle.contract.events.registry import Quantity
from boucle.registry.domain.values.units import counted


class Conversion(msgspec.Struct, frozen=True, omit_defaults=True):
    """``value`` (``3..5``) and ``unit`` (``pallet/month``) as declared; how many times a year; how
    much one is, and of what (``content_unit``); tonnes in a m3, if needed; whether a full one would
    exceed its usual load. Decimals."""

    value: str
    unit: str
    times: str = "1"
    content: str | None = None
    content_unit: str | None = None
    density: str | None = None
    at_most: bool = False

    @property
    def is_estimate(self) -> bool:
        """Tell whether it used more than a calendar and definitions."""
        unit = counted(self.unit)
        defined = unit is None or unit.container is None or unit.container.exact
        said = unit is not None and unit.size is not None
        return ".." in self.value or self.density is not None or not (defined or said)


def middle_of(value: str) -> Fraction:
    """Return the middle of ``3..5``; ``4`` is its own."""
    low, _, high = value.partition("..")
    return (Fraction(low) + Fraction(high or low)) / 2


def middle(value: str) -> Decimal:
    return Decimal(decimal_of(middle_of(value))) if ".." in value else Decimal(value)


def decimal_of(value: Fraction) -> str:
    """Write 15 significant digits and 12 decimals at most, without needless zeros."""
    number = Decimal(value.numerator) / Decimal(value.denominator)
    places = min(12, max(0, 14 - number.adjusted()))
    text = f"{number:.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plural(label: str) -> str:
    return " ".join(word if word.endswith(("s", "ing")) else f"{word}s" for word in label.split())


def sentence(one: Conversion, kept: Quantity, language: str) -> str:
    """Write ``4 palettes (milieu de 3 à 5) × 12 mois × 1,15 m3 × 0,25 t/m3 = 13,8 t par an``."""
    french = language == "fr"
    unit = counted(one.unit)
    low, _, high = one.value.partition("..")
    number = decimal_of(middle_of(one.value))
    named = one.unit
    if unit is not None:
        named = unit.named(language, many=middle_of(one.value) >= (2 if french else 1))
    parts = [f"{number} {named}"]
    if high:
        span = f"milieu de {low} à {high}" if french else f"middle of {low} to {high}"
        parts[0] += f" ({span})"
    if unit is not None and unit.period.key != "year":
        parts.append(f"{one.times} {_plural(unit.period.fr if french else unit.period.en)}")
    if one.content is not None:
        parts.append(f"{one.content} {one.content_unit}")
    if one.density is not None:
        parts.append(f"{one.density} t/m3")
    year = "par an" if french else "a year"
    limited = (", pas plus d'une charge pleine" if french else ", no more than a full load") * (
        one.at_most
    )
    said = f"{' × '.join(parts)}{limited} = {kept.value} {kept.unit} {year}"
    return said.replace(".", ",") if french else said
