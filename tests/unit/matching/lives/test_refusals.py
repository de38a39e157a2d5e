"""A refusal stays away until the very value refused changes."""

from __future__ import annotations

from datetime import date
from typing import get_args
from uuid import UUID

import pytest
from msgspec.structs import replace

from boucle.contract.events.matching import RefusalReason
from boucle.contract.events.registry import (
    Availability,
    CurrentRoute,
    Flow,
    QualityRange,
    Quantity,
    SiteFacts,
)
from boucle.matching.lives.commands import Answer
from boucle.matching.scoring.refusals import ONLY_ANIMATOR_REOPENS, lapsed, refused_value
from tests.unit.matching.lives.test_transitions import LATER, NEED, OFFER, at, life_in

OFFERED = Flow(
    flow_id=UUID(int=11),
    organisation_id=OFFER,
    site_id=UUID(int=12),
    territory="200",
    direction="output",
    nature="material",
    family="wood_class_b",
    catalogue_version="1",
    quantity=Quantity("100", "t"),
    site=SiteFacts(latitude=49.0, longitude=0.1, location_precision="commune"),
    certainty="estimated",
    valid_from=date(2026, 1, 1),
    qualities={"moisture": QualityRange("15", "25", "%"), "ash": QualityRange(high="2", unit="%")},
    legal_status="waste",
)

CHANGED: dict[str, Flow] = {
    "concentration": replace(OFFERED, qualities={"moisture": QualityRange("5", "10", "%")}),
    "hygiene": replace(OFFERED, hazardous=True),
    "form": replace(OFFERED, form="powder"),
    "quantity": replace(OFFERED, quantity=Quantity("200", "t")),
    "timing": replace(OFFERED, availability=Availability(months=(1, 2))),
    "price": replace(OFFERED, current_route=CurrentRoute(cost_eur_per_unit="10")),
    "regulation": replace(OFFERED, legal_status="by_product"),
    "distance": replace(
        OFFERED, site=SiteFacts(latitude=49.5, longitude=0.1, location_precision="commune")
    ),
}


def test_every_reason_is_either_a_value_or_the_animator_s() -> None:
    assert set(CHANGED) | ONLY_ANIMATOR_REOPENS == set(get_args(RefusalReason))


@pytest.mark.parametrize("reason", [r for r in get_args(RefusalReason) if r in CHANGED])
def test_lapses_when_its_own_value_changes_and_only_then(reason: RefusalReason) -> None:
    refusal = Answer(
        NEED, "refused", LATER, reason=reason, refused_value=refused_value(reason, OFFERED)
    )
    life = at(life_in("introduced"), refusal)
    assert not lapsed(life, {"offer": OFFERED})
    assert not lapsed(life, {}), "an unknown flow changes nothing"
    assert lapsed(life, {"offer": CHANGED[reason]})
    untouched = replace(OFFERED, certainty="measured")
    assert not lapsed(life, {"offer": untouched})


@pytest.mark.parametrize("reason", sorted(ONLY_ANIMATOR_REOPENS))
def test_no_value_for_what_only_the_animator_reopens(reason: RefusalReason) -> None:
    assert refused_value(reason, OFFERED) is None
    life = at(life_in("introduced"), Answer(NEED, "refused", LATER, reason=reason))
    assert not lapsed(life, {"offer": OFFERED})


def test_the_order_of_qualities_is_no_change() -> None:
    turned = replace(OFFERED, qualities=dict(reversed(OFFERED.qualities.items())))
    assert refused_value("concentration", turned) == refused_value("concentration", OFFERED)


def test_all_refusals_must_lapse() -> None:
    life = at(
        life_in("introduced"),
        Answer(NEED, "refused", LATER, reason="form", refused_value=refused_value("form", OFFERED)),
        Answer(OFFER, "refused", LATER, reason="other"),
    )
    assert not lapsed(life, {"offer": CHANGED["form"], "need": OFFERED})
