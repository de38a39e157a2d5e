"""Ids and rows made the short way are those of the long way."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.registry import Territory
from boucle.platform import outbox
from boucle.platform.ids import named, uuid_of
from boucle.platform.telemetry import trace

NOW = datetime(2026, 3, 1, 12, 30, 0, 250, tzinfo=UTC)
SUBJECT = UUID(int=7)
TOLD = Territory(siren="200040277", kind="epci")


@given(st.text())
def test_a_name_has_one_id(name: str) -> None:
    made, wanted = named(NAMESPACE_URL, name), uuid5(NAMESPACE_URL, name)
    assert (made, str(made), hash(made)) == (wanted, str(wanted), hash(wanted))


@given(st.integers(0, 2**128 - 1), st.integers(0, 2**128 - 1))
def test_an_integer_is_one_id_in_the_same_order(one: int, other: int) -> None:
    assert uuid_of(one) == UUID(int=one)
    assert (uuid_of(one) < uuid_of(other)) == (UUID(int=one) < UUID(int=other))


@pytest.mark.parametrize(
    "inside", [None, trace.Trace(UUID(int=1)), trace.Trace(UUID(int=1), UUID(int=2))]
)
@pytest.mark.parametrize("caused", [False, True])
def test_an_encoded_row_is_the_row_of_its_event(
    inside: trace.Trace | None, *, caused: bool
) -> None:
    type_ = "territory.declared.v1"
    cause = outbox.new_event(type_, subject="x", version=1, data=TOLD, now=NOW) if caused else None

    def both() -> tuple[outbox.Row, outbox.Row]:
        event = outbox.new_event(type_, subject=SUBJECT, version=9, data=TOLD, now=NOW, cause=cause)
        chain = outbox.Chain.of(cause, NOW)
        payload = msgspec.json.encode(TOLD)
        short = outbox.encoded_row("territory", type_, SUBJECT, 9, payload, chain)
        return short, outbox.row("territory", event)

    if inside is None:
        short, long = both()
    else:
        with trace.following(inside.correlation_id, inside.causation_id):
            short, long = both()
    assert short == long


def test_a_row_too_large_for_the_broker_is_refused_short_too() -> None:
    chain = outbox.Chain.of(None, NOW)
    with pytest.raises(outbox.EventTooLarge):
        outbox.encoded_row("synergy", "synergy.detected.v1", SUBJECT, 1, b"x" * 900_001, chain)
