"""Does what is declared contradict itself? Every sentence in French and in English."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.conditions import Declared, Interval
from boucle.catalogue.errors import UnknownKeyError
from boucle.catalogue.model import Attribute, Family, LowEntry
from boucle.catalogue.phrases import FORMS_SAID, either

_BOILING: Final = 100.0
_WHOLE: Final = 100.0
_SLACK: Final = 1.0  # both may be rounded
_DRY: Final = ("solid", "bales", "chips", "granules", "powder", "paste", "current")
_NATURES_FR: Final = {"material": "une matière", "water": "une eau", "energy": "une énergie"}
# Shares of one whole: what is not the one is the other, or may be.
_COMPLEMENTS: Final = (("moisture", "dry_matter", True), ("purity", "contaminants", False))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two fields of one flow that cannot both be right."""

    field_a: str
    field_b: str
    message: str
    message_fr: str


@dataclass(frozen=True, slots=True)
class QualityFault:
    """What is wrong with one declared quality."""

    message: str
    message_fr: str


def contradictions(catalogue: Catalogue, flow: Declared) -> list[Contradiction]:
    """Pairs of fields that disagree. A family must exist; an unknown LoW code is ignored here.

    Of a flow whose family is not known, what disagrees with every family that is likely.
    """
    entry = _entry(catalogue, flow.low)
    found = [*_phase(flow), *_marked(flow, entry), *_steam(flow), *_shares(flow)]
    if flow.family is not None:
        return [*_with(flow, catalogue.family(flow.family), entry, catalogue), *found]
    with_each = [[*_with(flow, catalogue.family(key), entry, catalogue)] for key in flow.likely]
    return [*_in_all(with_each), *found]


def _with(
    flow: Declared, family: Family, entry: LowEntry | None, catalogue: Catalogue
) -> Iterator[Contradiction]:
    yield from _nature(flow, family)
    yield from _form(flow, family)
    yield from _food(flow, family, entry)
    yield from _code(family, entry)
    yield from _required(flow, family, catalogue)


def _in_all(with_each: list[list[Contradiction]]) -> Iterator[Contradiction]:
    """The two fields that disagree whichever family is meant, with what each one says."""
    for first in with_each[0] if with_each else ():
        same = [[found for found in others if _pair(found) == _pair(first)] for others in with_each]
        if all(same):
            told = [found[0] for found in same]
            yield Contradiction(
                *_pair(first),
                "; ".join(dict.fromkeys(each.message for each in told)),
                " ; ".join(dict.fromkeys(each.message_fr for each in told)),
            )


def _pair(found: Contradiction) -> tuple[str, str]:
    return found.field_a, found.field_b


def quality_fault(
    catalogue: Catalogue, key: str, known: Interval, unit: str | None
) -> QualityFault | None:
    """What is wrong with one declared quality, and what would be right; None when it is sound."""
    try:
        attribute = catalogue.attribute(key)
    except UnknownKeyError as error:
        return QualityFault(str(error), f"{key} n'est pas une qualité connue")
    name, told = attribute.label_fr, attribute.unit
    if unit is not None and unit != told:
        return QualityFault(
            f"{key} is told in {told!r}, not in {unit!r}", f"{name} se dit en {told}, pas en {unit}"
        )
    if known.low is None and known.high is None:
        return QualityFault(
            f"{key} needs a low or a high value in {told}",
            f"{name} : il manque une valeur basse ou haute, en {told}",
        )
    if known.low is not None and known.high is not None and known.low > known.high:
        return QualityFault(
            f"{key} goes from {known.low:g} down to {known.high:g}: low must not exceed high",
            f"{name} va de {known.low:g} à {known.high:g} : la valeur basse dépasse la haute",
        )
    return _out_of_bounds(attribute, known)


def _out_of_bounds(attribute: Attribute, known: Interval) -> QualityFault | None:
    low, high = f"{attribute.low:g}", f"{attribute.high:g}"
    for value in (known.low, known.high):
        if value is not None and not attribute.low <= value <= attribute.high:
            return QualityFault(
                f"{attribute.key} {value:g} {attribute.unit} is not plausible: "
                f"expected {low} to {high}",
                f"{attribute.label_fr} : {value:g} {attribute.unit} n'est pas plausible, "
                f"attendu de {low} à {high}",
            )
    return None


def _entry(catalogue: Catalogue, low: str | None) -> LowEntry | None:
    if low is None:
        return None
    try:
        return catalogue.low(low)
    except UnknownKeyError:
        return None


def _nature(flow: Declared, family: Family) -> Iterator[Contradiction]:
    if flow.nature is not None and flow.nature != family.nature:
        yield Contradiction(
            "nature",
            "family",
            f"nature is {flow.nature!r} but family {family.key!r} is {family.nature!r}",
            f"« {family.label_fr} » est {_NATURES_FR[family.nature]}, "
            f"pas {_NATURES_FR.get(flow.nature, flow.nature)}",
        )


