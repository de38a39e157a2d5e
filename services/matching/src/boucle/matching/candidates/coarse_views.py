"""Show a pair, from coarse copies, to readers who may not know a side of it. Pure."""

from collections.abc import Collection

from msgspec.structs import replace

from boucle.contract.events.matching import Preview, Role, SidePreview
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.rounding import distance_band, score_band
from boucle.contract.views import SideView, SynergyView
from boucle.matching.candidates.coarse import anywhere, coarse
from boucle.matching.candidates.synergy import (
    PairInputs,
    Synergy,
    of_best_families,
    of_families,
    quantity_moved,
    quantity_of,
    side_of,
    synergy_of,
)
from boucle.matching.candidates.views import view_of_figures
from boucle.matching.crowds.steps import STEPS, Crowd, Widening
from boucle.matching.scoring import FlowInputs, Rules, explain
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.figures import eur_a_year
from boucle.matching.scoring.pairing import apart_km
from boucle.platform.ids import uuid_of

_NO_PLACE = "the place is not shown"


def hidden_roles(masked: SynergyView) -> frozenset[Role]:
    return frozenset(side.role for side in masked.sides if side.masked)


def coarse_inputs(
    inputs: PairInputs, hidden: Collection[Role], step: Widening = STEPS[0]
) -> PairInputs:
    """Replace the hidden sides by copies, of which third parties' deals leave everything."""
    offer, need = inputs.offer, inputs.need
    if "offer" in hidden:
        offer = coarse(offer, step)
    if "need" in hidden:
        need = coarse(need, step)
    if step.level is None:
        offer, need = (
            (anywhere(offer, need), need) if "offer" in hidden else (offer, anywhere(need, offer))
        )
    free = (
        offer.quantity if "offer" in hidden else inputs.free[0],
        need.quantity if "need" in hidden else inputs.free[1],
    )
    return replace(inputs, offer=offer, need=need, free=free)


def of_coarse_families(inputs: PairInputs, rules: Rules) -> PairInputs:
    """Choose the two families that are best by copies of both sides: the chosen family must not
    tell more of the other side than a copy does."""
    if not inputs.offer.others and not inputs.need.others:
        return inputs
    seen = of_best_families(coarse_inputs(inputs, ("offer", "need")), rules)
    return of_families(inputs, (seen.offer.family, seen.need.family)) or inputs


def coarse_view(
    whole: SynergyView, inputs: PairInputs, hidden: Collection[Role], rules: Rules
) -> SynergyView:
    """Compute all figures of the view from copies of the hidden sides. A criterion that fails for a
    copy only is shown as unknown: the flow itself passes."""
    several = bool(inputs.offer.others or inputs.need.others)
    seen = coarse_inputs(of_coarse_families(inputs, rules), hidden)
    if several:
        whole = _of_pair(whole, seen, rules)
    sides = tuple(_side(side, seen, hidden, rules) for side in whole.sides)
    synergy = synergy_of(seen, rules)
    if synergy is not None:
        return replace(view_of_figures(whole, synergy), sides=sides, versions=None)
    km = f"{apart_km(seen.offer, seen.need):.1f}"
    return replace(
        whole,
        sides=sides,
        score=None,
        score_band=None,
        quantity=quantity_of(quantity_moved(seen, rules), seen.offer.family, rules),
        distance_km=km,
        distance_band=distance_band(km),
        criteria=criteria_of(seen, rules),
        tco2e=None,
        eur=None,
        versions=None,
    )


def _of_pair(whole: SynergyView, seen: PairInputs, rules: Rules) -> SynergyView:
    """Set the view's route and families to those of this pair."""
    rule = rules.between.get((seen.offer.family, seen.need.family))
    rows = {"offer": seen.offer, "need": seen.need}
    sides = tuple(
        replace(
            side,
            family=rules.family(rows[side.role].family).key,
            quantity=quantity_of(rows[side.role].quantity, rows[side.role].family, rules),
        )
        if side.role in rows
        else side
        for side in whole.sides
    )
    nature = rules.family(seen.offer.family).nature
    return replace(whole, sides=sides, nature=nature, route=rule.key if rule else None)


