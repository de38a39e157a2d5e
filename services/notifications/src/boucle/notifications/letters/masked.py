"""What one company may know of a synergy, in words: always through the masking function. Pure.

What it may know of the others may lack a family, a sector or a distance, where too few companies
would fit: the words then do without.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from boucle.catalogue import Catalogue
from boucle.catalogue.figures import NBSP, Language
from boucle.common.events.matching import Life, NextAction, Role, State, SynergyKind
from boucle.common.masking import Viewer, mask_synergy, preview_for
from boucle.common.views import SideView, SynergyView, view_of
from boucle.notifications.letters import words


@dataclass(frozen=True, slots=True)
class OtherSide:
    """The other company: what it has or wants, and its sector; nothing that names it.

    ``organisation``: its id, once both companies agreed to be named to each other.
    """

    role: Role
    family: str
    quantity: str | None
    sector: str | None
    organisation: UUID | None


@dataclass(frozen=True, slots=True)
class MaskedView:
    """A synergy as one of its companies may read it.

    ``own_quantity`` is exact: it is the reader's; ``own_amount``: the same, short (« 9 000 t/an »).
    ``band``: of the distance, as it is masked. ``place``: how far, and how much could move, as
    the end of a sentence. ``crowd``: among how many companies the others are.
    ``emits_more``: it would surely cost CO2. ``next_action``: None while masked.
    """

    language: Language
    kind: SynergyKind
    role: Role
    family: str
    own_quantity: str | None
    own_amount: str | None
    band: str | None
    headline: str
    others: tuple[OtherSide, ...]
    place: str
    distance: str
    crowd: str | None
    quantity: str | None
    climate: str | None
    emits_more: bool
    reasons: tuple[str, ...]
    state: State | None = None
    state_since: datetime | None = None
    next_action: NextAction | None = None

    @property
    def others_named(self) -> bool:
        """True once the reader may know who the others are."""
        return all(other.organisation is not None for other in self.others)


def masked_view(life: Life, company: UUID, catalogue: Catalogue, language: Language) -> MaskedView:
    """The synergy as ``company`` may know it. Raises ValueError when it is no party to it."""
    whole, viewer = view_of(life), Viewer.company(company)
    seen, preview = mask_synergy(whole, viewer=viewer), preview_for(whole, viewer)
    own = next((side for side in seen.sides if side.organisation_id == company), None)
    if own is None:
        raise ValueError(f"{company} is no party to {life.synergy_id}")
    others = tuple(_other(side, catalogue, language) for side in seen.sides if side is not own)
    family = words.family(catalogue, own.family, language)
    place = _place(seen, language)
    crowd = preview.crowd if preview is not None and seen.masked else None
    return MaskedView(
        language=language,
        kind=seen.kind,
        role=own.role,
        family=family,
        own_quantity=words.own_quantity(own.quantity, language) if own.quantity else None,
        own_amount=words.short_amount(own.quantity, language) if own.quantity else None,
        band=seen.distance_band,
        headline=f"{_matter(seen, own, family, others, language)}{place}",
        others=others,
        place=place,
        distance=words.distance_span(seen.distance_band, language),
        crowd=words.crowd(crowd, others[0].role, language) if others else None,
        quantity=words.quantity(seen.quantity, language) if seen.quantity else None,
        climate=words.climate(seen.tco2e, language),
        emits_more=seen.tco2e is not None and seen.tco2e.surely_costs,
        reasons=words.reasons(seen.criteria, catalogue, language),
        state=seen.state,
        state_since=seen.state_since,
        next_action=seen.next_action,
    )


def _other(side: SideView, catalogue: Catalogue, language: Language) -> OtherSide:
    return OtherSide(
        role=side.role,
        family=_family(side, catalogue, language),
        quantity=words.quantity(side.quantity, language) if side.quantity else None,
        sector=words.sector(catalogue, side.division, language),
        organisation=side.organisation_id,
    )


def _family(side: SideView, catalogue: Catalogue, language: Language) -> str:
    """What an unknown flow is to the reader's own, where its family is not shown."""
    if side.family is None and side.masked:
        return _UNKNOWN_FLOW[language][side.role]
    return words.family(catalogue, side.family, language)


def _place(seen: SynergyView, language: Language) -> str:
    band = seen.distance_band
    distance = "" if band is None else f", {words.distance(band, language)}"
    amount = f" ({words.quantity(seen.quantity, language)})" if seen.quantity else ""
    return f"{distance}{amount}"


def _matter(
    seen: SynergyView,
    own: SideView,
    family: str,
    others: tuple[OtherSide, ...],
    language: Language,
) -> str:
    """What it is about: the reader's flow, and the sector of the other company."""
    sector = others[0].sector if len(others) == 1 else None
    among = _SECTOR[language].format(sector=sector) if sector else ""
    if seen.distance_band is None:
        among += _NEAR[language]
    if seen.kind != "substitution":
        return f"{_KINDS[language][seen.kind]}{among}"
    say = _SUBSTITUTION[language]
    if all(other.organisation for other in others):
        return f"{words.sentence(family)}{say['named']}"
    return words.sentence(family) + say["offer" if own.role == "offer" else "need"].format(
        among=among
    )


_SECTOR: dict[Language, str] = {
    "fr": f" du secteur «{NBSP}{{sector}}{NBSP}»",
    "en": " ({sector})",
}
_NEAR: dict[Language, str] = {"fr": " à portée", "en": " within reach"}
_UNKNOWN_FLOW: dict[Language, dict[Role, str]] = {
    "fr": {
        "offer": "de quoi répondre à votre besoin",
        "need": "un flux que le vôtre pourrait remplacer",
        "member": "flux à préciser",
    },
    "en": {
        "offer": "something that could meet your need",
        "need": "a flow that yours could replace",
        "member": "a flow to be told",
    },
}
_SUBSTITUTION: dict[Language, dict[str, str]] = {
    "fr": {
        "offer": f"{NBSP}: une entreprise{{among}} pourrait en avoir l'usage",
        "need": f"{NBSP}: une entreprise{{among}} pourrait vous en fournir",
        "named": f"{NBSP}: votre échange avec l'entreprise dont vous avez les coordonnées",
    },
    "en": {
        "offer": ": a company{among} could use it",
        "need": ": a company{among} could supply it",
        "named": ": your exchange with the company whose contact details you have",
    },
}
_KINDS: dict[Language, dict[SynergyKind, str]] = {
    "fr": {
        "pooling": "Un service à mutualiser avec une entreprise",
        "sharing": "Un équipement ou un emploi à partager avec une entreprise",
        "new_activity": "Une activité nouvelle à envisager avec une entreprise",
    },
    "en": {
        "pooling": "A service to pool with a company",
        "sharing": "Equipment or a job to share with a company",
        "new_activity": "A new activity to consider with a company",
    },
}
