"""Versions and dates of a flow: what is new is published once, what is the same is not."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from msgspec import structs

from boucle.contract.events.registry import Availability, Quantity
from boucle.registry.declarations.at_site.declared import Key, at_site, declared, revised, withdrawn
from boucle.registry.declarations.flows.decisions import concluded
from boucle.registry.domain.entities import Flow, FlowDraft, Site, SiteDraft

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
SITE = Site(
    id=UUID(int=1),
    organisation_id=UUID(int=2),
    draft=SiteDraft(
        name="Atelier",
        siret=None,
        naf=None,
        latitude=48.9,
        longitude=-0.2,
        location_precision="commune",
        commune_code=None,
        commune=None,
        address=None,
        territory="241400514",
        treatments=(),
        networks=(),
        example=True,
    ),
    tools=(),
    direct=True,
    on_trial=False,
    valid_from=NOW.date(),
    version=1,
    declared_at=NOW,
    updated_at=NOW,
)
DRAFT = FlowDraft(
    direction="output",
    nature="material",
    family="wood_b",
    quantity=Quantity("1", "t"),
    base=1_000_000,
    certainty="measured",
    since=date(2026, 1, 1),
)

KEY = Key(UUID(int=9))


def _first() -> Flow:
    flow = declared(Flow, KEY, SITE, DRAFT, catalogue_version="1", now=NOW)
    return concluded({}, {flow.id: flow}, {}, now=NOW)[0].thing


def _again(flow: Flow, draft: FlowDraft, site: Site = SITE) -> Flow:
    return revised(flow, site, draft, catalogue_version="1", now=LATER)


def test_a_new_flow_is_declared_at_version_one() -> None:
    flow = _first()
    assert (flow.version, flow.valid_from) == (1, date(2026, 1, 1))


def test_the_same_declaration_is_the_same_object_with_or_without_its_date() -> None:
    flow = _first()
    assert _again(flow, DRAFT) is flow
    assert _again(flow, structs.replace(DRAFT, since=None)) is flow
    assert concluded({flow.id: flow}, {flow.id: flow}, {}, now=LATER) == []


def test_a_change_without_a_date_holds_from_today() -> None:
    flow = _first()
    more = structs.replace(DRAFT, quantity=Quantity("2", "t"), since=None)
    changed = concluded({flow.id: flow}, {flow.id: _again(flow, more)}, {}, now=LATER)[0]
    assert (changed.type, changed.thing.version) == ("flow.revised.v1", 2)
    assert changed.thing.valid_from == LATER.date()


def test_a_site_that_changes_does_not_rewrite_the_past_nor_the_declaration() -> None:
    flow = _first()
    moved = replace(SITE, organisation_id=UUID(int=3))
    after = at_site(flow, moved)
    changed = concluded({flow.id: flow}, {flow.id: after}, {}, now=LATER)[0]
    assert (changed.thing.version, changed.thing.valid_from) == (2, LATER.date())
    assert changed.thing.event(moved).organisation_id == UUID(int=3)
    assert _again(changed.thing, DRAFT, moved) is changed.thing, "declared again, it is the same"


def test_what_begins_later_still_begins_later_when_its_site_changes() -> None:
    future = structs.replace(DRAFT, since=date(2027, 1, 1))
    flow = _again(_first(), future)
    after = replace(flow, territory="200065597")
    changed = concluded({flow.id: flow}, {flow.id: after}, {}, now=LATER)[0]
    assert changed.thing.valid_from == date(2027, 1, 1)


def test_withdrawn_once_and_declared_again_under_its_own_versions() -> None:
    flow = _first()
    gone = concluded({flow.id: flow}, {flow.id: withdrawn(flow, LATER)}, {}, now=LATER)[0]
    assert (gone.type, gone.thing.version) == ("flow.withdrawn.v1", 2)
    assert withdrawn(gone.thing, LATER) is gone.thing
    back = _again(gone.thing, DRAFT)
    changed = concluded({flow.id: gone.thing}, {flow.id: back}, {}, now=LATER)[0]
    assert (changed.type, changed.thing.version) == ("flow.declared.v1", 3)
    assert changed.thing.declared_at == LATER


def _until(day: date) -> FlowDraft:
    return structs.replace(DRAFT, availability=Availability(end=day))


def test_what_is_over_is_kept_as_withdrawn_and_sent_again_is_the_same() -> None:
    last = LATER.date()
    assert (
        declared(Flow, KEY, SITE, _until(last), catalogue_version="1", now=LATER).withdrawn_at
        is None
    )
    over = declared(Flow, KEY, SITE, _until(NOW.date()), catalogue_version="1", now=LATER)
    assert over.withdrawn_at == LATER
    assert _again(over, _until(NOW.date())) is over
    assert _again(over, _until(last)).withdrawn_at is None


def test_a_last_day_that_passes_ends_the_flow_when_it_is_declared_again() -> None:
    flow = declared(Flow, KEY, SITE, _until(NOW.date()), catalogue_version="1", now=NOW)
    assert flow.withdrawn_at is None
    ended = _again(flow, _until(NOW.date()))
    changed = concluded({flow.id: flow}, {flow.id: ended}, {}, now=LATER)[0]
    assert changed.type == "flow.withdrawn.v1"
