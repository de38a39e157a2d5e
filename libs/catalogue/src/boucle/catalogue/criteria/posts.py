"""These criteria tell whether a post can be shared: contract, occupation, employers."""

from collections.abc import Mapping
from typing import Final

from boucle.catalogue.criteria.reason import CriterionSpec, Reason, bounded, figures, words_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language, number, with_unit
from boucle.catalogue.wording.phrases import MONTHS, Both, label_of, month_spans, with_details


def _contract(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    if reason.value is not None:
        return label_of(_CONTRACTS.get(reason.value), reason.value, language)
    return words_of(
        reason.verdict,
        language,
        passes=("permanent, à temps plein", "permanent, full time"),
        partly=("pas à temps plein toute l'année", "not full time all year"),
        fails=("aucun", "none"),
    )


def _full_time_months(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    """Write the smallest month, or the months that have too little; the fullest is told apart."""
    text = words_of(
        reason.verdict,
        language,
        passes=("chacun en fait assez", "each has enough"),
        fails=("certains n'en font pas assez", "some have too little"),
    )
    months = (reason.value or "").split(",")
    if reason.verdict != "fail" or not all(month in MONTHS for month in months):
        return figures(text, reason, language, limit=("minimum", "least"))
    named = month_spans(months, language)
    least = {"fr": "minimum", "en": "least"}[language]
    bound = with_unit(number(reason.limit or "", language), reason.unit, language)
    return with_details(text, (named, f"{least} {bound}" if reason.limit else ""), language)


def _occupation(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("une même famille de métiers", "one family of occupations"),
        partly=("des familles de métiers voisines", "neighbouring families of occupations"),
        fails=("trop différents", "too different"),
    )


def _same_activity(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("différentes", "different"),
        partly=(
            "la même pour deux employeurs, à vérifier avec eux",
            "two employers are of the same, to be cleared with them",
        ),
        fails=("la même", "the same"),
    )


def _beginning(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("tous peuvent commencer ensemble", "all may begin together"),
        partly=("l'un est encore lié par un contrat", "one is still bound by a contract"),
        fails=("pas la même année", "not in the same year"),
    )
    year, _, rest = (reason.value or "").partition("-")
    month = rest.partition("-")[0].lstrip("0")
    if month not in MONTHS:
        return text
    named = f"{MONTHS[month][language]} {year}"
    whole = {"fr": f"au complet en {named}", "en": f"complete in {named}"}[language]
    return with_details(text, (whole,), language)


_CONTRACTS: Final[Mapping[str, Both]] = {
    "permanent_full_time": {
        "fr": "permanent, un temps plein ou presque",
        "en": "permanent, full time or nearly so",
    },
    "permanent_part_time": {"fr": "permanent, à temps partiel", "en": "permanent, part time"},
    "seasonal": {"fr": "saisonnier", "en": "seasonal"},
    "near": {"fr": "presque un temps plein", "en": "nearly full time"},
}
SPECS: Final = (
    CriterionSpec("contract", "contrat", "contract", _contract),
    CriterionSpec("full_time_months", "mois", "months", _full_time_months),
    bounded(
        "fullest_month",
        ("mois le plus chargé", "fullest month"),
        ("il tient dans un temps plein", "it fits in full time"),
        ("il dépasse un temps plein", "it is more than full time"),
        ("maximum", "most"),
    ),
    CriterionSpec("occupation", "métier", "occupation", _occupation),
    CriterionSpec("same_activity", "activités", "activities", _same_activity),
    CriterionSpec("beginning", "début", "beginning", _beginning),
)
