"""List the activities that could give or take a family, to size the crowd that hides one company.
Pure. Every code that the catalogue names counts, a class (`16.10`) or a division (`16`): donors and
receivers of routes, typical flows, both sides of known exchanges."""

from collections.abc import Set
from functools import cache

from boucle.catalogue.facts.catalogue import Catalogue


@cache
def could_give(catalogue: Catalogue, family: str) -> frozenset[str]:
    """Return classes and divisions that could give the family. Raises UnknownKeyError."""
    routes = catalogue.routes_from(family)
    return frozenset(
        [
            *(code for route in routes for code in route.donors),
            *(case.donor for route in routes for case in catalogue.cases_of(route.key)),
            *_typical(catalogue, family, "output"),
            *(donor for route in routes for line in route.receivers for donor in line.donors),
        ]
    )


@cache
def could_take(catalogue: Catalogue, family: str) -> frozenset[str]:
    """Return classes and divisions that could need the family. Raises UnknownKeyError."""
    routes = catalogue.routes_to(family)
    return frozenset(
        [
            *(code for route in routes for code in route.receiver_codes),
            *(case.receiver for route in routes for case in catalogue.cases_of(route.key)),
            *_typical(catalogue, family, "input"),
        ]
    )


def falls_under(nace: str, codes: Set[str]) -> bool:
    """Tell whether a NACE class (or NAF code, `16.10A`) or its division is among the codes."""
    return nace[:5] in codes or nace[:2] in codes


@cache
def crowd_classes(catalogue: Catalogue) -> frozenset[str]:
    codes = {
        code
        for family in catalogue.families
        for named in (could_give, could_take)
        for code in named(catalogue, family.key)
    }
    return frozenset(nace for nace in catalogue.naf_letters if falls_under(nace, codes))


def _typical(catalogue: Catalogue, family: str, direction: str) -> list[str]:
    return [
        flow.nace
        for flow in catalogue.typical_flows
        if flow.family == family and flow.direction == direction
    ]
