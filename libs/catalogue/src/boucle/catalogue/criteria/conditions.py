"""These criteria only exclude: two companies, common dates, transport rules."""

from typing import Final

from boucle.catalogue.criteria.reason import CriterionSpec, Reason, words_of
from boucle.catalogue.facts.catalogue import Catalogue
from boucle.catalogue.wording.figures import NBSP, Language, french_day
from boucle.catalogue.wording.phrases import ADR_CLASSES, label_of, with_details


def _parties(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    if reason.value is not None:
        return {
            "fr": "l'un des flux est dans un bac à sable, où rien n'est réel",
            "en": "one of the flows is in a sandbox, where nothing is real",
        }[language]
    return words_of(
        reason.verdict,
        language,
        passes=("deux entreprises différentes", "two different companies"),
        fails=(
            "les deux flux sont de la même entreprise",
            "both flows are of the same company",
        ),
    )


def _window(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("les deux flux existent en même temps", "both flows exist at the same time"),
        fails=(
            "les deux flux n'existent jamais en même temps",
            "the two flows never exist at the same time",
        ),
    )
    if reason.value is None:
        return text
    since = {
        "fr": f"possible à partir du {french_day(reason.value)}",
        "en": f"possible from {reason.value}",
    }
    return with_details(text, (since[language],), language)


def _transport(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    text = words_of(
        reason.verdict,
        language,
        passes=("sans règle particulière", "no special rule"),
        partly=(
            f"dangereux, sur route sous ADR{NBSP}: conducteur, véhicule, emballage agréés",
            "dangerous, by road under ADR: trained driver, approved vehicle and packaging",
        ),
        unknown=(
            f"dangereux{NBSP}: seule une analyse ou la fiche de sécurité dit sa classe ADR{NBSP}; "
            "à savoir avant tout transport",
            "hazardous: only an analysis or the safety sheet tells its ADR class; to be "
            "known before any transport",
        ),
        fails=("interdit", "forbidden"),
    )
    if reason.verdict == "pass" and reason.limit == "network":
        return {"fr": "par le réseau, pas par la route", "en": "by the network, not by road"}[
            language
        ]
    if reason.value is None:
        return text
    named = label_of(ADR_CLASSES.get(reason.value), reason.value, language)
    class_ = "classe" if language == "fr" else "class"
    return with_details(text, (f"{class_} {reason.value}, {named}",), language)


SPECS: Final = (
    CriterionSpec("parties", "entreprises", "companies", _parties),
    CriterionSpec("window", "dates", "dates", _window),
    CriterionSpec("transport", "transport", "transport", _transport),
)
