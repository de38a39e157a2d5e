"""Why two flows go together, or do not, in words: the one place for these sentences. Pure.

A sentence is written from what a criterion still tells: value, limit and verdict. Masked, it has
no value, and the sentence says no more than the verdict. One function per criterion, each total
over the verdicts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final, Literal, Protocol

from boucle.catalogue.catalogue import Catalogue
from boucle.catalogue.errors import UnknownKeyError
from boucle.catalogue.figures import NBSP, Language, number, with_unit
from boucle.catalogue.limits import ASKING, Setter, set_by
from boucle.catalogue.phrases import (
    ADR_CLASSES,
    FORMS_SAID,
    MISSING,
    STATUSES_SAID,
    Both,
    aside,
    asked,
    capital,
    condition,
    family,
    label_of,
    listed,
    span,
)

Verdict = Literal["pass", "partial", "unknown", "fail"]


class Reason(Protocol):
    """A criterion as scoring tells it (``boucle.common.events.matching.Criterion``)."""

    @property
    def name(self) -> str: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def value(self) -> str | None: ...
    @property
    def limit(self) -> str | None: ...
    @property
    def unit(self) -> str | None: ...
    @property
    def tightened(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Sentence:
    fr: str
    en: str

    def in_(self, language: Language) -> str:
        return self.fr if language == "fr" else self.en


def sentence(reason: Reason, catalogue: Catalogue, route: str | None = None) -> Sentence:
    """The criterion in words. A criterion or a key of a newer release reads as itself. ``route``,
    that of the pair, tells whether it or the need sets a limit."""
    write = _WRITERS.get(reason.name.partition(".")[0], _other)
    if reason.name.startswith("quality."):
        attribute = reason.name.removeprefix("quality.")
        told = set_by(attribute, reason.limit, route, catalogue)
        write = partial(_attribute, setter="territory" if reason.tightened else told)
    subject = _subject(reason.name, catalogue)
    return Sentence(
        fr=f"{capital(subject['fr'])}{NBSP}: {write(reason, catalogue, 'fr')}.",
        en=f"{capital(subject['en'])}: {write(reason, catalogue, 'en')}.",
    )


# --- one criterion each: what follows the colon --------------------------------------------


def _parties(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return _say(
        reason.verdict,
        language,
        passes=("deux entreprises différentes", "two different companies"),
        fails=(
            "les deux flux sont de la même entreprise",
            "both flows are of the same company",
        ),
    )


def _window(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return _say(
        reason.verdict,
        language,
        passes=("les deux flux existent en même temps", "both flows exist at the same time"),
        fails=(
            "les deux flux n'existent jamais en même temps",
            "the two flows never exist at the same time",
        ),
    )


def _transport(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    said = _say(
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
        return said
    named = label_of(ADR_CLASSES.get(reason.value), reason.value, language)
    class_ = "classe" if language == "fr" else "class"
    return aside(said, (f"{class_} {reason.value}, {named}",), language)


def _route(reason: Reason, catalogue: Catalogue, language: Language) -> str:
    said = _say(
        reason.verdict,
        language,
        passes=(
            "connu, d'autres entreprises le pratiquent",
            "known, other companies do it",
        ),
        partly=("connu, mais demande une préparation", "known, but takes some preparation"),
        fails=("aucun que l'on connaisse", "none that is known"),
    )
    if reason.limit == "switched off":
        said = {
            "fr": "écarté par l'un des deux territoires",
            "en": "switched off by one of the two territories",
        }[language]
    if reason.value is None:
        return said
    output, _, input_ = reason.value.partition(">")
    names = f"{family(output, catalogue, language)} → {family(input_, catalogue, language)}"
    return aside(said, (names, _transformed(reason.value, catalogue, language)), language)


def _distance(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    said = _say(
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
    return _figures(said, reason, language, limit=("limite", "limit"), more=more)


def _beyond(reason: Reason) -> bool:
    """Whether the distance exceeds its limit: what passed is the least that it may be."""
    if reason.value is None or reason.limit is None:
        return False
    return float(reason.value) > float(reason.limit)


def _season(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    said = _say(
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
        return aside(said, _months_told(reason, language), language)
    if reason.value is None or reason.limit is None:
        return said
    shared, wanted = number(reason.value, language), number(reason.limit, language)
    if language == "fr":
        return f"{said} ({shared} mois sur {wanted})"
    return f"{said} ({shared} of {wanted} months)"


def _quality(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return _say(
        reason.verdict,
        language,
        passes=("convient à cet usage", "suits this use"),
        partly=("ne convient qu'en partie", "suits only in part"),
        fails=("ne convient pas à cet usage", "does not suit this use"),
        unknown=("à vérifier ensemble", "to be checked together"),
    )


def _attribute(reason: Reason, _catalogue: Catalogue, language: Language, *, setter: Setter) -> str:
    """``85 °C fournis pour au moins 70 °C demandés``, or that the route takes."""
    wanted = span(reason.limit, reason.unit, language)
    if wanted is None:
        return _say(
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
        told = {"fr": "à préciser", "en": "to be told"}[language]
        return f"{told} ({wanted}{ASKING[setter][language]})"
    tail = _say(
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


def _form(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    said = _say(
        reason.verdict,
        language,
        passes=("convient", "suits"),
        partly=("autre que celle demandée, à préparer", "not the one asked for, to be prepared"),
        fails=("ne convient pas à cet usage", "does not suit this use"),
    )
    given, wanted = (listed(told, FORMS_SAID, language) for told in (reason.value, reason.limit))
    shows_wanted = bool(wanted) and reason.verdict != "pass"
    return aside(said, (given, f"{asked(language)}{wanted}" if shows_wanted else ""), language)


def _legal(reason: Reason, catalogue: Catalogue, language: Language) -> str:
    said = _say(
        reason.verdict,
        language,
        passes=("compatible", "compatible"),
        fails=("incompatible", "not compatible"),
    )
    given = listed(reason.value, STATUSES_SAID, language)
    wanted = condition(reason.limit, catalogue, language) if reason.limit else ""
    return aside(said, (given, wanted), language)


def _quantity(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    said = _say(
        reason.verdict,
        language,
        passes=("l'offre suffit au besoin", "the offer is enough for the need"),
        partly=("l'offre couvre une partie du besoin", "the offer covers a part of the need"),
        fails=(
            "l'offre et le besoin sont sans commune mesure",
            "offer and need are out of proportion",
        ),
    )
    return _figures(said, reason, language, limit=("minimum", "least"))


def _certainty(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return _say(
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
    said = _say(
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
    return _worth(said, reason, language)


def _tco2e(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    said = _say(
        reason.verdict,
        language,
        passes=("émissions évitées", "emissions spared"),
        partly=("bilan carbone pas assuré", "the carbon balance is not certain"),
        fails=("bilan carbone défavorable", "the carbon balance is bad"),
        unknown=("bilan carbone à établir", "the carbon balance is still to be made"),
    )
    if reason.value is not None and float(reason.value.rpartition("..")[2]) <= 0.0:
        said = {"fr": "bilan carbone défavorable", "en": "the carbon balance is bad"}[language]
    return _worth(said, reason, language)


def _other(reason: Reason, _catalogue: Catalogue, language: Language) -> str:
    return _say(
        reason.verdict,
        language,
        passes=("convient", "suits"),
        partly=("convient en partie", "suits in part"),
        fails=("ne convient pas", "does not suit"),
    )


# --- parts -----------------------------------------------------------------------------------

_UNKNOWN = ("à préciser ensemble", "to be told")


def _say(
    verdict: Verdict,
    language: Language,
    *,
    passes: tuple[str, str],
    fails: tuple[str, str],
    partly: tuple[str, str] | None = None,
    unknown: tuple[str, str] = _UNKNOWN,
) -> str:
    """The words of a verdict, (French, English). A criterion that knows no half says it passes."""
    said = {"pass": passes, "partial": partly or passes, "unknown": unknown, "fail": fails}
    return said[verdict][0 if language == "fr" else 1]


def _figures(
    said: str, reason: Reason, language: Language, *, limit: tuple[str, str], more: str = ""
) -> str:
    """``said (63 km, limite 150 km ; more)``."""
    if reason.value is None:
        return said
    parts = [with_unit(number(reason.value, language), reason.unit, language)]
    if reason.limit is not None:
        bound = with_unit(number(reason.limit, language), reason.unit, language)
        parts.append(f"{limit[0 if language == 'fr' else 1]} {bound}")
    return aside(said, (", ".join(parts), more), language)


def _months_told(reason: Reason, language: Language) -> tuple[str, ...]:
    """Which side tells its months, where the other does not; nothing when both are masked."""
    told = (("l'offre", "the offer", reason.value), ("le besoin", "the need", reason.limit))
    return tuple(
        f"{fr} existe {number(months, language)} mois par an"
        if language == "fr"
        else f"{en} exists {number(months, language)} months a year"
        for fr, en, months in told
        if months is not None
    )


def _worth(said: str, reason: Reason, language: Language) -> str:
    worth = span(reason.value, reason.unit, language)
    if worth:
        return f"{said} ({worth})"
    if reason.verdict != "unknown" or reason.limit is None:
        return said
    missing = label_of(MISSING.get(reason.limit), reason.limit, language)
    lacks = f"il manque {missing}" if language == "fr" else f"missing: {missing}"
    return aside(said, (lacks,), language)


def _transformed(route: str, catalogue: Catalogue, language: Language) -> str:
    output, _, input_ = route.partition(">")
    found = catalogue.route_between(output, input_)
    if found is None or found.transformation is None:
        return ""
    done = catalogue.transformation(found.transformation)
    if language == "fr":
        return f"préparation{NBSP}: {done.label_fr}"
    return f"preparation: {done.label_en}"


@lru_cache(maxsize=256)
def _subject(name: str, catalogue: Catalogue) -> Both:
    if name in _SUBJECTS:
        return _SUBJECTS[name]
    key = name.partition(".")[2]
    try:
        found = catalogue.attribute(key)
    except UnknownKeyError:
        plain = (key or name).replace("_", " ")
        return {"fr": plain, "en": plain}
    return {"fr": found.label_fr, "en": found.label_en}


_WRITERS: Final[Mapping[str, Callable[[Reason, Catalogue, Language], str]]] = {
    "parties": _parties,
    "window": _window,
    "transport": _transport,
    "route": _route,
    "distance": _distance,
    "season": _season,
    "quality": _quality,
    "form": _form,
    "legal": _legal,
    "quantity": _quantity,
    "certainty": _certainty,
    "eur": _eur,
    "tco2e": _tco2e,
}
_SUBJECTS: Final[Mapping[str, Both]] = {
    "parties": {"fr": "entreprises", "en": "companies"},
    "window": {"fr": "dates", "en": "dates"},
    "transport": {"fr": "transport", "en": "transport"},
    "route": {"fr": "usage", "en": "use"},
    "distance": {"fr": "distance", "en": "distance"},
    "season": {"fr": "saisons", "en": "seasons"},
    "quality": {"fr": "qualité", "en": "quality"},
    "form": {"fr": "forme physique", "en": "physical form"},
    "legal": {"fr": "statut réglementaire", "en": "legal status"},
    "quantity": {"fr": "quantité", "en": "quantity"},
    "certainty": {"fr": "certitude", "en": "certainty"},
    "eur": {"fr": "économie", "en": "money saved"},
    "tco2e": {"fr": "climat", "en": "climate"},
}
