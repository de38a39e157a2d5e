"""These criteria cover use, distance and season: whether and how one side reaches the other."""

from collections.abc import Mapping
from typing import Final

from boucle.catalogue.criteria.reason import CriterionSpec, Reason, figures, words_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.facts.routes import Practice
from boucle.catalogue.wording.figures import NBSP, Language, number
from boucle.catalogue.wording.phrases import family, with_details


def _route(reason: Reason, catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=_PRACTISED[_practice(reason.value, catalogue)],
        partly=("connu, mais demande une préparation", "known, but takes some preparation"),
        fails=("aucun que l'on connaisse", "none that is known"),
    )
    if reason.limit == "switched off":
        text = {
            "fr": "écarté par l'un des deux territoires",
            "en": "switched off by one of the two territories",
        }[language]
    if reason.value is None:
        return text
    output, _, input_ = reason.value.partition(">")
    names = f"{family(output, catalogue, language)} → {family(input_, catalogue, language)}"
    return with_details(text, (names, _transformed(reason.value, catalogue, language)), language)


def _distance(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("dans le rayon habituel de ce flux", "within the usual reach of this flow"),
        partly=(
            "au-delà du rayon habituel de ce flux, encore acceptable",
            "beyond the usual reach of this flow, still acceptable",
        ),
        fails=("trop loin", "too far"),
    )
    roughly = {
        "fr": "lieux connus à la commune ou au territoire près, donc peut-être moins",
        "en": "places known to the commune or the territory, so it may be less",
    }[language]
    more = roughly if reason.verdict != "fail" and _beyond(reason) else ""
    return figures(text, reason, language, limit=("limite", "limit"), more=more)


def _season(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=(
            "l'offre existe tous les mois du besoin",
            "the offer exists in every month of the need",
        ),
        partly=(
            "l'offre existe une partie des mois du besoin",
            "the offer exists in a part of the months of the need",
        ),
        fails=(
            "l'offre manque trop de mois du besoin",
            "the offer misses too many months of the need",
        ),
    )
    if reason.verdict == "unknown":
        return with_details(text, _declared_months(reason, language), language)
    if reason.value is None or reason.limit is None:
        return text
    shared, wanted = number(reason.value, language), number(reason.limit, language)
    if language == "fr":
        return f"{text} ({shared} mois sur {wanted})"
    return f"{text} ({shared} of {wanted} months)"


def _practice(route: str | None, catalogue: Catalogue) -> Practice:
    """Return how usual the route is; a route missing from this catalogue counts as `known`."""
    output, _, input_ = (route or "").partition(">")
    found = catalogue.route_between(output, input_)
    return found.practice if found else "known"


def _transformed(route: str, catalogue: Catalogue, language: Language) -> str:
    output, _, input_ = route.partition(">")
    found = catalogue.route_between(output, input_)
    if found is None or found.transformation is None:
        return ""
    done = catalogue.transformation(found.transformation)
    if language == "fr":
        return f"préparation{NBSP}: {done.label_fr}"
    return f"preparation: {done.label_en}"


def _beyond(reason: Reason) -> bool:
    """Tell whether the distance exceeds its limit. A coarse distance that passed is a lower
    bound."""
    if reason.value is None or reason.limit is None:
        return False
    return float(reason.value) > float(reason.limit)


def _declared_months(reason: Reason, language: Language) -> tuple[str, ...]:
    """Return the months that one side declares if the other declares none; none if masked."""
    sides = (("l'offre", "the offer", reason.value), ("le besoin", "the need", reason.limit))
    return tuple(
        f"{fr} existe {number(months, language)} mois par an"
        if language == "fr"
        else f"{en} exists {number(months, language)} months a year"
        for fr, en, months in sides
        if months is not None
    )


_PRACTISED: Final[Mapping[Practice, tuple[str, str]]] = {
    "usual": ("courant, beaucoup d'entreprises le pratiquent", "usual, many companies do it"),
    "known": ("connu, d'autres entreprises le pratiquent", "known, other companies do it"),
    "rare": ("peu courant, quelques entreprises le pratiquent", "rare, a few companies do it"),
    "pilot": ("à l'essai, très peu l'ont fait", "on trial, very few have done it"),
}
SPECS: Final = (
    CriterionSpec("route", "usage", "use", _route, weight=10),
    CriterionSpec("distance", "distance", "distance", _distance, weight=20),
    CriterionSpec("season", "saisons", "seasons", _season, weight=10),
)
