"""What the catalogue knows of a route, as it is answered wherever routes are shown."""

from typing import Any, Final

from boucle.catalogue import Catalogue, Family, Route
from boucle.registry.api.schemas.outlets.outlets import (
    ConditionsOut,
    CostOut,
    FamilyNamed,
    QualityLimitOut,
    ReachOut,
    ReasonOut,
    TransformationOut,
)

HARD_STOP: Final = 3
"""Times the reach: farther, a pair is no synergy."""


def route_facts(route: Route, catalogue: Catalogue) -> dict[str, Any]:
    """By the names of the fields that ``RouteOut`` and ``KnownRoute`` share."""
    offered = catalogue.family(route.output_family)
    return {
        "offered": _named(offered),
        "needed": _named(catalogue.family(route.input_family)),
        "transformation": _transformation(route, catalogue),
        "needed_per_offered": number_out(route.yield_),
        "conditions": _conditions(route, catalogue),
        "reach": ReachOut(
            km=offered.reach_km,
            hard_stop_km=HARD_STOP * offered.reach_km,
            network=offered.network,
            reason=offered.reach_reason,
        ),
        "cost": CostOut(
            low=number_out(route.cost_low),
            high=number_out(route.cost_high),
            unit=f"EUR/{offered.unit}",
        ),
        "practice": route.practice,
        "why": route.why,
        "source": route.source,
        "emissions_unknown": _missing(route, catalogue),
    }


def _transformation(route: Route, catalogue: Catalogue) -> TransformationOut | None:
    if route.transformation is None:
        return None
    done = catalogue.transformation(route.transformation)
    return TransformationOut(
        transformation=done.key, label_fr=done.label_fr, label_en=done.label_en
    )


def _missing(route: Route, catalogue: Catalogue) -> ReasonOut | None:
    if route.no_factor is None:
        return None
    fr, en = catalogue.missing_factors[route.no_factor]
    return ReasonOut(fr=fr, en=en)


def _conditions(route: Route, catalogue: Catalogue) -> ConditionsOut:
    qualities = []
    for limit in route.limits:
        attribute = catalogue.attribute(limit.attribute)
        qualities.append(
            QualityLimitOut(
                attribute=attribute.key,
                label_fr=attribute.label_fr,
                label_en=attribute.label_en,
                low=None if limit.low is None else number_out(limit.low),
                high=None if limit.high is None else number_out(limit.high),
                unit=attribute.unit,
            )
        )
    return ConditionsOut(
        qualities=qualities,
        forms=list(route.forms or catalogue.family(route.output_family).forms),
        legal_statuses=list(route.statuses),
        operations=list(route.operations),
        hazardous=route.hazardous,
    )


def _named(family: Family) -> FamilyNamed:
    return FamilyNamed(family=family.key, label_fr=family.label_fr, label_en=family.label_en)


def number_out(value: float) -> str:
    return f"{value:.12g}"
