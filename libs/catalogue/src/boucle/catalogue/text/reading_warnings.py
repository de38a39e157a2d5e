"""Warn of what does not fit between a text and a waste code; nothing is removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.model import Family, LowEntry
from boucle.catalogue.text.classification import classify, settled
from boucle.catalogue.text.formulas import formulas_unknown
from boucle.catalogue.text.languages import other_language
from boucle.catalogue.text.mixtures import MixtureError, components
from boucle.catalogue.text.words import denies

_SOILED_PACKAGING: Final = ("15 01 10", "15 01 11")
_SOILED: Final = frozenset(["organic_hazardous", "packaging_reusable", "infectious_waste"])
_CHAPTER: Final = len("15 01")
_OTHERS: Final = ("98", "99")  # endings of codes for what their chapter does not name
_OF_LABEL: Final = 5  # likeliest families of a code's label that it covers


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """A field, its value (or the wrong part), and the advice."""

    field: Literal["text", "low"]
    value: str
    fr: str
    en: str


def reading_warnings(
    catalogue: Catalogue, text: str | None, low: str | None = None
) -> tuple[ReadingWarning, ...]:
    """Return warnings. Of the text: another language, an unknown formula, impossible shares. Of the
    code: its hazard mark, container or thing differs from what the text surely says."""
    wording = text or ""
    return (
        *_of_language(wording),
        *_of_formulas(catalogue, wording),
        *_of_shares(catalogue, wording),
        *_of_code(catalogue, wording, catalogue.find_low(low)),
    )


def _of_language(text: str) -> Iterator[ReadingWarning]:
    found = other_language(text)
    if found is not None:
        yield ReadingWarning(
            "text",
            text,
            f"le texte semble être en {found.name_fr} : seuls le français et l'anglais sont lus, "
            "la famille est devinée aux mots connus",
            f"the text seems to be in {found.name_en}: only French and English are read, the "
            "family is guessed from the words that are known",
        )


def _of_formulas(catalogue: Catalogue, text: str) -> Iterator[ReadingWarning]:
    for each in formulas_unknown(catalogue, text):
        yield ReadingWarning(
            "text",
            each,
            f"« {each} » s'écrit comme une formule chimique, mais n'en est pas une qui soit connue "
            "ici : vérifiez-la, ou nommez le produit",
            f"“{each}” is written like a chemical formula, but is none that is known here: check "
            "it, or name the product",
        )


def _of_shares(catalogue: Catalogue, text: str) -> Iterator[ReadingWarning]:
    if "%" not in text:
        return
    try:
        components(catalogue, text)
    except MixtureError as error:
        yield ReadingWarning(
            "text", error.value, error.message_fr, f"{error.message}: {error.expected}"
        )


def _of_code(catalogue: Catalogue, text: str, entry: LowEntry | None) -> Iterator[ReadingWarning]:
    sure = settled(classify(catalogue, text)) if entry is not None else None
    if entry is None or sure is None:
        return
    family = catalogue.family(sure)
    hazard = _hazard(catalogue, family, entry, denied=denies(text))
    if hazard is not None:
        yield hazard
    elif entry.code in _SOILED_PACKAGING and family.key not in _SOILED:
        yield _container(catalogue, family, entry)
    elif entry.family is not None and not _covers(catalogue, entry, family, text):
        yield _other_thing(catalogue, family, entry)


def _hazard(
    catalogue: Catalogue, family: Family, entry: LowEntry, *, denied: bool
) -> ReadingWarning | None:
    for fact in catalogue.impossible.get(family.key, ()):
        doubtful = fact.what == "harmless" and denied
        if fact.excludes(entry.hazardous) and entry.code not in fact.apart and not doubtful:
            wording = (
                ("dangereux", "hazardous") if entry.hazardous else ("non dangereux", "harmless")
            )
            twins = ", ".join(entry.twins)
            return ReadingWarning(
                "low",
                entry.code,
                f"le code {entry.code} est {wording[0]}, « {family.label_fr} » {fact.why_fr}"
                + (f" ; codes miroirs : {twins}" if twins else ""),
                f"code {entry.code} is {wording[1]}, “{family.label_en}” {fact.why_en}"
                + (f"; its counterparts: {twins}" if twins else ""),
            )
    return None


def _container(catalogue: Catalogue, family: Family, entry: LowEntry) -> ReadingWarning:
    soiled = catalogue.family("organic_hazardous")
    return ReadingWarning(
        "low",
        entry.code,
        f"le code {entry.code} est celui d'emballages souillés de substances dangereuses, le texte "
        f"dit « {family.label_fr} » : souillé, c'est « {soiled.label_fr} » ; propre, le code est "
        "un autre",
        f"code {entry.code} is that of packaging soiled by dangerous substances, the text says "
        f"“{family.label_en}”: soiled, it is “{soiled.label_en}”; clean, its code is another",
    )


def _other_thing(catalogue: Catalogue, family: Family, entry: LowEntry) -> ReadingWarning:
    own_codes = [
        code for code in family.low if code[:_CHAPTER] == entry.code[:_CHAPTER]
    ] or family.low
    right = ", ".join(own_codes[:3])
    return ReadingWarning(
        "low",
        entry.code,
        f"le code {entry.code} est celui de « {entry.label_fr} », le texte dit "
        f"« {family.label_fr} »" + (f" : plutôt {right}" if right else ""),
        f"code {entry.code} is that of “{entry.label_en}”, the text says “{family.label_en}”"
        + (f": rather {right}" if right else ""),
    )


def _covers(catalogue: Catalogue, entry: LowEntry, family: Family, text: str) -> bool:
    """Tell whether a code may belong to a family. It leads there, or its label names it, its kind
    or another part of a mixture; not if the next code of its chapter is the family's own."""
    if entry.family in (family.key, "mixed_waste") or entry.code.endswith(_OTHERS):
        return True
    label = classify(catalogue, entry.label_fr, limit=_OF_LABEL)
    if family.key in {each.family for each in label} or _is_part(catalogue, entry, text):
        return True
    own_codes = any(code[:_CHAPTER] == entry.code[:_CHAPTER] for code in family.low)
    return (
        not own_codes
        and entry.family is not None
        and (catalogue.family(entry.family).group == family.group)
    )


def _is_part(catalogue: Catalogue, entry: LowEntry, text: str) -> bool:
    try:
        found = components(catalogue, text)
    except MixtureError as error:
        found = error.components
    return entry.family in {each.family for each in found}
