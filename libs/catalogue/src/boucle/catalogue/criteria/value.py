"""These criteria weigh quantity, certainty, money and carbon."""

from typing import Final

from boucle.catalogue.criteria.reason import CriterionSpec, Reason, figures, words_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language
from boucle.catalogue.wording.phrases import MISSING, label_of, span, with_details

_ALL: Final = 100.0
"""Percent of the need."""


def _quantity(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("l'offre suffit au besoin", "the offer is enough for the need"),
        partly=("l'offre couvre une partie du besoin", "the offer covers a part of the need"),
        fails=(
            "l'offre et le besoin sont sans commune mesure",
            "offer and need are out of proportion",
        ),
        unknown=("à comparer ensemble", "to be compared together"),
    )
    too_much = reason.verdict == "fail" and float(reason.value or 0) > _ALL
    limit = ("maximum", "most") if too_much else ("minimum", "least")
    return figures(text, reason, language, limit=limit if reason.verdict == "fail" else None)


def _certainty(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("les deux flux sont mesurés", "both flows are measured"),
        partly=("une quantité au moins est estimée", "at least one quantity is an estimate"),
        unknown=(
            "un flux au moins est typique de l'activité, pas déclaré",
            "at least one flow is typical of the activity, not declared",
        ),
        fails=("trop incertain", "too uncertain"),
    )


def _eur(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=(
            "probable, transport et préparation déduits",
            "likely, transport and preparation deducted",
        ),
        partly=(
            "pas assurée, transport et préparation déduits",
            "not certain, transport and preparation deducted",
        ),
        fails=("aucune", "none"),
        unknown=("à chiffrer ensemble", "to be worked out together"),
    )
    return _with_band(text, reason, language)


def _tco2e(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("émissions évitées", "emissions spared"),
        partly=("bilan carbone pas assuré", "the carbon balance is not certain"),
        fails=("bilan carbone défavorable", "the carbon balance is bad"),
        unknown=("bilan carbone à établir", "the carbon balance is still to be made"),
    )
    if reason.value is not None and float(reason.value.rpartition("..")[2]) <= 0.0:
        text = {"fr": "bilan carbone défavorable", "en": "the carbon balance is bad"}[language]
    return _with_band(text, reason, language)


def _with_band(text: str, reason: Reason, language: Language) -> str:
    band = span(reason.value, reason.unit, language)
    if band:
        return f"{text} ({band})"
    if reason.verdict != "unknown" or reason.limit is None:
        return text
    missing = label_of(MISSING.get(reason.limit), reason.limit, language)
    lacks = f"il manque {missing}" if language == "fr" else f"missing: {missing}"
    return with_details(text, (lacks,), language)


SPECS: Final = (
    CriterionSpec("quantity", "quantité", "quantity", _quantity, weight=15),
    CriterionSpec("certainty", "certitude", "certainty", _certainty, weight=5),
    CriterionSpec("eur", "économie", "money saved", _eur, weight=5),
    CriterionSpec("tco2e", "climat", "climate", _tco2e, weight=5),
)
