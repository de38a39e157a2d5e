"""What a declared network adds to the reach of what travels by pipe or wire."""

from __future__ import annotations

from math import asin, degrees

import pytest
from msgspec.structs import replace

from boucle.matching.engine import Engine, FlowChange
from boucle.matching.scoring import DEFAULT_SETTINGS
from boucle.matching.scoring.criteria.criterion import number
from boucle.matching.scoring.criteria.logistics import distance
from boucle.matching.scoring.inputs import Network
from boucle.matching.scoring.pairing import Pairing, chord_km
from boucle.matching.scoring.rules import EARTH_KM
from tests.reference import recompute
from tests.unit.matching.worlds import one_of_each, rules, unit_vector

HEAT = next(r for r in rules().routes if r.key == "heat_hot_water>heat_network")


def _piped(
    km: float, offered: tuple[Network, ...], needed: tuple[Network, ...], slack_km: float = 0.0
) -> Pairing:
    """Heat, so far apart to a millimetre or two."""
    known = {(row.family, row.output): row for row in one_of_each()}
    north = degrees(2 * asin(km / (2 * EARTH_KM)))
    offer, need = known[HEAT.output, True], known[HEAT.input, False]
    offer = replace(offer, **_place(49.0), networks=offered, slack_km=slack_km)
    need = replace(need, **_place(49.0 + north), networks=needed, slack_km=slack_km)
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    free = (offer.quantity, need.quantity)
    return Pairing(rules(), HEAT, offer, need, *both, *free, chord_km(offer, need))


def _place(latitude: float) -> dict[str, float]:
    return dict(zip("xyz", unit_vector(latitude, 0.0), strict=True))


@pytest.mark.parametrize(
    ("offered", "needed", "km"),
    [
        ((), (), 0.0),
        ((("caen", 25.0),), (), 0.0),
        ((("caen", 25.0),), (("rouen", 25.0),), 0.0),
        ((("caen", 25.0),), (("caen", 12.5),), 12.5),
        ((("caen", 0.1),), (("caen", 100.0),), 0.1),
        ((("caen", 25.0), ("rouen", 8.0)), (("caen", 5.0), ("rouen", 30.0)), 8.0),
        ((("caen", 90.0), ("rouen", 8.0)), (("rouen", 9.0), ("vire", 90.0)), 8.0),
    ],
)
def test_a_shared_network_counts_the_shorter_length_and_of_several_the_longest(
    offered: tuple[Network, ...], needed: tuple[Network, ...], km: float
) -> None:
    for pair in (_piped(1.0, offered, needed), _piped(1.0, needed, offered)):
        assert (pair.network_km, pair.joined) == (km, km > 0.0)
        assert pair.reach_km == HEAT.reach_km + km


def test_what_travels_by_road_gains_nothing_from_a_network() -> None:
    pair = _piped(1.0, (("caen", 25.0),), (("caen", 25.0),))
    road = next(r for r in rules().routes if not r.network)
    driven = replace(pair, rule=road)
    assert pair.joined
    assert (driven.joined, driven.reach_km) == (False, road.reach_km)


def test_the_length_adds_to_the_reach_once_and_the_hard_stop_is_three_times_the_sum() -> None:
    shorter, longer = (("caen", 12.5),), (("caen", 80.0),)
    reach = HEAT.reach_km + 12.5
    at_reach = distance(_piped(reach - 1e-4, shorter, longer), 1)
    assert (at_reach.verdict, at_reach.points) == ("pass", 8000)
    assert distance(_piped(reach + 1e-4, shorter, longer), 1).verdict == "partial"
    last = distance(_piped(3 * reach - 1e-4, shorter, longer), 1)
    assert (last.verdict, last.limit) == ("partial", number(3 * reach))
    assert distance(_piped(3 * reach + 1e-4, shorter, longer), 1).verdict == "fail"


def test_the_joined_hard_stop_is_for_the_least_that_the_distance_may_be() -> None:
    shorter, longer = (("caen", 12.5),), (("caen", 80.0),)
    stop = 3 * (HEAT.reach_km + 12.5)
    assert distance(_piped(stop + 6.0 - 1e-4, shorter, longer, 3.0), 1).verdict == "partial"
    assert distance(_piped(stop + 6.0 + 1e-4, shorter, longer, 3.0), 1).verdict == "fail"
    assert distance(_piped(stop, shorter, (("rouen", 80.0),), 3.0), 1).verdict == "fail"


def test_a_revised_length_scores_the_pair_again() -> None:
    """Far enough for the length to count, and beyond the hard stop without it."""
    known = {(row.family, row.output): row for row in one_of_each()}
    x, y, z = unit_vector(49.0, 0.45)
    offer = replace(known[HEAT.output, True], x=x, y=y, z=z, networks=(("caen", 40.0),))
    need = replace(known[HEAT.input, False], networks=(("caen", 10.0),))
    engine = Engine(rules())
    for partition in range(4):
        engine.own(partition)
    scores = []
    lengths = enumerate([None, 10.0, 25.0, 60.0, 9.9, None], start=2)
    engine.put([FlowChange(offer.flow, 1, 0, 0, offer)])
    for version, km in lengths:
        need = replace(need, version=version, networks=() if km is None else (("caen", km),))
        engine.put([FlowChange(need.flow, version, 0, version, need)])
        expected = recompute.lists([offer, need], {}, (), rules())
        assert {flow: engine.entries(flow) for flow in expected} == expected
        scores.append(dict(engine.entries(need.flow)).get(offer.flow))
    assert scores[0] is scores[-1] is None
    shorter, longer, capped, least = [score for score in scores if score is not None]
    assert least < shorter < longer < capped
