"""The view of a pair for those who may not know a side of it: from a coarse copy. Pure."""

from collections.abc import Collection

from msgspec.structs import replace

from boucle.common.events.matching import Criterion, Role
from boucle.common.rounding import distance_band
from boucle.common.views import SideView, SynergyView
from boucle.matching.candidates.coarse import coarse
from boucle.matching.candidates.synergy import PairInputs, quantity_moved, quantity_of, synergy_of
from boucle.matching.candidates.views import view_of_figures
from boucle.matching.scoring import FlowRow, Rules, explain
from boucle.matching.scoring.pairing import apart_km


def hidden_roles(masked: SynergyView) -> frozenset[Role]:
    """The sides that a mask took away."""
    return frozenset(side.role for side in masked.sides if side.masked)


def coarse_inputs(inputs: PairInputs, hidden: Collection[Role]) -> PairInputs:
    """The same with copies of the hidden sides, of which third parties' deals leave everything."""
    offer = coarse(inputs.offer) if "offer" in hidden else inputs.offer
    need = coarse(inputs.need) if "need" in hidden else inputs.need
    free = (
        offer.quantity if "offer" in hidden else inputs.free[0],
        need.quantity if "need" in hidden else inputs.free[1],
    )
    return replace(inputs, offer=offer, need=need, free=free)


def coarse_view(
    whole: SynergyView, inputs: PairInputs, hidden: Collection[Role], rules: Rules
) -> SynergyView:
    """All figures of the view as they follow from copies of the hidden sides. What fails of a copy
    does not of the flow, else there were no pair: it is shown as unknown."""
    seen = coarse_inputs(inputs, hidden)
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


def criteria_of(seen: PairInputs, rules: Rules) -> tuple[Criterion, ...]:
    """The reasons of a pair of which a side is a copy."""
    return tuple(
        replace(one, verdict="unknown", points=0) if one.verdict == "fail" else one
        for one in explain(seen.offer, seen.need, rules, seen.settings, seen.free)
    )


def _side(side: SideView, seen: PairInputs, hidden: Collection[Role], rules: Rules) -> SideView:
    if side.role not in hidden:
        return side
    row: FlowRow = seen.offer if side.role == "offer" else seen.need
    return replace(side, quantity=quantity_of(row.quantity, row.family, rules))
