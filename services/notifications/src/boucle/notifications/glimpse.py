"""What one company may know of a synergy, in words: always through the masking function. Pure."""

from dataclasses import dataclass
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.catalogue.figures import NBSP, Language
from boucle.common.events.matching import Life, Role, SynergyKind
from boucle.common.masking import SideView, SynergyView, Viewer, mask_synergy, view_of
from boucle.notifications import words


@dataclass(frozen=True, slots=True)
class OtherSide:
    """The other company: what it has or wants, and its sector; nothing that names it."""

    role: Role
    family: str
    quantity: str | None
    sector: str | None


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A synergy as one of its companies may read it. ``headline`` fits a subject line."""

    kind: SynergyKind
    role: Role
    family: str
    headline: str
    others: tuple[OtherSide, ...]
    distance: str
    quantity: str | None
    climate: str | None
    reasons: tuple[str, ...]


def glimpse(life: Life, company: UUID, catalogue: Catalogue, language: Language) -> Glimpse:
    """The synergy as ``company`` may know it. Raises ValueError when it is no party to it."""
    seen = mask_synergy(view_of(None, life), viewer=Viewer.company(company))
    own = next((side for side in seen.sides if side.organisation_id == company), None)
    if own is None:
        raise ValueError(f"{company} is no party to {life.synergy_id}")
    others = tuple(side for side in seen.sides if side is not own)
    family = words.family(catalogue, own.family, language)
    distance = words.distance(seen.distance_band, language)
    return Glimpse(
        kind=seen.kind,
        role=own.role,
        family=family,
        headline=_headline(seen, own, family, distance, language),
        others=tuple(_other(side, catalogue, language) for side in others),
        distance=distance,
        quantity=words.quantity(seen.quantity, language) if seen.quantity else None,
        climate=words.climate(seen.tco2e, language),
        reasons=words.reasons(seen.criteria, catalogue, language),
    )


def _other(side: SideView, catalogue: Catalogue, language: Language) -> OtherSide:
    return OtherSide(
        role=side.role,
        family=words.family(catalogue, side.family, language),
        quantity=words.quantity(side.quantity, language) if side.quantity else None,
        sector=words.sector(catalogue, side.division, language),
    )


def _headline(
    seen: SynergyView, own: SideView, family: str, distance: str, language: Language
) -> str:
    if seen.kind != "substitution":
        return f"{_KINDS[language][seen.kind]} {distance}"
    said = _SUBSTITUTION[language]["offer" if own.role == "offer" else "need"]
    amount = f" ({words.quantity(seen.quantity, language)})" if seen.quantity else ""
    return f"{words.sentence(family)}{said} {distance}{amount}"


_SUBSTITUTION: dict[Language, dict[str, str]] = {
    "fr": {
        "offer": f"{NBSP}: une entreprise pourrait en avoir l'usage,",
        "need": f"{NBSP}: une source possible,",
    },
    "en": {"offer": ": a company could use it,", "need": ": a possible source,"},
}
_KINDS: dict[Language, dict[SynergyKind, str]] = {
    "fr": {
        "pooling": "Un service à mutualiser avec une entreprise,",
        "sharing": "Un équipement ou un emploi à partager avec une entreprise,",
        "new_activity": "Une activité nouvelle à envisager avec une entreprise,",
    },
    "en": {
        "pooling": "A service to pool with a company,",
        "sharing": "Equipment or a job to share with a company,",
        "new_activity": "A new activity to consider with a company,",
    },
}
