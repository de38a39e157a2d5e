"""These criteria tell whether equipment can be shared: distance, quality, capacity, price."""

from collections.abc import Mapping
from typing import Final

from boucle.catalogue.criteria.reason import CriterionSpec, Reason, bounded, figures, words_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import NBSP, Language, number, with_unit
from boucle.catalogue.wording.phrases import Both, label_of, with_details

_ASKED: Final = ("demandé", "asked for")


def _load(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    """Write a load in kg for equipment, in percent of a lorry for a pooled service."""
    if reason.unit == "%":
        text = words_of(
            reason.verdict,
            language,
            passes=("les véhicules sont assez remplis", "the lorries are full enough"),
            fails=("les véhicules ne sont pas assez remplis", "the lorries are not full enough"),
        )
        return figures(text, reason, language, limit=("minimum", "least"))
    text = words_of(
        reason.verdict,
        language,
        passes=("l'équipement la supporte", "the equipment bears it"),
        fails=("l'équipement ne la supporte pas", "the equipment does not bear it"),
    )
    return figures(text, reason, language, limit=_ASKED)


def _tariff(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("chacun paierait moins qu'à part", "each would pay less than alone"),
        fails=(
            "aucun prix ne convient aux deux",
            "no price suits both",
        ),
        unknown=("à établir ensemble", "to be worked out together"),
    )
    if reason.limit is not None:
        return figures(text, reason, language, limit=("coût à couvrir", "cost to be met"))
    keys = reason.value.split(",") if reason.value else []
    lacking = ", ".join(label_of(_PRICES.get(key), key, language) for key in keys)
    before = {"fr": f"il manque{NBSP}: ", "en": "not known: "}[language]
    return with_details(text, (f"{before}{lacking}" if lacking else "",), language)


_PRICES: Final[Mapping[str, Both]] = {
    "annuity": {"fr": "l'annuité", "en": "the annuity"},
    "fixed": {"fr": "les frais fixes", "en": "the fixed cost"},
    "marginal": {"fr": "le coût d'une unité de plus", "en": "the cost of one unit more"},
    "stand_alone": {"fr": "le coût d'une unité à part", "en": "the cost of a unit alone"},
    "line_cost": {"fr": "le prix de la ligne", "en": "the price of the line"},
}


def _line_cost(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("il est connu", "it is known"),
        fails=("il est trop élevé", "it is too high"),
        unknown=("à chiffrer", "to be priced"),
    )


def _cod(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    """Write what the effluent has, then what is taken."""
    text = words_of(
        reason.verdict,
        language,
        passes=("l'effluent convient", "the effluent suits"),
        fails=("l'effluent est trop chargé", "the effluent holds too much"),
    )
    if reason.value is None or reason.limit is None:
        return text
    has, most = (
        with_unit(number(one, language), reason.unit, language)
        for one in (reason.limit, reason.value)
    )
    taken = {"fr": f"admis jusqu'à {most}", "en": f"taken up to {most}"}[language]
    return with_details(text, (f"{has}, {taken}",), language)


SPECS: Final = (
    bounded(
        "capacity",
        ("capacité", "capacity"),
        ("elle suffit à toute heure", "enough in every hour"),
        ("elle manque à certaines heures", "too little in some hours"),
        _ASKED,
    ),
    bounded(
        "reach",
        ("éloignement", "distance apart"),
        ("assez près pour partager", "near enough to share"),
        ("trop loin pour partager", "too far to share"),
        ("maximum", "most"),
    ),
    bounded(
        "line",
        ("ligne", "line"),
        ("il livre assez pour sa longueur", "it delivers enough for its length"),
        ("il livre trop peu pour sa longueur", "it delivers too little for its length"),
    ),
    bounded(
        "price",
        ("prix payé à part", "price paid alone"),
        ("partager coûte moins", "sharing costs less"),
        ("partager coûte plus", "sharing costs more"),
        ("coût du partage", "cost of sharing"),
    ),
    bounded(
        "temperature",
        ("température", "temperature"),
        ("elle convient", "suits the need"),
        ("elle ne convient pas", "does not suit the need"),
        _ASKED,
    ),
    bounded(
        "pressure",
        ("pression", "pressure"),
        ("elle convient", "suits the need"),
        ("elle ne convient pas", "does not suit the need"),
        _ASKED,
    ),
    bounded(
        "purity",
        ("pureté", "purity"),
        ("elle convient", "suits the need"),
        ("elle ne convient pas", "does not suit the need"),
        _ASKED,
    ),
    CriterionSpec("cod", "DCO", "COD", _cod),
    bounded(
        "ph",
        ("pH de l'effluent", "pH of the effluent"),
        ("il convient", "suits"),
        ("il ne convient pas", "does not suit"),
        ("limite", "limit"),
    ),
    CriterionSpec("line_cost", "prix de la ligne", "price of the line", _line_cost),
    CriterionSpec("load", "charge", "load", _load),
    CriterionSpec("tariff", "tarif", "tariff", _tariff),
)
