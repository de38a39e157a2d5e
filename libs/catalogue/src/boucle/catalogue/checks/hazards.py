"""Check hazard and legal status against the family and the waste code."""

from collections.abc import Iterator
from typing import Final

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.declared_flow import Contradiction, FlowAsDeclared
from boucle.catalogue.facts.model import Family, Impossible, LowEntry
from boucle.catalogue.text.words import denies
from boucle.catalogue.wording.phrases import STATUS_LABELS

_OF_WASTE: Final = ("waste", "end_of_waste")  # what ceased to be waste was waste


def always_hazardous(catalogue: Catalogue, flow: FlowAsDeclared) -> bool:
    facts = () if flow.family is None else catalogue.impossible.get(flow.family, ())
    return any(fact.what == "harmless" and _applies(fact, flow) for fact in facts)


def of_family(
    catalogue: Catalogue, flow: FlowAsDeclared, family: Family, entry: LowEntry | None
) -> Iterator[Contradiction]:
    for fact in catalogue.impossible.get(family.key, ()):
        if fact.what == "waste":
            yield from _status(flow, family, fact)
        elif _applies(fact, flow) and (entry is None or entry.code not in fact.apart):
            yield from _hazard(flow, family, entry, fact)


def _applies(fact: Impossible, flow: FlowAsDeclared) -> bool:
    """Tell whether the fact applies. Broad words do not settle a family, and a denial (`fibrociment
    sans amiante`) does not make it hazardous."""
    if not flow.read:
        return True
    return not fact.declared and not (fact.what == "harmless" and denies(flow.text or ""))


def of_code(flow: FlowAsDeclared, entry: LowEntry | None) -> Iterator[Contradiction]:
    """Check the code's hazard mark against the declared hazard, and products under a waste code."""
    if entry is not None and flow.hazardous is not None and entry.hazardous != flow.hazardous:
        twins = ", ".join(entry.twins)
        yield Contradiction(
            "hazardous",
            "low",
            f"hazardous is {str(flow.hazardous).lower()} but code {entry.code} is "
            f"{_hazard_words(entry.hazardous)[0]}"
            + (f"; its counterparts: {twins}" if twins else ""),
            f"le flux est dit {_hazard_words(flow.hazardous)[1]}, le code {entry.code} est "
            f"{_hazard_words(entry.hazardous)[1]}"
            + (f" ; ses codes miroirs : {twins}" if twins else ""),
        )
    if entry is not None and flow.legal_status == "product":
        yield Contradiction(
            "legal_status",
            "low",
            f"legal_status is 'product' but {entry.code} is the code of a waste: leave it out, or "
            "say waste, by_product or end_of_waste",
            f"le statut est « produit » mais {entry.code} est le code d'un déchet : ôtez-le, ou "
            "dites déchet, sous-produit ou sortie du statut de déchet",
        )


def _hazard(
    flow: FlowAsDeclared, family: Family, entry: LowEntry | None, fact: Impossible
) -> Iterator[Contradiction]:
    if entry is not None and fact.excludes(entry.hazardous):
        english, french = _hazard_words(entry.hazardous)
        yield Contradiction(
            "low",
            "family",
            f"code {entry.code} is {english}, family {family.key!r} {fact.why_en}",
            f"le code {entry.code} est {french}, « {family.label_fr} » {fact.why_fr}",
        )
    if flow.hazardous is not None and fact.excludes(flow.hazardous):
        english, french = _hazard_words(flow.hazardous)
        yield Contradiction(
            "hazardous",
            "family",
            f"the flow is {english}, family {family.key!r} {fact.why_en}",
            f"le flux est dit {french}, « {family.label_fr} » {fact.why_fr}",
        )


def _hazard_words(hazardous: bool) -> tuple[str, str]:
    return ("hazardous", "dangereux") if hazardous else ("not hazardous", "non dangereux")


def _status(flow: FlowAsDeclared, family: Family, fact: Impossible) -> Iterator[Contradiction]:
    if flow.legal_status in _OF_WASTE:
        yield Contradiction(
            "legal_status",
            "family",
            f"legal_status is {flow.legal_status!r}, family {family.key!r} {fact.why_en}",
            f"le statut est « {STATUS_LABELS[flow.legal_status]['fr']} », "
            f"« {family.label_fr} » {fact.why_fr}",
        )
