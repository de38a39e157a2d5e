"""Duplicates are a function of the set of flows, whatever the order they came in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.registry import Quantity
from boucle.registry.declarations.flows.duplicates import settle
from boucle.registry.domain.entities import Flow, FlowDraft

START = datetime(2026, 1, 1, tzinfo=UTC)


def flow(number: int, source: str | None, base: int, *, withdrawn: bool = False) -> Flow:
    moment = START + timedelta(minutes=number)
    return Flow(
        id=UUID(int=number),
        site_id=UUID(int=0),
        organisation_id=UUID(int=0),
        territory="241400514",
        source=source,
        external_id=str(number),
        draft=FlowDraft(
            direction="output",
            nature="material",
            family="wood_b",
            quantity=Quantity(str(base), "g"),
            base=base,
            certainty="estimated",
        ),
        catalogue_version="1",
        duplicate_of=None,
        valid_from=moment.date(),
        version=1,
        declared_at=moment,
        updated_at=moment,
        withdrawn_at=moment if withdrawn else None,
    )


def test_a_fifth_apart_is_alike_and_more_is_not() -> None:
    settled = settle([flow(1, "a", 1000), flow(2, "b", 800), flow(3, "c", 799)], {})
    assert settled[UUID(int=2)].duplicate_of == UUID(int=1)
    assert settled[UUID(int=3)].duplicate_of is None


def test_one_source_may_tell_the_same_twice() -> None:
    settled = settle([flow(1, "a", 1000), flow(2, "a", 1000), flow(3, None, 1000)], {})
    assert settled[UUID(int=2)].duplicate_of is None
    assert settled[UUID(int=3)].duplicate_of == UUID(int=1)


def test_only_a_counted_flow_is_repeated() -> None:
    settled = settle([flow(1, "a", 1000), flow(2, "b", 820), flow(3, "c", 680)], {})
    assert settled[UUID(int=2)].duplicate_of == UUID(int=1)
    assert settled[UUID(int=3)].duplicate_of is None, "it is like the second, which is not counted"


def test_what_people_said_stays() -> None:
    flows = [flow(1, "a", 1000), flow(2, "b", 1000)]
    pair = frozenset((UUID(int=1), UUID(int=2)))
    assert settle(flows, {pair: "distinct"})[UUID(int=2)].duplicate_of is None
    apart = [flow(1, "a", 1000), flow(2, "b", 10)]
    assert settle(apart, {pair: "same"})[UUID(int=2)].duplicate_of == UUID(int=1)


_FLOWS = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.integers(500, 1500), st.booleans()),
    max_size=8,
).map(lambda drawn: [flow(n, s, base, withdrawn=w) for n, (s, base, w) in enumerate(drawn)])


@given(_FLOWS, st.randoms())
def test_neither_order_nor_repetition_matters(flows: list[Flow], random: Random) -> None:
    settled = settle(flows, {})
    shuffled = list(flows)
    random.shuffle(shuffled)
    assert settle(shuffled, {}) == settled
    assert settle(settled.values(), {}) == settled


@given(_FLOWS)
def test_a_duplicate_repeats_a_present_counted_flow_of_another_source(flows: list[Flow]) -> None:
    settled = settle(flows, {})
    for each in settled.values():
        if each.duplicate_of is not None:
            original = settled[each.duplicate_of]
            assert original.duplicate_of is None
            assert original.withdrawn_at is None
            assert original.source != each.source
            assert replace(each, duplicate_of=None) in flows