def _form(flow: Declared, family: Family) -> Iterator[Contradiction]:
    if flow.form is not None and flow.form not in family.forms:
        names = either((FORMS_SAID[form]["fr"] for form in family.forms), "fr")
        yield Contradiction(
            "form",
            "family",
            f"form {flow.form!r} does not exist for family {family.key!r}: "
            f"use one of {', '.join(family.forms)}",
            f"« {family.label_fr} » n'existe pas en « {FORMS_SAID[flow.form]['fr']} » : "
            f"plutôt {names}",
        )


def _phase(flow: Declared) -> Iterator[Contradiction]:
    """Water that is packed or ground; matter that is a current."""
    dry_water = flow.nature == "water" and flow.form in _DRY
    if flow.form is not None and (dry_water or (flow.nature, flow.form) == ("material", "current")):
        yield Contradiction(
            "form",
            "nature",
            f"form {flow.form!r} does not exist for nature {flow.nature!r}",
            f"{_NATURES_FR[flow.nature or 'material']} n'existe pas "
            f"en « {FORMS_SAID[flow.form]['fr']} »",
        )


def _marked(flow: Declared, entry: LowEntry | None) -> Iterator[Contradiction]:
    if entry is not None and flow.hazardous is not None and entry.hazardous != flow.hazardous:
        twins = ", ".join(entry.twins)
        marked = "hazardous" if entry.hazardous else "not hazardous"
        said = "dangereux" if flow.hazardous else "non dangereux"
        marked_fr = "dangereux" if entry.hazardous else "non dangereux"
        yield Contradiction(
            "hazardous",
            "low",
            f"hazardous is {str(flow.hazardous).lower()} but code {entry.code} is {marked}"
            + (f"; its counterparts: {twins}" if twins else ""),
            f"le flux est dit {said}, le code {entry.code} est {marked_fr}"
            + (f" ; ses codes miroirs : {twins}" if twins else ""),
        )


def _food(flow: Declared, family: Family, entry: LowEntry | None) -> Iterator[Contradiction]:
    if not family.food:
        return
    if entry is not None and entry.hazardous:
        yield Contradiction(
            "low",
            "family",
            f"code {entry.code} is hazardous, family {family.key!r} ends up as food or feed",
            f"le code {entry.code} est dangereux, « {family.label_fr} » se mange ou nourrit "
            "des animaux",
        )
    if flow.hazardous:
        yield Contradiction(
            "hazardous",
            "family",
            f"the flow is hazardous, family {family.key!r} ends up as food or feed",
            f"le flux est dangereux, « {family.label_fr} » se mange ou nourrit des animaux",
        )


def _code(family: Family, entry: LowEntry | None) -> Iterator[Contradiction]:
    if entry is not None and family.nature == "energy":
        yield Contradiction(
            "low",
            "family",
            f"family {family.key!r} is energy: it has no waste code, leave {entry.code} out",
            f"« {family.label_fr} » est une énergie : sans code déchet, ôtez {entry.code}",
        )


def _required(flow: Declared, family: Family, catalogue: Catalogue) -> Iterator[Contradiction]:
    if flow.direction == "input" and family.nature != "energy":
        return
    for key in family.required:
        if key not in flow.qualities:
            yield Contradiction(
                "family",
                f"qualities.{key}",
                f"family {family.key!r} means nothing without its {key}: give qualities.{key}",
                f"« {family.label_fr} » ne dit rien sans sa qualité « "
                f"{catalogue.attribute(key).label_fr} » : donnez-la",
            )


def _steam(flow: Declared) -> Iterator[Contradiction]:
    known = flow.qualities.get("temperature")
    hottest = known.high if known is not None and flow.form == "steam" else None
    if hottest is not None and hottest < _BOILING and "pressure" not in flow.qualities:
        yield Contradiction(
            "form",
            "qualities.temperature",
            f"steam at no more than {hottest:g} Cel: declare hot_water, or the pressure",
            f"de la vapeur à {hottest:g} °C au plus : dites eau chaude, ou la pression",
        )


def _shares(flow: Declared) -> Iterator[Contradiction]:
    """Two percentages of one whole that cannot both be right."""
    for one, other, exhaustive in _COMPLEMENTS:
        a, b = flow.qualities.get(one), flow.qualities.get(other)
        if a is None or b is None:
            continue
        least = (a.low or 0.0) + (b.low or 0.0)
        most = _WHOLE if a.high is None or b.high is None else a.high + b.high
        too_much = least > _WHOLE + _SLACK
        if too_much or (exhaustive and most < _WHOLE - _SLACK):
            total = f"{least if too_much else most:g}"
            bound = "at least" if too_much else "at most"
            bound_fr = "au moins" if too_much else "au plus"
            yield Contradiction(
                f"qualities.{one}",
                f"qualities.{other}",
                f"{one} and {other} make {bound} {total} %, they share 100 %",
                f"les deux font {bound_fr} {total} %, elles se partagent 100 %",
            )
