"""The deductive mode: an order of magnitude until somebody declares, and never beside a word."""

from collections.abc import Mapping
from dataclasses import replace
from typing import get_args
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from boucle.catalogue import TypicalFlow, load_catalogue
from boucle.contract.events.registry import Certainty, FamilyShare, Quantity
from boucle.registry.declarations.at_site.declared import Key, declared, revised, withdrawn
from boucle.registry.declarations.flows.decisions import concluded
from boucle.registry.declarations.flows.duplicates import Decisions, group_of, settle
from boucle.registry.declarations.flows.typical import (
    is_deduced,
    outcome,
    planned,
    superseded,
    typical_source,
    usual_drafts,
)
from boucle.registry.domain.entities import Flow, FlowDraft
from tests.unit.registry.flows.test_flows import LATER, NOW, SITE

CATALOGUE = load_catalogue()
OWN = typical_source(SITE.id)
SAWMILL = usual_drafts(CATALOGUE, "16.10A", 50)
NAMES = ["output/sawdust", "output/wood_a", "output/bark", "input/heat_hot_water"]


def flow_of(
    number: int, name: str, source: str | None = "tyca", certainty: Certainty = "estimated"
) -> Flow:
    """A flow of the site that somebody, or with ``OWN`` Boucle, declared."""
    draft = structs.replace(SAWMILL[name], certainty=certainty)
    key = Key(UUID(int=number), source, name)
    return replace(declared(Flow, key, SITE, draft, catalogue_version="1", now=NOW), version=1)


def carried_out(around: Mapping[UUID, Flow], usual: Mapping[str, FlowDraft]) -> dict[UUID, Flow]:
    """What is kept once a plan was followed, as the use case follows it."""
    plan = planned(SITE, usual, around.values())
    after = dict(around)
    for id_, draft in plan.known.items():
        after[id_] = revised(around[id_], SITE, draft, catalogue_version="1", now=LATER)
    after.update({id_: withdrawn(around[id_], LATER) for id_ in plan.ended})
    for number, (name, draft) in enumerate(plan.new.items()):
        key = Key(UUID(int=1000 + len(around) + number), OWN, name)
        after[key.id] = declared(Flow, key, SITE, draft, catalogue_version="1", now=LATER)
    changes = concluded(around, after, {}, now=LATER)
    return after | {change.thing.id: change.thing for change in changes}


def present(flows: Mapping[UUID, Flow]) -> dict[str, Flow]:
    """Those of Boucle's own, by name."""
    return {
        str(flow.external_id): flow
        for flow in flows.values()
        if flow.source == OWN and not flow.withdrawn_at
    }


def test_a_draft_is_the_middle_of_its_band_to_two_figures() -> None:
    assert list(SAWMILL) == NAMES
    heat = SAWMILL["input/heat_hot_water"]
    usual = next(f for f in CATALOGUE.typical("16.10") if f.family == "heat_hot_water")
    assert (usual.low, usual.high, usual.unit) == (50, 400, "MWh")  # whose middle is 225
    assert heat.quantity == Quantity("11000", "MWh")
    assert (heat.nature, heat.base, heat.certainty) == ("energy", 11_000_000_000, "typical")
    unknown = (heat.low, heat.form, heat.qualities, heat.legal_status, heat.current_supply)
    assert unknown == (None, None, {}, None, None)
    assert "16.10 pour 50 salariés" in (heat.provenance or "")
    one = usual_drafts(CATALOGUE, "16.10A", 1)["input/heat_hot_water"]
    assert "1 salarié :" in (one.provenance or "")


@given(st.sampled_from(CATALOGUE.typical_flows), st.integers(1, 100_000))
def test_any_activity_of_any_size_has_a_quantity_within_its_band(
    usual: TypicalFlow, size: int
) -> None:
    draft = usual_drafts(CATALOGUE, usual.nace, size)[f"{usual.direction}/{usual.family}"]
    assert draft.base > 0
    amount = draft.quantity.value
    assert usual.low * size * 0.95 <= float(amount) <= usual.high * size * 1.05
    assert len(amount.replace(".", "").strip("0")) <= 2


def test_what_the_site_declared_is_not_deduced() -> None:
    around = {
        flow.id: flow for flow in [flow_of(1, "output/bark"), flow_of(2, "output/wood_a", None)]
    }
    made = present(carried_out(around, SAWMILL))
    assert sorted(made) == ["input/heat_hot_water", "output/sawdust"]


def test_the_other_direction_of_a_family_is_another_flow() -> None:
    need = flow_of(1, "output/bark")
    need = replace(need, draft=structs.replace(need.draft, direction="input"))
    assert "output/bark" in present(carried_out({need.id: need}, SAWMILL))


def test_more_employees_revise_and_another_activity_withdraws() -> None:
    first = carried_out({}, SAWMILL)
    more = carried_out(first, usual_drafts(CATALOGUE, "16.10A", 60))
    assert {outcome(first[id_], more[id_]) for id_ in first} == {"revised"}
    assert {outcome(None, flow) for flow in first.values()} == {"made"}
    other = carried_out(first, {"output/bark": SAWMILL["output/bark"]})
    assert sorted(outcome(first[id_], other[id_]) for id_ in first) == [
        "left",
        "withdrawn",
        "withdrawn",
        "withdrawn",
    ]
    back = carried_out(other, SAWMILL)
    assert back.keys() == first.keys(), "what comes back comes back under its id"
    bark = next(flow.id for flow in first.values() if flow.external_id == "output/bark")
    assert {outcome(other[id_], back[id_]) for id_ in first.keys() - {bark}} == {"made"}


