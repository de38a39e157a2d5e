"""These criteria compare the flows themselves: qualities, form and legal status."""

from typing import Final

from boucle.catalogue.criteria.limits import ASKING, Setter
from boucle.catalogue.criteria.reason import CriterionSpec, Reason, words_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language
from boucle.catalogue.wording.phrases import (
    FORM_LABELS,
    STATUS_LABELS,
    asked_for,
    condition,
    label_list,
    span,
    with_details,
)


def _quality(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("convient à cet usage", "suits this use"),
        partly=("ne convient qu'en partie", "suits only in part"),
        fails=("ne convient pas à cet usage", "does not suit this use"),
        unknown=("à vérifier ensemble", "to be checked together"),
    )


def _form(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("convient", "suits"),
        partly=("autre que celle demandée, à préparer", "not the one asked for, to be prepared"),
        fails=("ne convient pas à cet usage", "does not suit this use"),
    )
    declared, wanted = (
        label_list(keys, FORM_LABELS, language) for keys in (reason.value, reason.limit)
    )
    shows_wanted = bool(wanted) and reason.verdict != "pass"
    return with_details(
        text, (declared, f"{asked_for(language)}{wanted}" if shows_wanted else ""), language
    )


def _legal(reason: Reason, catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("compatible", "compatible"),
        fails=("incompatible", "not compatible"),
    )
    declared = label_list(reason.value, STATUS_LABELS, language)
    wanted = condition(reason.limit, catalogue, language) if reason.limit else ""
    return with_details(text, (declared, wanted), language)


def of_attribute(
    reason: Reason, _catalogue: Catalogue, language: Language, *, setter: Setter
) -> str:
    """Write, for example, ``85 °C fournis pour au moins 70 °C demandés``."""
    wanted = span(reason.limit, reason.unit, language)
    if wanted is None:
        return words_of(
            reason.verdict,
            language,
            passes=("la valeur déclarée convient", "the declared value suits"),
            partly=(
                "la valeur déclarée ne convient qu'en partie",
                "the declared value suits only in part",
            ),
            fails=("la valeur déclarée ne convient pas", "the declared value does not suit"),
        )
    if wanted == "":
        who = {"fr": "le besoin et cet usage", "en": "the need and this use"}
        if setter == "territory":
            who = {
                "fr": "le besoin, cet usage et les territoires",
                "en": "the need, this use and the territories",
            }
        asking = {
            "fr": "demandent des valeurs qui s'excluent",
            "en": "ask for values that exclude each other",
        }
        return f"{who[language]} {asking[language]}"
    offered = span(reason.value, reason.unit, language)
    if offered is None:
        unknown = {"fr": "à préciser", "en": "to be told"}[language]
        return f"{unknown} ({wanted}{ASKING[setter][language]})"
    tail = words_of(
        reason.verdict,
        language,
        passes=("", ""),
        partly=(", une partie seulement convient", ", only a part suits"),
        fails=(", ne convient pas", ", does not suit"),
        unknown=("", ""),
    )
    between = {"fr": ("fournis", "pour"), "en": ("offered", "for")}[language]
    if setter == "route":
        between = {"fr": ("fournis,", "il faut"), "en": ("offered,", "it takes")}[language]
    return f"{offered} {' '.join(between)} {wanted}{ASKING[setter][language]}{tail}"


def _palletised(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("livré comme il est demandé", "delivered as it is asked for"),
        partly=("demandé sur palettes", "asked for on pallets"),
        fails=("demandé sur palettes", "asked for on pallets"),
    )


SPECS: Final = (
    CriterionSpec("quality", "qualité", "quality", _quality, weight=20),
    CriterionSpec("form", "forme physique", "physical form", _form, weight=5),
    CriterionSpec("palletised", "palettes", "pallets", _palletised, weight=0),
    CriterionSpec("legal", "statut réglementaire", "legal status", _legal, weight=5),
)
