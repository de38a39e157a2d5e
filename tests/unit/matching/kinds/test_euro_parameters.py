"""The parameters that a page names beside a group's euros are those that change them: each is moved
within its bounds, and the group is reckoned again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

from boucle.catalogue.sharing import (
    euro_parameters,
    euro_parameters_of_pair,
    sharing_catalogue,
)
from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.detector import ActedOn, Declared
from boucle.matching.kinds.pooling.detector import PoolingDetector
from boucle.matching.kinds.sharing.equipment.detector import EquipmentDetector
from boucle.matching.scoring.rules import FREIGHT_HIGH, FREIGHT_LOW
from tests.unit.matching.kinds.pooling import declarations as pooled
from tests.unit.matching.kinds.sharing import declared as shared


def waste(**figures: Any) -> list[Sharing]:
    return [
        pooled.sharing(
            number,
            "waste_collection",
            figures={
                key: value
                for key, value in {"tonnes": 20, "rental": 300, "density": 200, **figures}.items()
                if value is not None
            },
            choices={"low": "15 01 03", "container": "bin" if number % 2 else "skip"},
            cost="4000",
        )
        for number in range(6)
    ]


def rain() -> list[Sharing]:
    """A tank that is too small, and 43 m of pipe."""
    roof = {"roof": 1000, "rainfall": 700, "tank": 20}
    offer = pooled.sharing(1, "rainwater", "offer", figures=roof)
    need = pooled.sharing(
        2,
        "rainwater",
        figures={"water": 2, "price": 8},
        choices={"use": "cleaning", "place": "industry"},
        at=(pooled.GENLIS[0] + 0.0003, pooled.GENLIS[1]),
    )
    return [offer, need]


def freight() -> list[Sharing]:
    """Unlike ones, of which the second tells no load."""
    return [
        pooled.sharing(
            number,
            "freight",
            figures={"tonnes": 20, "trips": 4, **figures},
            at=(49.2, -0.4),
            choices={"temperature": "ambient"},
            zone=None,
            destination=Place(48.85, 2.35),
            cost="150000",
        )
        for number, figures in enumerate(({"load": 0.5}, {"load": 0.4}))
    ]


def heat(subject: str) -> list[Sharing]:
    """One km of line."""
    offer = {"marginal": "0.02", "annuity": "60000", "fixed": "10000"}
    need = {"stand_alone": "0.06"}
    at = (shared.HERE[0] + 1 / 111.195, shared.HERE[1])
    return [
        shared.equipment(1, "offer", "20000", subject, figures=offer),
        shared.equipment(2, "need", "18000", subject, at=at, figures=need),
    ]


Case = tuple[str, Any, Callable[[], Sequence[Sharing]]]
CASES: list[Case] = [
    ("waste_collection", PoolingDetector(), waste),
    ("waste_collection", PoolingDetector(), lambda: waste(pickups=26)),
    ("waste_collection", PoolingDetector(), lambda: waste(density=None)),
    ("freight", PoolingDetector(), freight),
    ("rainwater", PoolingDetector(), rain),
    ("steam", EquipmentDetector(), lambda: heat("steam")),
    ("hot_water", EquipmentDetector(), lambda: heat("hot_water")),
]


def reckoned(detector: Any, sharings: Sequence[Sharing], values: Mapping[str, Decimal]) -> Any:
    declared = [Declared(one, 1) for one in sharings]
    market = detector.market_of(sharings[0])
    usual = pooled.defaults("")
    (group,) = detector.groups(market, declared, (), lambda _: usual)
    now: Sequence[Group] = detector.groups(market, declared, (ActedOn(group),), lambda _: values)
    same = next(one for one in now if one.synergy_id == group.synergy_id)
    eur = replace(same.figures["eur"], factor=None)
    return eur, [one.saving for one in same.members]


@pytest.mark.parametrize(("subject", "detector", "made"), CASES)
def test_a_page_names_each_parameter_that_changes_the_euros(
    subject: str, detector: Any, made: Callable[[], Sequence[Sharing]]
) -> None:
    usual, sharings = dict(pooled.defaults("")), made()
    before = reckoned(detector, sharings, usual)
    moved = {
        key
        for key, one in sharing_catalogue().parameters.items()
        for value in (one.default * Decimal("0.9"), one.default * Decimal("1.1"))
        if one.least <= value <= one.most
        and reckoned(detector, sharings, usual | {key: value}) != before
    }
    assert moved
    low = sharings[0].choices.get("low")
    assert moved <= {one.key for one in euro_parameters(subject, low)}
    density = None if low is None else sharing_catalogue().densities.get(low)
    if density and "density" not in sharings[0].figures:
        assert density in moved


def test_the_freight_of_pairs_is_that_of_the_parameters() -> None:
    low, high = euro_parameters_of_pair(None)
    assert (float(low.default), float(high.default)) == (FREIGHT_LOW, FREIGHT_HIGH)
