"""Double-blind: the one function that decides what of a synergy a viewer sees.

API answers, mails and shareable events all pass through ``mask_synergy``. Until both companies
consented, a counterpart sees the other side's family, sector division, territory, rounded
quantity, a distance band, and of each reason its name and verdict: nothing that names a company,
a site or a flow, no exact figure, no free text.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from functools import lru_cache
from uuid import UUID

import msgspec

from boucle.common.events.matching import (
    Amount,
    Criterion,
    FoundBy,
    Life,
    NextAction,
    Party,
    RefusalReason,
    Result,
    Role,
    SharedSynergy,
    Side,
    Standing,
    State,
    Synergy,
    SynergyKind,
    Versions,
)
from boucle.common.events.registry import Nature, Quantity
from boucle.common.identity.principal import Principal

HIDDEN = "hidden until both companies consent"

_DISTANCE_BANDS = (
    (Decimal(10), "0-10 km"),
    (Decimal(30), "10-30 km"),
    (Decimal(60), "30-60 km"),
    (Decimal(100), "60-100 km"),
    (Decimal(200), "100-200 km"),
)
_FARTHEST = "200+ km"
_SCORE_BANDS = ((8000, "excellent"), (6000, "good"), (4000, "fair"), (0, "low"))


class SideView(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One side of a synergy, as shown. ``masked``: what follows ``quantity`` was taken away."""

    role: Role
    territory: str
    family: str | None = None
    division: str | None = None
    quantity: Quantity | None = None
    standing: Standing = "pending"
    masked: bool = False
    organisation_id: UUID | None = None
    site_id: UUID | None = None
    flow_id: UUID | None = None
    reason: RefusalReason | None = None
    refused_value: str | None = None
    contract_until: date | None = None
    answered_at: datetime | None = None


