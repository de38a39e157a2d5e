"""These criteria tell whether a group can pool a service: volume, fair saving, known data."""

from typing import Final

from boucle.catalogue.criteria.reason import CriterionSpec, Reason, bounded, figures, words_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import Language, french_day, number, spoken, with_unit
from boucle.catalogue.wording.phrases import with_details


def _water(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("une part sert à d'autres entreprises", "other companies use some of it"),
        fails=("personne d'autre ne s'en sert", "nobody else uses any"),
    )
    if reason.value is None:
        return text
    return with_details(
        text,
        (with_unit(number(spoken(reason.value, reason.unit), language), reason.unit, language),),
        language,
    )


def _payback(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("l'eau économisée la paie à temps", "the water saved pays for it in time"),
        fails=("l'eau économisée la paie trop tard", "the water saved pays for it too late"),
    )
    yearly = {"fr": "par an", "en": "a year"}[language]
    short = reason.verdict == "fail"
    limit = ("minimum", "least") if short else None
    return figures(text, reason, language, limit=limit, more=yearly)


def _stability(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=(
            "personne n'économiserait plus dans un groupe plus petit",
            "nobody would save more in a smaller group",
        ),
        fails=(
            "quelques-uns économiseraient plus entre eux",
            "a few of them would save more on their own",
        ),
        unknown=(
            "à vérifier quand les coûts seront connus",
            "to be checked once the costs are known",
        ),
    )


def _concentration(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("aucun membre ne porte le groupe à lui seul", "no one member carries the group"),
        partly=(
            "un membre fait plus de la moitié du groupe",
            "one member is more than half of the group",
        ),
        fails=("un membre porte le groupe à lui seul", "one member carries the group alone"),
    )


def _contract_ends(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("assez proches les unes des autres", "close enough to one another"),
        partly=("certains rejoindraient le groupe plus tard", "some would join later"),
        fails=("trop éloignées les unes des autres", "too far from one another"),
    )
    if reason.verdict != "partial" or reason.value is None:
        return text
    count = number(reason.value, language)
    if reason.limit is None:
        return with_details(text, (count,), language)
    last = {"fr": f"le dernier le {french_day(reason.limit)}", "en": f"the last on {reason.limit}"}
    return with_details(text, (count, last[language]), language)


def _carrier(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("une offre est déclarée", "an offer is declared"),
        unknown=("à trouver", "still to be found"),
        fails=("aucun", "none"),
    )


def _declared_load(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("déclaré par tous", "declared by all"),
        partly=("pas déclaré par tous, moyenne ailleurs", "not declared by all, else the average"),
        fails=("déclaré par personne", "declared by nobody"),
    )
    return _of_all(text, reason, language)


def _declared_cost(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("déclaré par tous", "declared by all"),
        partly=("pas déclaré par tous", "not declared by all"),
        fails=("déclaré par personne", "declared by nobody"),
    )
    return _of_all(text, reason, language)


def _of_all(text: str, reason: Reason, language: Language) -> str:
    if reason.value is None or reason.limit is None:
        return text
    if reason.value == "0":
        return {"fr": "déclaré par personne", "en": "declared by nobody"}[language]
    of = {"fr": "sur", "en": "of"}[language]
    shown = f"{number(reason.value, language)} {of} {number(reason.limit, language)}"
    return with_details(text, (shown,), language)


def _annual_formula(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return words_of(
        reason.verdict,
        language,
        passes=("jour par jour", "day by day"),
        partly=(
            "à l'année, la cuve n'est pas simulée jour par jour",
            "by the year, the tank is not simulated day by day",
        ),
        fails=("pas possible", "not possible"),
    )


SPECS: Final = (
    bounded(
        "members",
        ("membres", "members"),
        ("assez d'entreprises", "enough companies"),
        ("pas encore assez d'entreprises", "not yet enough companies"),
    ),
    bounded(
        "saving_share",
        ("part économisée", "share saved"),
        ("assez pour s'y mettre", "enough to begin"),
        ("trop peu pour s'y mettre", "too little to begin"),
    ),
    bounded(
        "km_saved",
        ("kilomètres économisés", "kilometres saved"),
        ("assez", "enough"),
        ("trop peu", "too few"),
    ),
    bounded(
        "operation",
        ("quantité par collecte", "amount of a collection"),
        ("assez pour qu'elle soit gratuite", "enough for it to be free"),
        ("trop peu pour qu'elle soit gratuite", "too little for it to be free"),
    ),
    bounded(
        "meals", ("repas", "meals"), ("assez", "enough"), ("pas encore assez", "not yet enough")
    ),
    bounded(
        "places",
        ("places réservées", "places reserved"),
        ("assez pour ouvrir", "enough to open"),
        ("pas encore assez pour ouvrir", "not yet enough to open"),
    ),
    bounded(
        "staff",
        ("personnes qui font le trajet", "persons who commute"),
        ("assez", "enough"),
        ("pas encore assez", "not yet enough"),
    ),
    bounded(
        "capacity",
        ("places de l'offre", "room of the offer"),
        ("assez pour tous", "enough for all"),
        ("trop peu pour tous", "too little for all"),
        limit=("demandé", "asked"),
    ),
    CriterionSpec("water", "eau de pluie", "rainwater", _water),
    CriterionSpec("payback", "cuve", "tank", _payback),
    CriterionSpec("stability", "partage du gain", "sharing of the saving", _stability),
    CriterionSpec("concentration", "équilibre", "balance", _concentration),
    CriterionSpec("contract_ends", "fins de contrat", "ends of contracts", _contract_ends),
    CriterionSpec("carrier", "prestataire", "provider", _carrier),
    CriterionSpec("declared_load", "remplissage", "share of the vehicle filled", _declared_load),
    CriterionSpec("declared_cost", "coût actuel", "cost today", _declared_cost),
    CriterionSpec("annual_formula", "calcul", "calculation", _annual_formula),
)
