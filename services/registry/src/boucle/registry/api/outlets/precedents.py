"""From the catalogue's outlets to what is answered: routes, conditions, reach, known cases."""

from collections.abc import Mapping, Sequence
from typing import Literal

from boucle.catalogue import (
    Activity,
    Case,
    Catalogue,
    Component,
    Outlet,
    ReadingWarning,
    Route,
    Suggestion,
    Via,
    guessed,
)
from boucle.registry.api.route_facts import number_out, route_facts
from boucle.registry.api.schemas.outlets.outlets import (
    ActivityOut,
    CaseOut,
    ComponentOut,
    MeaningOut,
    OutletOut,
    OutletsOut,
    ReadingWarningOut,
    ReasonOut,
    RouteOut,
    SiteNear,
    SitesNear,
)
from boucle.registry.outlets.nearby import Near

_CASES_SHOWN = 8
OutletSide = Literal["receiver", "donor"]


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
    return RouteOut(
        route=route.key,
        rank=via.rank,
        reason=ReasonOut(fr=via.why[0], en=via.why[1]) if via.why[0] else None,
        **route_facts(route, catalogue),
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
            site_id=site.id, name=site.name, naf=site.naf, distance_km=number_out(round(site.km, 1))
        )
        for site in near.named
    ]
    return SitesNear(within_km=within_km, count=near.count, known=known)
