"""Find fields of one declared flow that contradict each other, with sentences in French and
English."""

from collections.abc import Iterator
from typing import Final

from boucle.catalogue.checks import hazards, impossible_values, text_contradictions
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Contradiction, FlowAsDeclared
from boucle.catalogue.facts.model import Family, LowEntry
from boucle.catalogue.wording.phrases import FORM_LABELS, NATURES_SAID, either

_WHOLE: Final = 100.0
_SLACK: Final = 1.0  # both may be rounded
_DRY: Final = ("solid", "bales", "chips", "granules", "powder", "paste", "current")
# Shares of one whole: what is not the first is the second, or may be.
_COMPLEMENTS: Final = (("moisture", "dry_matter", True), ("purity", "contaminants", False))


def contradictions(catalogue: Catalogue, flow: FlowAsDeclared) -> list[Contradiction]:
    """Return the pairs of fields that disagree. Raises UnknownKeyError on an unknown family; an
    unknown LoW code is ignored. Without a family, a pair counts only if it disagrees with every
    likely family."""
    entry = catalogue.find_low(flow.low)
    found = [*text_contradictions.of_nature(catalogue, flow)]
    if flow.family is not None:
        found += _with(flow, catalogue.family(flow.family), entry, catalogue)
    elif not found:  # the likely families have the wrong nature
        each = [[*_with(flow, catalogue.family(key), entry, catalogue)] for key in flow.likely]
        found += _in_all(each)
    found += [*_phase(flow), *hazards.of_code(flow, entry)]
    found += [*impossible_values.of_form(catalogue, flow), *_shares(flow)]
    denied = {one.field_a for one in found}
    eaten = text_contradictions.of_food(catalogue, flow, entry)
    return [*found, *(one for one in eaten if one.field_a not in denied)]


def _with(
    flow: FlowAsDeclared, family: Family, entry: LowEntry | None, catalogue: Catalogue
) -> Iterator[Contradiction]:
    found = (
        *_nature(flow, family),
        *_form(flow, family),
        *_code(catalogue, family, entry),
        *hazards.of_family(catalogue, flow, family, entry),
        *impossible_values.of_family(catalogue, flow, family),
        *_required(flow, family, catalogue),
    )
    first = {_pair(one): one for one in reversed(found)}
    yield from (one for one in found if first[_pair(one)] is one)


def _in_all(with_each: list[list[Contradiction]]) -> Iterator[Contradiction]:
    for first in with_each[0] if with_each else ():
        same = [[found for found in others if _pair(found) == _pair(first)] for others in with_each]
        if all(same):
            one = [found[0] for found in same]
            yield Contradiction(
                *_pair(first),
                "; ".join(dict.fromkeys(each.message for each in one)),
                " ; ".join(dict.fromkeys(each.message_fr for each in one)),
            )


def _pair(found: Contradiction) -> tuple[str, str]:
    return found.field_a, found.field_b


def _nature(flow: FlowAsDeclared, family: Family) -> Iterator[Contradiction]:
    if flow.nature is not None and flow.nature != family.nature:
        yield Contradiction(
            "nature",
            "family",
            f"nature is {flow.nature!r} but family {family.key!r} is {family.nature!r}",
            f"« {family.label_fr} » est {NATURES_SAID[family.nature]}, "
            f"pas {NATURES_SAID[flow.nature]}",
        )


def _form(flow: FlowAsDeclared, family: Family) -> Iterator[Contradiction]:
    if flow.form is not None and flow.form not in family.forms:
        names = either((FORM_LABELS[form]["fr"] for form in family.forms), "fr")
        yield Contradiction(
            "form",
            "family",
            f"form {flow.form!r} does not exist for family {family.key!r}: "
            f"use one of {', '.join(family.forms)}",
            f"« {family.label_fr} » n'existe pas en « {FORM_LABELS[flow.form]['fr']} » : "
            f"plutôt {names}",
        )


def _phase(flow: FlowAsDeclared) -> Iterator[Contradiction]:
    dry_water = flow.nature == "water" and flow.form in _DRY
    if flow.form is not None and (dry_water or (flow.nature, flow.form) == ("material", "current")):
        yield Contradiction(
            "form",
            "nature",
            f"form {flow.form!r} does not exist for nature {flow.nature!r}",
            f"{NATURES_SAID[flow.nature or 'material']} n'existe pas "
            f"en « {FORM_LABELS[flow.form]['fr']} »",
        )


def _code(catalogue: Catalogue, family: Family, entry: LowEntry | None) -> Iterator[Contradiction]:
    """Check the waste code: energy has none, except a fuel."""
    if entry is None or family.nature != "energy":
        return
    if entry.family is None or catalogue.family(entry.family).nature != "energy":
        yield Contradiction(
            "low",
            "family",
            f"family {family.key!r} is energy: it has no waste code, leave {entry.code} out",
            f"« {family.label_fr} » est une énergie : sans code déchet, ôtez {entry.code}",
        )


def _required(
    flow: FlowAsDeclared, family: Family, catalogue: Catalogue
) -> Iterator[Contradiction]:
    """Check the attributes a declared family requires. A family read from a text requires none."""
    if flow.read or (flow.direction == "input" and family.nature != "energy"):
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


def _shares(flow: FlowAsDeclared) -> Iterator[Contradiction]:
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
