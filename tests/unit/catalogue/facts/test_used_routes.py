"""The routes that answers use most, over all training exchanges and known cases, are documented."""

from collections import Counter
from functools import cache
from typing import Final

from boucle.catalogue import Route, load_catalogue, outlets
from tests.unit.catalogue.test_outlets import SETS

CATALOGUE = load_catalogue()
MOST_USED: Final = 200


@cache
def most_used() -> tuple[Route, ...]:
    """Of the first five answers to each exchange, the route that brings most to each."""
    used = Counter(case.route for case in CATALOGUE.cases)
    for case in (case for cases in SETS.values() for case in cases):
        found = outlets(
            CATALOGUE, text=case["text"], low=case["low"] or None, from_naf=case["donor"], limit=5
        )
        used.update(outlet.via[0].route for outlet in found)
    return tuple(CATALOGUE.route(key) for key, _ in used.most_common(MOST_USED))


def test_they_say_where_a_reader_can_check_them() -> None:
    assert [route.key for route in most_used() if not route.source] == []


def test_they_count_the_co2_that_they_avoid_or_say_what_is_missing() -> None:
    untold = [
        route.key
        for route in most_used()
        if route.no_factor is None and (route.avoided_factor is None or not _treated(route))
    ]
    assert untold == []


def _treated(route: Route) -> bool:
    """Whether it is known what making the input from the offer emits."""
    done = route.transformation
    return (
        route.treatment_factor is not None
        or done is None
        or not CATALOGUE.transformation(done).emits
    )


def test_everybody_who_takes_it_says_why() -> None:
    silent = {
        (route.key, code)
        for route in CATALOGUE.routes
        for line in route.receivers
        if not (line.why_fr and line.why_en)
        for code in line.codes
    }
    assert silent == set()
