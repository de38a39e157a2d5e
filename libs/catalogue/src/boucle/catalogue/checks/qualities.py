"""Check one declared quality by itself."""

from dataclasses import dataclass

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Interval
from boucle.catalogue.facts.errors import UnknownKeyError
from boucle.catalogue.facts.model import Attribute


@dataclass(frozen=True, slots=True)
class QualityFault:
    message: str
    message_fr: str


def quality_fault(
    catalogue: Catalogue, key: str, interval: Interval, unit: str | None
) -> QualityFault | None:
    try:
        attribute = catalogue.attribute(key)
    except UnknownKeyError as error:
        return QualityFault(str(error), f"{key} n'est pas une qualité connue")
    name, expected = attribute.label_fr, attribute.unit
    if unit is not None and unit != expected:
        return QualityFault(
            f"{key} is told in {expected!r}, not in {unit!r}",
            f"{name} se dit en {expected}, pas en {unit}",
        )
    if interval.low is None and interval.high is None:
        return QualityFault(
            f"{key} needs a low or a high value in {expected}",
            f"{name} : il manque une valeur basse ou haute, en {expected}",
        )
    if interval.low is not None and interval.high is not None and interval.low > interval.high:
        return QualityFault(
            f"{key} goes from {interval.low:g} down to {interval.high:g}: low must not exceed high",
            f"{name} va de {interval.low:g} à {interval.high:g} : la valeur basse dépasse la haute",
        )
    return _out_of_bounds(attribute, interval)


def _out_of_bounds(attribute: Attribute, interval: Interval) -> QualityFault | None:
    low, high = f"{attribute.low:g}", f"{attribute.high:g}"
    for value in (interval.low, interval.high):
        if value is not None and not attribute.low <= value <= attribute.high:
            return QualityFault(
                f"{attribute.key} {value:g} {attribute.unit} is not plausible: "
                f"expected {low} to {high}",
                f"{attribute.label_fr} : {value:g} {attribute.unit} n'est pas plausible, "
                f"attendu de {low} à {high}",
            )
    return None
