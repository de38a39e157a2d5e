"""Whose activity could give or take a family, wherever the catalogue says so."""

import pytest

from boucle.catalogue import (
    UnknownKeyError,
    could_give,
    could_take,
    crowd_classes,
    falls_under,
    load_catalogue,
)

CATALOGUE = load_catalogue()


def test_who_could_give_is_named_by_routes_typical_flows_takers_and_cases() -> None:
    givers = could_give(CATALOGUE, "heat_steam")
    assert {"20", "19.20", "38.21"} <= givers  # a route's donor, typical flows, usual takers' donor
    for route in CATALOGUE.routes_from("heat_steam"):
        assert {case.donor for case in CATALOGUE.cases_of(route.key)} <= givers


def test_who_could_take_is_named_by_routes_typical_flows_and_cases() -> None:
    for family in CATALOGUE.families:
        takers = could_take(CATALOGUE, family.key)
        assert all(set(route.receiver_codes) <= takers for route in CATALOGUE.routes_to(family.key))
        needs = {
            flow.nace
            for flow in CATALOGUE.typical_flows
            if (flow.family, flow.direction) == (family.key, "input")
        }
        assert needs <= takers


def test_a_class_falls_under_its_own_code_or_its_division() -> None:
    assert falls_under("16.10", {"16.10"})
    assert falls_under("16.10", {"16"})
    assert falls_under("16.10A", {"16.10"})
    assert not falls_under("16.10", {"16.21", "17"})


def test_every_class_of_a_crowd_could_give_or_take_something() -> None:
    classes = crowd_classes(CATALOGUE)
    assert {"16.10", "16.21", "38.11", "35.30"} <= classes
    assert classes < CATALOGUE.naf_letters.keys()
    for family in CATALOGUE.families:
        for codes in (could_give(CATALOGUE, family.key), could_take(CATALOGUE, family.key)):
            assert {code for code in codes if len(code) == 5} <= classes


def test_a_family_that_is_not_known_is_named() -> None:
    with pytest.raises(UnknownKeyError, match="hay"):
        could_give(CATALOGUE, "hay")
