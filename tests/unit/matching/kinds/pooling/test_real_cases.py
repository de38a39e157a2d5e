"""Real cases of pooling, from public sources, as declarations through the detector.

Which case is which, and its source: ``docs/reference/pooling.md``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Place, Sharing
from boucle.matching.kinds.detector import ActedOn
from boucle.matching.kinds.pooling.services.emissions import is_plausible
from tests.unit.matching.kinds.pooling.declarations import GENLIS, defaults, groups_of, sharing

PER_TONNE = 131
"""EUR: what members of the group of Genlis and Auxonne paid before (C01)."""
STREAMS = {"15 01 01": (258, 12), "15 01 02": (44, 6), "20 03 01": (570, 12)}
"""Tonnes a year of cardboard, film and residual waste (C01); of how many producers, each with as
many pickups a year, the source does not say: a round dozen, half of it for film."""


def waste(
    number: int,
    tonnes: float,
    low: str,
    figures: dict[str, object] | None = None,
    **more: Any,
) -> Sharing:
    """A site of a zone whose sites are up to 2 km apart."""
    place = (GENLIS[0] + number % 5 * 0.003, GENLIS[1] + number % 7 * 0.004)
    return sharing(
        number,
        "waste_collection",
        figures={"tonnes": f"{tonnes:.3f}", **(figures or {})},
        choices={"low": low, "container": "bin"},
        at=place,
        **more,
    )


def plaine_de_saone(share: float) -> list[Sharing]:
    """The producers of each stream, with so much of what they had, and a carrier
    with its depot 5 km off."""
    carriers = [
        sharing(
            900 + stream,
            "waste_collection",
            "offer",
            figures={"payload": 9, "radius": 40},
            choices={"low": low, "container": "bin"},
            at=(GENLIS[0] + 0.05, GENLIS[1]),
        )
        for stream, low in enumerate(STREAMS, 1)
    ]
    return carriers + [
        waste(
            100 * stream + number,
            share * total / producers,
            low,
            {"pickups": producers},
            cost=f"{share * total / producers * PER_TONNE:.0f}",
        )
        for stream, (low, (total, producers)) in enumerate(STREAMS.items(), 1)
        for number in range(producers)
    ]


def saved(*groups: Group) -> float:
    """Share of what their members pay today."""
    members = [member for group in groups for member in group.members]
    alone = sum(float(member.alone or 0) for member in members)
    return sum(float(member.saving or 0) for member in members) / alone


def test_c01_three_streams_are_viable_at_871_tonnes() -> None:
    groups = groups_of(plaine_de_saone(1))
    assert {group.state for group in groups} == {"viable"}
    assert sum(float(group.amount or 0) for group in groups) == pytest.approx(872, abs=1)
    assert len({group.stream for group in groups}) == len(STREAMS)
    assert 0.10 <= saved(*groups) <= (131 - 93) / 131
    for group in groups:
        assert 0.10 <= saved(group) <= 49 / 125
        assert "carrier" not in group.missing


def test_c01_the_fall_to_594_tonnes_is_noticed() -> None:
    acted_on = [ActedOn(group=group, running=True) for group in groups_of(plaine_de_saone(1))]
    now = groups_of(plaine_de_saone(594 / 871), acted_on)
    assert [group.synergy_id for group in now] == [each.group.synergy_id for each in acted_on]
    assert {group.state for group in now} <= {"at_risk", "lost"}
    assert all("volume_fell" in group.reasons for group in now)


def test_c10_the_declaration_that_brings_250_kg_makes_the_group() -> None:
    few = [waste(1, 0.15, "20 01 36"), waste(2, 0.02, "16 02 14")]
    assert groups_of(few) == []
    (near,) = groups_of([*few, waste(3, 0.03, "16 02 14")])
    assert (near.state, near.value, near.threshold, near.unit) == ("near", "200", "250", "kg")
    (viable,) = groups_of([*few, waste(3, 0.08, "16 02 14")])
    assert (viable.state, viable.value, viable.measure) == ("viable", "250", "operation")
    assert len(viable.members) == len(few) + 1


def test_c10_free_collection_saves_what_each_pays() -> None:
    (group,) = groups_of([waste(n, 0.1, "20 01 36", cost=f"{100 + n}") for n in range(3)])
    assert [member.saving for member in group.members] == [f"{100 + n}.00" for n in range(3)]
    assert group.figures["eur"].low == "303.00"


def test_c08_fifteen_tonnes_of_co2_a_tonne_are_not_plausible() -> None:
    parameters = defaults("")
    assert not is_plausible(Decimal(765), Decimal(50), parameters)
    assert is_plausible(Decimal(130), Decimal(50), parameters)
    for group in groups_of([waste(n, 5, "15 01 02", cost="2000") for n in range(10)]):
        assert Decimal(group.figures["tco2e"].high or 0) < 5 * Decimal(group.amount or 0)


CHAOURCE = (48.0597, 4.1383)
PARIS = Place(48.7570, 2.3720)
"""Rungis: the source does not say where the lorry drives to."""


def shipper(number: int, load: float, temperature: str = "chilled", **more: Any) -> Sharing:
    return sharing(
        number,
        "freight",
        figures={"tonnes": 5 * 24 * load, "trips": 5, "load": load, "empty_return": 1},
        choices={"temperature": temperature, "adr": "none"},
        at=(CHAOURCE[0] + 0.002 * number, CHAOURCE[1]),
        origin=Place(CHAOURCE[0] + 0.002 * number, CHAOURCE[1]),
        destination=PARIS,
        zone=None,
        **more,
    )


def test_c12_two_food_makers_fill_one_refrigerated_lorry() -> None:
    (group,) = groups_of([shipper(1, 0.5), shipper(2, 0.48)])
    assert (group.state, len(group.members)) == ("viable", 2)
    by_name = {criterion.name: criterion for criterion in group.criteria}
    assert by_name["load"].value == "98"
    assert float(by_name["km_saved"].value or 0) == pytest.approx(50, abs=0.5)


def test_c12_nothing_is_proposed_that_does_not_fit() -> None:
    assert groups_of([shipper(1, 0.5), shipper(2, 0.48, "ambient")]) == []
    assert groups_of([shipper(1, 0.5, hours=(4, 8)), shipper(2, 0.48, hours=(8, 12))]) == []
    assert groups_of([shipper(1, 0.95), shipper(2, 0.9)]) == []


def nursery(number: int, places: int, direction: Any = "need") -> Sharing:
    return sharing(number, "childcare", direction, figures={"places": places})


def test_c16_fourteen_of_twenty_places_reserved_are_enough() -> None:
    reserved = [nursery(1, 6), nursery(2, 6), nursery(9, 20, "offer")]
    (near,) = groups_of(reserved)
    assert (near.state, near.value, near.threshold) == ("near", "12", "14")
    (group,) = groups_of([*reserved, nursery(3, 2)])
    assert (group.state, group.measure) == ("viable", "places")
    assert (group.value, group.threshold, group.missing) == ("14", "14", ())


def test_c18_a_micro_nursery_has_twelve_places() -> None:
    """Since the decree of 30 August 2021; ten before, when the source was written."""
    (near,) = groups_of([nursery(1, 6), nursery(2, 5)])
    assert (near.state, near.threshold) == ("near", "12")
    (group,) = groups_of([nursery(number, 10) for number in range(3)])
    assert (group.state, group.amount) == ("viable", "30")


def test_c21_buying_energy_together_displays_no_saving() -> None:
    (group,) = groups_of(
        [
            sharing(
                number,
                "purchasing",
                figures={"volume": 500, "price_now": 200_000},
                choices={"product": "electricity"},
                cost="200000",
            )
            for number in range(4)
        ]
    )
    assert (group.state, len(group.members)) == ("viable", 4)
    assert group.figures["eur"].missing == "access"
    assert {member.saving for member in group.members} == {None}