class SynergyView(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A synergy, candidacy and life together, as shown.

    ``masked``: exact figures of the pair were rounded or taken away. ``distance_band`` and
    ``score_band`` are always given; ``distance_km`` (decimal) and ``score`` only when not masked.
    """

    synergy_id: UUID
    kind: SynergyKind
    sides: tuple[SideView, ...]
    nature: Nature | None = None
    route: str | None = None
    state: State | None = None
    state_since: datetime | None = None
    found_by: FoundBy | None = None
    pre_existing: bool = False
    disclosed: bool = False
    at_risk: bool = False
    masked: bool = False
    score: int | None = None
    score_band: str | None = None
    quantity: Quantity | None = None
    distance_km: str | None = None
    distance_band: str | None = None
    criteria: tuple[Criterion, ...] = ()
    tco2e: Amount | None = None
    eur: Amount | None = None
    title: str | None = None
    agreed: Quantity | None = None
    running_since: date | None = None
    stopped_on: date | None = None
    contract_until: date | None = None
    next_action: NextAction | None = None
    results: tuple[Result, ...] = ()
    versions: Versions | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks: for some organisations, for some territories, for all, or for nobody."""

    organisations: frozenset[UUID] = frozenset()
    territories: frozenset[str] = frozenset()
    everything: bool = False

    @classmethod
    def of(cls, principal: Principal, granted: frozenset[UUID] = frozenset()) -> "Viewer":
        """``granted``: the organisations that granted a tool (its token does not say)."""
        match principal.role:
            case "operator" | "service":
                return cls(everything=True)
            case "company":
                return cls(organisations=principal.organisations)
            case "tool":
                return cls(organisations=granted)
            case "animator":
                return cls(territories=principal.territories)

    @classmethod
    def company(cls, *organisations: UUID) -> "Viewer":
        return cls(organisations=frozenset(organisations))

    @classmethod
    def animator(cls, *territories: str) -> "Viewer":
        return cls(territories=frozenset(territories))


PUBLIC = Viewer()
OPERATOR = Viewer(everything=True)


def mask_synergy(view: SynergyView, *, viewer: Viewer) -> SynergyView:
    """What ``viewer`` may see of ``view``; idempotent, pure.

    A side is whole for its own company (or its tool) and for the animator of its territory; both
    sides are, once disclosed, for whoever has one of them whole. The pair's own figures are exact
    only when every side is whole: the lesser side makes them.
    """
    own = [_is_own(side, viewer) for side in view.sides]
    whole = [mine or (view.disclosed and any(own)) for mine in own]
    sides = tuple(
        side if seen else _masked_side(side) for side, seen in zip(view.sides, whole, strict=True)
    )
    banded = msgspec.structs.replace(
        view,
        sides=sides,
        distance_band=_band_of(view),
        score_band=view.score_band if view.score is None else score_band(view.score),
    )
    return banded if sides and all(whole) else _masked_pair(banded)


def rounded(quantity: Quantity) -> Quantity:
    """One significant figure, half-even: ``("12345", "t")`` -> ``("10000", "t")``."""
    return Quantity(value=_one_figure(quantity.value), unit=quantity.unit)


@lru_cache(maxsize=10_000)
def distance_band(km: str | Decimal) -> str:
    """The band a distance (km, decimal) falls in, lower bound included."""
    distance = Decimal(km)
    return next((name for limit, name in _DISTANCE_BANDS if distance < limit), _FARTHEST)


def score_band(score: int) -> str:
    """``low``, ``fair``, ``good`` or ``excellent``, of a score 0..10,000."""
    return next(name for least, name in _SCORE_BANDS if score >= least)


def least_of_band(band: str | None) -> int:
    """The least score that a band holds; 0 where there is no band."""
    return next((least for least, name in _SCORE_BANDS if name == band), 0)


def view_of(synergy: Synergy | None, life: Life | None = None) -> SynergyView:
    """The whole view, unmasked, of a candidacy, a life, or both (the life's word goes first).

    Raises ValueError when both are None.
    """
    if life is not None:
        return _view_of_life(life, synergy)
    if synergy is None:
        raise ValueError("a view needs a candidacy or a life")
    return SynergyView(
        synergy_id=synergy.synergy_id,
        kind=synergy.kind,
        sides=(_view_of_side(synergy.offer), _view_of_side(synergy.need)),
        nature=synergy.nature,
        route=synergy.route,
        state="detected",
        found_by="engine",
        score=synergy.score,
        score_band=score_band(synergy.score),
        quantity=synergy.quantity,
        distance_km=synergy.distance_km,
        distance_band=distance_band(synergy.distance_km),
        criteria=synergy.criteria,
        tco2e=synergy.tco2e,
        eur=synergy.eur,
        versions=synergy.versions,
    )


def shared(view: SynergyView) -> SharedSynergy:
    """The shareable event of a synergy, masked for the public."""
    # What the event does not carry need not be masked first: half of the work.
    carried = msgspec.structs.replace(view, criteria=(), tco2e=None, eur=None, results=())
    seen = mask_synergy(carried, viewer=PUBLIC)
    offer = next((side for side in seen.sides if side.role == "offer"), None)
    need = next((side for side in seen.sides if side.role == "need"), None)
    return SharedSynergy(
        synergy_id=seen.synergy_id,
        kind=seen.kind,
        nature=seen.nature,
        territories=tuple(sorted({side.territory for side in seen.sides})),
        state=seen.state,
        family_offer=offer.family if offer else None,
        family_need=need.family if need else None,
        division_offer=offer.division if offer else None,
        division_need=need.division if need else None,
        quantity=seen.quantity,
        distance_band=seen.distance_band,
        score_band=seen.score_band,
    )


def shared_candidacy(synergy: Synergy) -> SharedSynergy:
    """As ``shared(view_of(synergy))`` (a test compares them), faster: for each pair that changes.

    Built from what may be shown, like every masked thing.
    """
    offer, need = synergy.offer, synergy.need
    return SharedSynergy(
        synergy_id=synergy.synergy_id,
        kind=synergy.kind,
        nature=synergy.nature,
        territories=tuple(sorted({offer.territory, need.territory})),
        state="detected",
        family_offer=offer.family,
        family_need=need.family,
        division_offer=offer.division,
        division_need=need.division,
        quantity=rounded(synergy.quantity),
        distance_band=distance_band(synergy.distance_km),
        score_band=score_band(synergy.score),
    )


def _is_own(side: SideView, viewer: Viewer) -> bool:
    return (
        viewer.everything
        or side.organisation_id in viewer.organisations
        or side.territory in viewer.territories
    )


def _masked_side(side: SideView) -> SideView:
    """Built from what may be shown, so that a field added tomorrow is hidden."""
    return SideView(
        role=side.role,
        territory=side.territory,
        family=side.family,
        division=side.division,
        quantity=None if side.quantity is None else rounded(side.quantity),
        standing=side.standing,
        masked=True,
    )


def _masked_pair(view: SynergyView) -> SynergyView:
    return SynergyView(
        synergy_id=view.synergy_id,
        kind=view.kind,
        sides=view.sides,
        nature=view.nature,
        route=view.route,
        state=view.state,
        state_since=view.state_since,
        found_by=view.found_by,
        pre_existing=view.pre_existing,
        disclosed=view.disclosed,
        at_risk=view.at_risk,
        masked=True,
        score_band=view.score_band,
        quantity=None if view.quantity is None else rounded(view.quantity),
        distance_band=view.distance_band,
        criteria=tuple(map(_masked_criterion, view.criteria)),
        tco2e=None if view.tco2e is None else _rounded_amount(view.tco2e),
        # A saving is the other's cost less one's own: even rounded, it tells a price.
        eur=None if view.eur is None else Amount(unit=view.eur.unit, missing=HIDDEN),
    )


def _masked_criterion(criterion: Criterion) -> Criterion:
    """Points are a function of the value: a private criterion loses both."""
    if not criterion.private:
        return criterion
    return Criterion(
        name=criterion.name,
        verdict=criterion.verdict,
        weight=criterion.weight,
        unit=criterion.unit,
        private=True,
    )


def _rounded_amount(amount: Amount) -> Amount:
    return Amount(
        unit=amount.unit,
        low=None if amount.low is None else _one_figure(amount.low),
        high=None if amount.high is None else _one_figure(amount.high),
        factor=amount.factor,
        missing=amount.missing,
        unsure=amount.unsure,
    )


@lru_cache(maxsize=10_000)
def _one_figure(value: str) -> str:
    try:
        number = Decimal(value)
        if number == 0:
            return "0"
        step = Decimal(1).scaleb(number.adjusted())
        return f"{number.quantize(step, rounding=ROUND_HALF_EVEN):f}"
    except InvalidOperation:
        return ""  # not a number: never let through what cannot be rounded


def _band_of(view: SynergyView) -> str | None:
    return view.distance_band if view.distance_km is None else distance_band(view.distance_km)


def _view_of_life(life: Life, synergy: Synergy | None) -> SynergyView:
    score = synergy.score if synergy else life.score
    distance = synergy.distance_km if synergy else life.distance_km
    return SynergyView(
        synergy_id=life.synergy_id,
        kind=life.kind,
        sides=tuple(map(_view_of_party, life.parties)),
        nature=life.nature or (synergy.nature if synergy else None),
        route=life.route or (synergy.route if synergy else None),
        state=life.state,
        state_since=life.state_since,
        found_by=life.found_by,
        pre_existing=life.pre_existing,
        disclosed=life.disclosed,
        at_risk=life.at_risk,
        score=score,
        score_band=None if score is None else score_band(score),
        quantity=synergy.quantity if synergy else life.potential,
        distance_km=distance,
        distance_band=None if distance is None else distance_band(distance),
        criteria=synergy.criteria if synergy else life.criteria,
        tco2e=synergy.tco2e if synergy else life.tco2e,
        eur=synergy.eur if synergy else life.eur,
        title=life.title,
        agreed=life.agreed,
        running_since=life.running_since,
        stopped_on=life.stopped_on,
        contract_until=life.contract_until,
        next_action=life.next_action,
        results=life.results,
        versions=synergy.versions if synergy else None,
    )


def _view_of_party(party: Party) -> SideView:
    return msgspec.structs.replace(
        _view_of_side(party.side),
        standing=party.standing,
        reason=party.reason,
        refused_value=party.refused_value,
        contract_until=party.contract_until,
        answered_at=party.answered_at,
    )


def _view_of_side(side: Side) -> SideView:
    return SideView(
        role=side.role,
        territory=side.territory,
        family=side.family,
        division=side.division,
        quantity=side.quantity,
        organisation_id=side.organisation_id,
        site_id=side.site_id,
        flow_id=side.flow_id,
    )