def test_one_that_its_company_gave_a_certainty_is_declared() -> None:
    first = carried_out({}, SAWMILL)
    mine = present(first)["output/bark"]
    taken_up = replace(mine, draft=structs.replace(mine.draft, certainty="measured"))
    around = {**first, mine.id: taken_up}
    assert not is_deduced(taken_up)
    assert carried_out(around, usual_drafts(CATALOGUE, "16.10A", 60))[mine.id] == taken_up


def test_one_that_was_moved_to_another_site_keeps_its_name() -> None:
    moved = replace(flow_of(1, "output/bark", OWN, "typical"), site_id=UUID(int=7))
    plan = planned(SITE, SAWMILL, [moved])
    assert "output/bark" not in plan.new
    assert not plan.known
    assert not plan.ended


def test_a_declaration_ends_what_was_deduced_and_only_that() -> None:
    deduced = {flow.id: flow for flow in present(carried_out({}, SAWMILL)).values()}
    bark = flow_of(1, "output/bark")
    changes = concluded(deduced, {**deduced, bark.id: bark}, {}, now=LATER)
    assert {change.type for change in changes} == {"flow.declared.v1", "flow.withdrawn.v1"}
    (ended,) = [change.thing for change in changes if change.thing.withdrawn_at]
    assert (ended.external_id, ended.source, ended.version) == ("output/bark", OWN, 2)


def test_a_declaration_of_several_families_ends_what_was_deduced_of_each() -> None:
    made = carried_out({}, SAWMILL)
    mixture = flow_of(1, "output/bark")
    parts = (FamilyShare("bark", "0.5"), FamilyShare("sawdust", "0.5"))
    mixture = replace(mixture, draft=structs.replace(mixture.draft, families=parts))
    after = superseded({**made, mixture.id: mixture}, LATER)
    assert list(present(after)) == ["output/wood_a", "input/heat_hot_water"]
    assert list(present(carried_out({mixture.id: mixture}, SAWMILL))) == list(present(after))


def test_one_of_an_unknown_family_is_not_ended_by_what_is_withdrawn() -> None:
    deduced = flow_of(1, "output/bark", OWN, "typical")
    deduced = replace(deduced, draft=structs.replace(deduced.draft, family=None))
    gone = withdrawn(flow_of(2, "output/bark"), NOW)
    assert superseded({deduced.id: deduced, gone.id: gone}, LATER)[deduced.id] == deduced


def test_an_order_of_magnitude_is_no_duplicate_unless_somebody_said_so() -> None:
    one, other = flow_of(1, "output/bark", "tyca", "typical"), flow_of(2, "output/bark", "autre")
    assert settle([one, other], {})[other.id].duplicate_of is None
    said: Decisions = {frozenset((one.id, other.id)): "same"}
    assert settle([one, other], said)[other.id].duplicate_of == one.id


_ROWS = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(["tyca", "autre", None]),
    st.sampled_from(get_args(Certainty)),
    st.booleans(),
)


def _flows(first: int) -> st.SearchStrategy[dict[UUID, Flow]]:
    """Flows that people declared, some withdrawn since, with ids from ``first`` on."""

    def made(rows: list[tuple[str, str | None, Certainty, bool]]) -> dict[UUID, Flow]:
        flows = {}
        for number, (name, source, certainty, gone) in enumerate(rows, first):
            flow = flow_of(number, name, source, certainty)
            flows[flow.id] = withdrawn(flow, NOW) if gone else flow
        return flows

    return st.lists(_ROWS, max_size=6).map(made)


_SIZES = st.integers(1, 500)


@given(_flows(1), _SIZES, _SIZES)
def test_twice_is_once(others: dict[UUID, Flow], size: int, before: int) -> None:
    usual = usual_drafts(CATALOGUE, "16.10A", size)
    once = carried_out(carried_out(others, usual_drafts(CATALOGUE, "16.10A", before)), usual)
    assert carried_out(once, usual) == once
    assert carried_out(others, usual).keys() == once.keys(), "whatever was deduced before"


@given(_flows(1), _flows(500), _SIZES)
def test_nothing_is_deduced_beside_a_declaration(
    before: dict[UUID, Flow], since: dict[UUID, Flow], size: int
) -> None:
    """Whether somebody declared before, or did since."""
    usual = usual_drafts(CATALOGUE, "16.10A", size)
    deduced = carried_out(before, usual)
    changes = concluded(deduced, {**deduced, **since}, {}, now=LATER)
    flows = {**deduced, **{change.thing.id: change.thing for change in changes}}
    said = {group_of(flow) for flow in flows.values() if not is_deduced(flow)} - {None}
    ours = {group_of(flow) for flow in flows.values() if is_deduced(flow)} - {None}
    assert said.isdisjoint(ours)
    assert len(said) + len(ours) == len(NAMES), "each usual flow stands, by whoever tells it"
