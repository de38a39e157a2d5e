"""Make the view of a pair in lists, with its life if it has one. Pure."""

from msgspec.structs import replace

from boucle.contract.events.matching import Life
from boucle.contract.rounding import distance_band, score_band
from boucle.contract.views import SynergyView, view_of, view_of_side
from boucle.matching.candidates.synergy import Synergy


def view_of_candidate(synergy: Synergy, life: Life | None = None) -> SynergyView:
    """Return the whole, unmasked view. Sides and texts come from the life, figures are current."""
    if life is None:
        view = SynergyView(
            synergy_id=synergy.synergy_id,
            kind=synergy.kind,
            sides=(view_of_side(synergy.offer), view_of_side(synergy.need)),
            state="detected",
            found_by="engine",
        )
    else:
        view = view_of(life)
    return view_of_figures(view, synergy)


def view_of_figures(view: SynergyView, synergy: Synergy) -> SynergyView:
    """Return the view with the computed figures of its pair."""
    return replace(
        view,
        nature=view.nature or synergy.nature,
        route=view.route or synergy.route,
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
