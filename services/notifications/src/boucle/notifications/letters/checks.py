"""Tell what speaks for a synergy, and what the two companies should check, as questions. Pure.

A criterion that is true of nearly every pair (a known use, a form that suits) is left out.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from msgspec.structs import replace

from boucle.catalogue import Catalogue, Family
from boucle.catalogue.criteria import sentence as sentence_of
from boucle.catalogue.criteria import subject
from boucle.catalogue.wording.phrases import capital, span
from boucle.contract.events.reasons import Criterion, Verdict
from boucle.contract.masking import of_a_copy
from boucle.pages.translating import N_, Translator

MOST: Final = 4
_TO_CHECK: Final[Mapping[tuple[str, Verdict], str]] = {
    ("quality", "unknown"): N_("La qualité convient-elle à cet usage ?"),
    ("quality", "partial"): N_(
        "La qualité ne convient qu'en partie : quelle préparation faut-il ?"
    ),
    ("form", "unknown"): N_("Sous quelle forme (vrac, balles, liquide…) ?"),
    ("form", "partial"): N_("La forme n'est pas celle demandée : qui s'en charge ?"),
    ("distance", "partial"): N_(
        "Au-delà du rayon habituel de ce flux : le transport reste-t-il rentable ?"
    ),
    ("season", "partial"): N_("L'offre manque certains mois du besoin : que faire alors ?"),
    ("quantity", "partial"): N_("L'offre couvre une partie du besoin : d'où viendra le reste ?"),
    ("certainty", "partial"): N_("Une quantité au moins est estimée : que disent vos mesures ?"),
    ("certainty", "unknown"): N_(
        "Une quantité est celle, habituelle, de l'activité : quelle est la vraie ?"
    ),
    ("route", "partial"): N_("Cet usage demande une préparation : qui la fait ?"),
    ("transport", "partial"): N_("Marchandise dangereuse (ADR) : qui peut la transporter ?"),
    ("transport", "unknown"): N_(
        "Marchandise dangereuse : quelle classe ADR, selon quelle analyse ?"
    ),
}
_TO_COMPARE: Final[Mapping[tuple[str, Verdict], str]] = {
    ("quality", "partial"): N_(
        "La qualité convient-elle à cet usage ? Les valeurs exactes de l'autre entreprise se "
        "diront après l'accord."
    ),
    ("season", "partial"): N_("L'offre existe-t-elle tous les mois du besoin ?"),
    ("quantity", "partial"): N_("L'offre suffit-elle au besoin ? Sinon, d'où viendra le reste ?"),
}
"""While the other is known by a coarse copy, of which a doubt may be."""
_LEGAL: Final[Mapping[str, str]] = {
    "status untold": N_("Déchet, sous-produit ou produit : quel est le statut de l'offre ?"),
    "acceptance untold": N_("Quels statuts (déchet, sous-produit, produit) sont acceptés ?"),
    "treatments undeclared": N_("Le receveur est-il autorisé à traiter ce déchet ?"),
    "by-product as it is": N_(
        "Un sous-produit s'utilise tel quel : la préparation est-elle usuelle ?"
    ),
    "end-of-waste criteria": N_("Quel texte le sort du statut de déchet ?"),
}
_LEGAL_AT_ALL: Final = N_("Le statut réglementaire de l'un convient-il à l'autre ?")
_SPEAKING: Final = frozenset({"quality.", "quantity", "season"})
"""Criteria that say something of a pair when they pass."""


def checks(
    criteria: Iterable[Criterion],
    catalogue: Catalogue,
    _: Translator,
    amount: str | None = None,
    family: str | None = None,
    *,
    masked: bool = False,
) -> tuple[str, ...]:
    """Return the questions on criteria, weightiest first; ``amount`` is the reader's a year;
    ``family`` what travels, if it may be known; ``masked``: of a coarse copy of the other."""
    open_ones = [one for one in criteria if one.verdict in ("partial", "unknown")]
    open_ones.sort(key=lambda one: -one.weight)
    asked = dict.fromkeys(
        (_compared(one, catalogue, _) if masked else None)
        or _question(one, catalogue, _, amount, family)
        for one in open_ones
    )
    return tuple(question for question in asked if question)[:MOST]


def strengths(
    criteria: Iterable[Criterion],
    catalogue: Catalogue,
    route: str | None,
    _: Translator,
    *,
    masked: bool = False,
) -> tuple[str, ...]:
    """Return the sentences of criteria that pass and say something, weightiest first. ``masked``:
    an amount of a copy may be less."""
    seen = map(of_a_copy, criteria) if masked else criteria
    speaking = [one for one in seen if one.verdict == "pass" and _kind(one) in _SPEAKING]
    speaking.sort(key=lambda one: -one.weight)
    chosen = [one for one in speaking if _kind(one) != "quality." or one.value is not None]
    return tuple(
        sentence_of(_plain(one), catalogue, route).in_(_.language) for one in chosen[:MOST]
    )


def _plain(one: Criterion) -> Criterion:
    return replace(one, value=None, limit=None) if one.name == "quantity" else one


def _compared(one: Criterion, catalogue: Catalogue, _: Translator) -> str | None:
    if _kind(one) != "quality.":
        found = _TO_COMPARE.get((one.name, one.verdict))
        return _(found) if found else None
    about = capital(subject(one.name, catalogue)[_.language])
    wanted = span(one.limit, one.unit, _.language)
    if wanted:
        return _(
            "{quality} : il faut {wanted}. La valeur de l'autre entreprise se dira après l'accord.",
            quality=about,
            wanted=wanted,
        )
    return _(
        "{quality} : la vôtre est-elle exacte ? Celle de l'autre entreprise se dira après "
        "l'accord.",
        quality=about,
    )


def _question(
    one: Criterion, catalogue: Catalogue, _: Translator, amount: str | None, family: str | None
) -> str | None:
    if _kind(one) == "quality.":
        return _of_attribute(one, catalogue, _)
    if (one.name, one.verdict) == ("season", "unknown"):
        return _("Ces {amount} : toute l'année ou certains mois ?", amount=amount or _("quantités"))
    if (one.name, one.verdict) == ("distance", "partial") and family:
        return _of_reach(catalogue.family(family), _)
    if one.name == "legal":
        return _(_LEGAL.get(one.limit or "", _LEGAL_AT_ALL))
    found = _TO_CHECK.get((one.name, one.verdict))
    return _(found) if found else None


def _of_reach(family: Family, _: Translator) -> str:
    """Say how far it usually goes: « moins de 10 km » may be beyond."""
    km = family.reach_km
    if family.network:
        return _("Au-delà de {km} km pour ce flux, que coûterait la conduite ?", km=km)
    return _("Au-delà de {km} km pour ce flux, le transport reste-t-il rentable ?", km=km)


def _of_attribute(one: Criterion, catalogue: Catalogue, _: Translator) -> str:
    """Return a question such as « Température : quelle valeur (au moins 70 °C) ? »."""
    about = capital(subject(one.name, catalogue)[_.language])
    wanted = span(one.limit, one.unit, _.language)
    if wanted:
        return _("{quality} : quelle valeur ? Il faut {wanted}.", quality=about, wanted=wanted)
    return _("{quality} : quelle valeur ?", quality=about)


def _kind(criterion: Criterion) -> str:
    head, point, _ = criterion.name.partition(".")
    return head + point
