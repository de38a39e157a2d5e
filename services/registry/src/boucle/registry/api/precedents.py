"""From the catalogue's outlets to what is answered: routes, conditions, reach, known cases."""

from collections.abc import Mapping, Sequence
from typing import Literal

from boucle.catalogue import (
    Activity,
    Case,
    Catalogue,
    Component,
    Family,
    Outlet,
    ReadingWarning,
    Route,
    Suggestion,
    Via,
    guessed,
)
from boucle.registry.api.schemas.outlets import (
    ActivityOut,
    CaseOut,
    ComponentOut,
    ConditionsOut,
    CostOut,
    FamilyNamed,
    MeaningOut,
    OutletOut,
    OutletsOut,
    QualityLimitOut,
    ReachOut,
    ReadingWarningOut,
    ReasonOut,
    RouteOut,
    SiteNear,
    SitesNear,
    TransformationOut,
)
from boucle.registry.outlets.nearby import Near

_CASES_SHOWN = 8
OutletSide = Literal["receiver", "donor"]
HARD_STOP = 3
"""Times the reach: farther, a pair is no synergy."""


def outlets_out(
    found: Sequence[Outlet],
    near: Mapping[str, Near] | None,
    radius_km: Mapping[str, int],
    catalogue: Catalogue,
    as_: OutletSide,
    read: Sequence[Suggestion] | None,
    activity: Activity | None,
    warnings: Sequence[ReadingWarning],
) -> OutletsOut:
    """``near``: None where no place was given; ``as_``: what the divisions would be; ``read``: what
    text and code were read as, None where a family was asked for."""
    items = []
    for outlet in found:
        division = catalogue.division(outlet.division)
        routes = [catalogue.route(via.route) for via in outlet.via]
        sites = None
        if near is not None:
            sites = _sites(near.get(division.code, Near(0, ())), radius_km[division.code])
        items.append(
            OutletOut(
                division=division.code,
                label_fr=division.label_fr,
                label_en=division.label_en,
                classes=list(outlet.classes),
                score=outlet.score,
                documented=outlet.documented,
                routes=[_route(via, catalogue) for via in outlet.via],
                cases=_cases(routes, division.code, as_, catalogue),
                sites=sites,
            )
        )
    meanings = [meaning_out(each, catalogue) for each in read or ()]
    return OutletsOut(
        items=items,
        activity=activity_out(activity),
        meanings=meanings,
        guess=read is not None and guessed(read),
        warnings=[warning_out(each) for each in warnings],
    )


def activity_out(activity: Activity | None) -> ActivityOut | None:
    if activity is None:
        return None
    why = activity.why
    return ActivityOut(
        code=activity.code,
        nomenclature=activity.nomenclature,
        nace=activity.nace,
        level=activity.used,
        reason=ReasonOut(fr=why[0], en=why[1]) if why else None,
    )


def meaning_out(each: Suggestion, catalogue: Catalogue) -> MeaningOut:
    family = catalogue.family(each.family)
    return MeaningOut(
        family=family.key,
        label_fr=family.label_fr,
        label_en=family.label_en,
        nature=family.nature,
        score=each.score,
        reasons=[ReasonOut(fr=reason.fr, en=reason.en) for reason in each.reasons],
    )


def component_out(each: Component, catalogue: Catalogue) -> ComponentOut:
    family = catalogue.family(each.family)
    return ComponentOut(
        family=family.key,
        label_fr=family.label_fr,
        label_en=family.label_en,
        words=each.words,
        share=None if each.share is None else str(each.share.normalize()),
    )


def warning_out(each: ReadingWarning) -> ReadingWarningOut:
    return ReadingWarningOut(
        field=each.field, value=each.value, message=ReasonOut(fr=each.fr, en=each.en)
    )


def _route(via: Via, catalogue: Catalogue) -> RouteOut:
    route = catalogue.route(via.route)
    offered = catalogue.family(route.output_family)
    transformation = None
    if route.transformation is not None:
        done = catalogue.transformation(route.transformation)
        transformation = TransformationOut(
            transformation=done.key, label_fr=done.label_fr, label_en=done.label_en
        )
    return RouteOut(
        route=route.key,
        offered=_named(offered),
        needed=_named(catalogue.family(route.input_family)),
        transformation=transformation,
        needed_per_offered=_number(route.yield_),
        conditions=_conditions(route, catalogue),
        reach=ReachOut(
            km=offered.reach_km,
            hard_stop_km=HARD_STOP * offered.reach_km,
            network=offered.network,
            reason=offered.reach_reason,
        ),
        cost=CostOut(
            low=_number(route.cost_low),
            high=_number(route.cost_high),
            unit=f"EUR/{offered.unit}",
        ),
        practice=route.practice,
        rank=via.rank,
        reason=ReasonOut(fr=via.why[0], en=via.why[1]) if via.why[0] else None,
        why=route.why,
        source=route.source,
        emissions_unknown=_missing(route, catalogue),
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
                low=None if limit.low is None else _number(limit.low),
                high=None if limit.high is None else _number(limit.high),
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


def _cases(
    routes: Sequence[Route], division: str, as_: OutletSide, catalogue: Catalogue
) -> list[CaseOut]:
    """Those of this division only: what another one did with it is no reason for this one."""
    known = [case for route in routes for case in catalogue.cases_of(route.key)]
    return [
        CaseOut(
            route=case.route,
            place=case.place,
            donor=case.donor[:2],
            receiver=case.receiver[:2],
            label_fr=case.label_fr,
            label_en=case.label_en,
            source=case.source,
        )
        for case in known
        if _party(case, as_) == division
    ][:_CASES_SHOWN]


def _party(case: Case, as_: OutletSide) -> str:
    return (case.receiver if as_ == "receiver" else case.donor)[:2]


def _sites(near: Near, within_km: int) -> SitesNear:
    known = [
        SiteNear(
            site_id=site.id, name=site.name, naf=site.naf, distance_km=_number(round(site.km, 1))
        )
        for site in near.named
    ]
    return SitesNear(within_km=within_km, count=near.count, known=known)


def _named(family: Family) -> FamilyNamed:
    return FamilyNamed(family=family.key, label_fr=family.label_fr, label_en=family.label_en)


def _number(value: float) -> str:
    return f"{value:.12g}"