def criteria_of(seen: PairInputs, rules: Rules) -> tuple[Criterion, ...]:
    """Return the reasons of a pair of which a side is a copy."""
    return tuple(
        replace(one, verdict="unknown", points=0) if one.verdict == "fail" else one
        for one in explain(seen.offer, seen.need, rules, seen.settings, seen.free)
    )


def preview(inputs: PairInputs, to: Role, crowd: Crowd | None, rules: Rules) -> Preview:
    """Return what the side ``to`` is shown of the other, and of the pair. ``crowd``: what may be
    shown of the other side; None: nothing, not even what it gives."""
    hidden: Role = "need" if to == "offer" else "offer"
    reader = inputs.offer if to == "offer" else inputs.need
    if crowd is None:
        return Preview(organisation_id=uuid_of(reader.organisation), others=(SidePreview(hidden),))
    seen = coarse_inputs(inputs, (hidden,), crowd.step)
    other = side_of(seen.offer if hidden == "offer" else seen.need, hidden, rules)
    synergy = synergy_of(seen, rules)
    placed = crowd.step.level is not None
    return Preview(
        organisation_id=uuid_of(reader.organisation),
        others=(SidePreview(hidden, other.family, other.division, other.quantity),),
        crowd=crowd.companies,
        quantity=quantity_of(quantity_moved(seen, rules), seen.offer.family, rules),
        distance_band=distance_band(f"{apart_km(seen.offer, seen.need):.1f}") if placed else None,
        score_band=None if synergy is None else score_band(synergy.score),
        criteria=shown_criteria(criteria_of(seen, rules), placed=placed),
        tco2e=_tco2e(synergy) if placed else without_place("tCO2e"),
        eur=gain(seen, to, rules) if placed else without_place("EUR"),
    )


def share_of_need(inputs: PairInputs, rules: Rules) -> float:
    """Return the part of the need that the pair could bring, by copies of both; 0 without a
    route."""
    seen = coarse_inputs(inputs, ("offer", "need"))
    pair = pairing_of(seen.offer, seen.need, rules, seen.settings, seen.free)
    if pair is None or pair.need_free <= 0:
        return 0.0
    return min(1.0, pair.served / pair.need_free)


def is_weak(inputs: PairInputs, rules: Rules) -> bool:
    """Tell whether it is below the least share of the need's territory: listed, but nobody is
    written to."""
    return share_of_need(inputs, rules) < inputs.settings[1].least_share


def coarse_score(inputs: PairInputs, rules: Rules) -> int | None:
    """Return the score by copies of both; None if it excludes them."""
    synergy = synergy_of(coarse_inputs(inputs, ("offer", "need")), rules)
    return None if synergy is None else synergy.score


def shown_criteria(criteria: Collection[Criterion], *, placed: bool) -> tuple[Criterion, ...]:
    """Hide the distance if the place is hidden."""
    if placed:
        return tuple(criteria)
    return tuple(
        Criterion(name=one.name, verdict="unknown", weight=one.weight, unit=one.unit)
        if one.name == "distance"
        else one
        for one in criteria
    )


def gain(seen: PairInputs, to: Role, rules: Rules) -> Amount:
    """Return EUR a year for both together, as the side ``to`` can know them: what it pays today,
    less freight and preparation. What the other pays is left out."""
    if to == "offer":
        seen = replace(seen, need=replace(seen.need, eur=0.0))
    else:
        seen = replace(seen, offer=replace(seen.offer, eur=0.0))
    pair = pairing_of(seen.offer, seen.need, rules, seen.settings, seen.free)
    return Amount(unit="EUR", missing="route") if pair is None else eur_a_year(pair)


def without_place(unit: str) -> Amount:
    """Return what replaces an amount that depends on a hidden distance."""
    return Amount(unit=unit, missing=_NO_PLACE)


def _tco2e(synergy: Synergy | None) -> Amount | None:
    return None if synergy is None else synergy.tco2e


def _side(side: SideView, seen: PairInputs, hidden: Collection[Role], rules: Rules) -> SideView:
    if side.role not in hidden:
        return side
    row: FlowInputs = seen.offer if side.role == "offer" else seen.need
    return replace(side, quantity=quantity_of(row.quantity, row.family, rules))
