"""Show a pair, from coarse copies, to readers who may not know a side of it. Pure."""

from collections.abc import Collection

from msgspec.structs import replace

from boucle.contract.events.matching import Preview, Role, SidePreview
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Quantity
from boucle.contract.rounding import distance_band, score_band
from boucle.contract.views import SideView, SynergyView
from boucle.matching.candidates.coarse import (
    MOST_BEHIND,
    coarse,
    months_that_may_be,
    nearby,
)
from boucle.matching.candidates.gains import gain_shown, without_place
from boucle.matching.candidates.synergy import (
    PairInputs,
    of_best_families,
    of_families,
    quantity_moved,
    quantity_of,
    side_of,
    synergy_of,
)
from boucle.matching.candidates.views import view_of_figures
from boucle.matching.crowds.steps import NARROWEST, Crowd, Widening
from boucle.matching.scoring import FlowInputs, Rules, explain
from boucle.matching.scoring.assess import pairing_of
from boucle.matching.scoring.pairing import chord_km, common_months, open_months
from boucle.platform.ids import uuid_of


def hidden_roles(masked: SynergyView) -> frozenset[Role]:
    return frozenset(side.role for side in masked.sides if side.masked)


def coarse_inputs(
    inputs: PairInputs, hidden: Collection[Role], step: Widening = NARROWEST
) -> PairInputs:
    """Replace the hidden sides by copies, of which third parties' deals leave everything."""
    offer, need = inputs.offer, inputs.need
    if "offer" in hidden:
        offer = coarse(offer, step)
    if "need" in hidden:
        need = coarse(need, step)
    if step.level is None:
        offer, need = (
            (nearby(offer, need), need) if "offer" in hidden else (offer, nearby(need, offer))
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
    coarse_pair = of_best_families(coarse_inputs(inputs, ("offer", "need")), rules)
    return of_families(inputs, (coarse_pair.offer.family, coarse_pair.need.family)) or inputs


def coarse_view(
    whole: SynergyView, inputs: PairInputs, hidden: Collection[Role], rules: Rules
) -> SynergyView:
    """Compute all figures of the view from copies of the hidden sides. A criterion that fails for a
    copy only is shown as unknown: the flow itself passes."""
    several = bool(inputs.offer.others or inputs.need.others)
    coarse_pair = coarse_inputs(of_coarse_families(inputs, rules), hidden)
    if several:
        whole = _of_pair(whole, coarse_pair, rules)
    sides = tuple(_side(side, coarse_pair, hidden, rules) for side in whole.sides)
    synergy = synergy_of(coarse_pair, rules)
    most = _in_most_months(coarse_pair, hidden, rules)
    moved = quantity_of(quantity_moved(most, rules), most.offer.family, rules)
    if synergy is not None:
        shown = replace(synergy, quantity=moved, tco2e=_tco2e(most, rules))
        return replace(view_of_figures(whole, shown), sides=sides, versions=None)
    km = f"{chord_km(coarse_pair.offer, coarse_pair.need):.1f}"
    return replace(
        whole,
        sides=sides,
        score=None,
        score_band=None,
        quantity=moved,
        distance_km=km,
        distance_band=distance_band(km),
        criteria=criteria_of(coarse_pair, rules),
        tco2e=None,
        eur=None,
        versions=None,
    )


def _in_most_months(coarse_pair: PairInputs, hidden: Collection[Role], rules: Rules) -> PairInputs:
    """Give the copies those of their months in which the most may move."""
    coarse_pair = of_best_families(coarse_pair, rules)
    offer, need = coarse_pair.offer, coarse_pair.need
    if "offer" in hidden:
        offer = replace(offer, months=months_that_may_be(offer.months, open_months(need))[1])
    if "need" in hidden:
        need = replace(need, months=months_that_may_be(need.months, open_months(offer))[1])
    return replace(coarse_pair, offer=offer, need=need)


def _of_pair(whole: SynergyView, coarse_pair: PairInputs, rules: Rules) -> SynergyView:
    """Set the view's route and families to those of this pair."""
    rule = rules.between.get((coarse_pair.offer.family, coarse_pair.need.family))
    rows = {"offer": coarse_pair.offer, "need": coarse_pair.need}
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
    nature = rules.family(coarse_pair.offer.family).nature
    return replace(whole, sides=sides, nature=nature, route=rule.key if rule else None)


def criteria_of(coarse_pair: PairInputs, rules: Rules) -> tuple[Criterion, ...]:
    """Return the reasons of a pair of which a side is a copy."""
    return tuple(
        replace(one, verdict="unknown", points=0) if one.verdict == "fail" else one
        for one in explain(
            coarse_pair.offer, coarse_pair.need, rules, coarse_pair.settings, coarse_pair.free
        )
    )


def preview(inputs: PairInputs, to: Role, crowd: Crowd | None, rules: Rules) -> Preview:
    """Return what the side ``to`` is shown of the other, and of the pair. ``crowd``: what may be
    shown of the other side; None: nothing, not even what it gives."""
    hidden: Role = "need" if to == "offer" else "offer"
    reader = inputs.offer if to == "offer" else inputs.need
    if crowd is None:
        return Preview(organisation_id=uuid_of(reader.organisation), others=(SidePreview(hidden),))
    coarse_pair = coarse_inputs(inputs, (hidden,), crowd.step)
    other = side_of(coarse_pair.offer if hidden == "offer" else coarse_pair.need, hidden, rules)
    synergy, most = synergy_of(coarse_pair, rules), _in_most_months(coarse_pair, (hidden,), rules)
    placed = crowd.step.level is not None
    return Preview(
        organisation_id=uuid_of(reader.organisation),
        others=(SidePreview(hidden, other.family, other.division, other.quantity),),
        crowd=crowd.companies,
        quantity=quantity_of(quantity_moved(most, rules), most.offer.family, rules),
        distance_band=distance_band(f"{chord_km(coarse_pair.offer, coarse_pair.need):.1f}")
        if placed
        else None,
        score_band=None if synergy is None else score_band(synergy.score),
        criteria=visible_criteria(criteria_of(coarse_pair, rules), placed=placed),
        tco2e=_tco2e(most, rules) if placed else without_place("tCO2e"),
        eur=gain_shown(coarse_pair, to, rules, placed=placed),
        most=_most_of_months(most, hidden, rules),
    )


def _most_of_months(most: PairInputs, hidden: Role, rules: Rules) -> Quantity | None:
    """Return the most that could move, whatever stands behind the copy's quantity; None where
    months do not matter."""
    pair = pairing_of(most.offer, most.need, rules, most.settings, most.free)
    if pair is None or common_months(pair.rule, pair.offer, pair.need) is None:
        return None
    behind = {f"{hidden}_free": round(getattr(pair, f"{hidden}_free") * MOST_BEHIND)}
    return quantity_of(round(replace(pair, **behind).moved), most.offer.family, rules)


def share_of_need(inputs: PairInputs, rules: Rules) -> float:
    """Return the part of the need that the pair could bring, by copies of both; 0 without a
    route."""
    coarse_pair = coarse_inputs(inputs, ("offer", "need"))
    pair = pairing_of(
        coarse_pair.offer, coarse_pair.need, rules, coarse_pair.settings, coarse_pair.free
    )
    if pair is None or pair.need_free <= 0:
        return 0.0
    return min(1.0, pair.served_in_time / pair.need_free)


def is_weak(inputs: PairInputs, rules: Rules) -> bool:
    """Tell whether it is below the least share of the need's territory: listed, but nobody is
    written to."""
    return share_of_need(inputs, rules) < inputs.settings[1].least_share


def coarse_score(inputs: PairInputs, rules: Rules) -> int | None:
    """Return the score by copies of both; None if it excludes them."""
    synergy = synergy_of(coarse_inputs(inputs, ("offer", "need")), rules)
    return None if synergy is None else synergy.score


def visible_criteria(criteria: Collection[Criterion], *, placed: bool) -> tuple[Criterion, ...]:
    """Hide the distance if the place is hidden."""
    if placed:
        return tuple(criteria)
    return tuple(
        Criterion(name=one.name, verdict="unknown", weight=one.weight, unit=one.unit)
        if one.name == "distance"
        else one
        for one in criteria
    )


def _tco2e(inputs: PairInputs, rules: Rules) -> Amount | None:
    synergy = synergy_of(inputs, rules)
    return None if synergy is None else synergy.tco2e


def _side(
    side: SideView, coarse_pair: PairInputs, hidden: Collection[Role], rules: Rules
) -> SideView:
    if side.role not in hidden:
        return side
    row: FlowInputs = coarse_pair.offer if side.role == "offer" else coarse_pair.need
    return replace(side, quantity=quantity_of(row.quantity, row.family, rules))
