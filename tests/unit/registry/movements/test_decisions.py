"""What counts as movement: what a score could read otherwise, not what is said otherwise."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from msgspec import structs

from boucle.contract.events.registry import (
    Availability,
    CurrentRoute,
    CurrentSupply,
    FamilyShare,
    QualityRange,
    Quantity,
)
from boucle.registry.declarations.movements.decisions import (
    LIMITS,
    first_day,
    first_moment,
    flow_revised,
    site_moved,
)
from boucle.registry.domain.entities import Flow, FlowDraft, Site, SiteDraft

NOW = datetime(2026, 11, 27, 0, 30, tzinfo=UTC)
DRAFT = FlowDraft(
    direction="output",
    nature="material",
    family="wood_b",
    quantity=Quantity("1", "t"),
    base=1_000_000,
    certainty="estimated",
    text="palettes",
)
FLOW = Flow(
    id=UUID(int=1),
    site_id=UUID(int=2),
    organisation_id=UUID(int=3),
    territory="241400514",
    source="tyca",
    external_id="f",
    draft=DRAFT,
    catalogue_version="1",
    duplicate_of=None,
    valid_from=NOW.date(),
    version=1,
    declared_at=NOW,
    updated_at=NOW,
)
SITE = Site(
    id=UUID(int=2),
    organisation_id=UUID(int=3),
    draft=SiteDraft(
        name="Atelier",
        siret=None,
        naf=None,
        latitude=48.89,
        longitude=-0.19,
        location_precision="address",
        commune=None,
        commune_code=None,
        address=None,
        territory="241400514",
        treatments=(),
        networks=(),
        example=False,
    ),
    tools=(),
    direct=True,
    on_trial=False,
    valid_from=NOW.date(),
    version=1,
    declared_at=NOW,
    updated_at=NOW,
)


@pytest.mark.parametrize(
    "changed",
    [
        {"base": 1_000_001},
        {"availability": Availability(months=(1, 2))},
        {"qualities": {"moisture": QualityRange("10", "20", "%")}},
        {"current_route": CurrentRoute(operation="D1", cost_eur_per_unit="90")},
        {"current_supply": CurrentSupply(price_eur_per_unit="90")},
        {"families": (FamilyShare("wood_b", "0.6"),)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_a_score_reads_is_movement(changed: dict[str, object]) -> None:
    assert flow_revised(FLOW, replace(FLOW, draft=structs.replace(DRAFT, **changed)))


def test_another_site_is_movement() -> None:
    assert flow_revised(FLOW, replace(FLOW, site_id=UUID(int=9)))


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "vieilles palettes"},
        {"quantity": Quantity("1000", "kg")},  # as much
        {"since": date(2026, 1, 1)},
        {"provenance": "balance"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_other_words_are_none(changed: dict[str, object]) -> None:
    after = replace(FLOW, draft=structs.replace(DRAFT, **changed), version=2, withdrawn_at=NOW)
    assert not flow_revised(FLOW, after)


@pytest.mark.parametrize(
    ("latitude", "longitude", "moved"),
    [(48.89, -0.19, False), (48.8905, -0.1901, False), (48.8911, -0.19, True), (48.89, 0.5, True)],
)
def test_a_site_moves_by_more_than_a_thousandth_of_a_degree(
    latitude: float, longitude: float, moved: bool
) -> None:
    draft = replace(SITE.draft, latitude=latitude, longitude=longitude, name="Other")
    assert site_moved(SITE, replace(SITE, draft=draft)) is moved


def test_a_week_is_today_and_six_days_before() -> None:
    assert first_day("site_moved", NOW) == date(2026, 11, 21)
    assert first_day("flow_revised", NOW) == date(2026, 11, 21)
    assert first_moment("flows_declared", NOW) == datetime(2026, 11, 26, 0, 30, tzinfo=UTC)
    assert {kind: limit.most for kind, limit in LIMITS.items()} == {
        "site_moved": 3,
        "flow_revised": 20,
        "flows_declared": 50,
    }
