"""The decisions that need no broker: what to mark, to try again, to restart, where to cut."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client import CollectorRegistry

from boucle.contract.events import EVENTS
from boucle.contract.events.registry import Territory
from boucle.platform.bus import BusUnavailable, Message, Record
from boucle.platform.bus.quiet import Sparse
from boucle.platform.consuming.applying import runs
from boucle.platform.consuming.halts import HaltsAt
from boucle.platform.consuming.metrics import consumer_metrics
from boucle.platform.consuming.watchdog import Watchdog
from boucle.platform.events import Event, NewerEvent
from boucle.platform.failures import Halted, Retry, backoff, is_transient
from boucle.platform.outbox import new_event
from boucle.platform.outbox.metrics import relay_metrics
from boucle.platform.outbox.relay import poll_delay, settled
from boucle.platform.telemetry import trace

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
FAILED = TimeoutError("not acknowledged")


def event(version: int) -> Event[Territory]:
    return new_event(
        "territory.revised.v1",
        subject="200023414",
        version=version,
        data=Territory(siren="200023414", kind="epci"),
        now=NOW,
    )


def record(offset: int, *, type_: str = "territory.revised.v1") -> Record:
    encoded = EVENTS.encode(event(offset))
    headers = {**encoded.headers, "ce_type": type_}
    return Record("territory", 0, offset, encoded.key, headers, encoded.value, 0)


# What the relay marks


def test_what_was_acknowledged_is_marked_unless_its_key_failed_before() -> None:
    messages = [Message("flow", key, {}, b"") for key in ("a", "b", "a", "b", "a")]
    messages.append(Message("site", "a", {}, b""))
    outcomes = [None, FAILED, None, None, FAILED, None]
    assert settled([[message] for message in messages], outcomes) == [0, 2, 5]


def test_a_pack_leaves_whole_and_holds_back_all_of_its_keys() -> None:
    a, b, c = (Message("flow", key, {}, b"") for key in "abc")
    rows_messages = [[a, b], [a], [b], [c], [c, a]]
    assert settled(rows_messages, [None, FAILED, None, None, None, None, None]) == [3]
    assert settled(rows_messages, [None] * 7) == [0, 1, 2, 3, 4]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans())))
def test_the_marked_ones_of_a_key_are_always_its_first(sent: list[tuple[str, bool]]) -> None:
    """So what is sent again ends the log in the outbox's order, whatever failed."""
    messages = [Message("flow", key, {}, b"") for key, _ in sent]
    rows_messages = [[message] for message in messages]
    done = settled(rows_messages, [None if acknowledged else FAILED for _, acknowledged in sent])
    for key in "abc":
        of_key = [index for index, message in enumerate(messages) if message.key == key]
        marked = [index for index in done if messages[index].key == key]
        assert marked == of_key[: len(marked)]
        assert all(sent[index][1] for index in marked)


@given(st.floats(0, 1e6), st.floats(0, 1e6))
def test_the_relay_slows_down_smoothly_while_nothing_comes(idle: float, longer: float) -> None:
    delay = poll_delay(idle, busy=0.003, slowest=0.1)
    assert 0.003 <= delay <= 0.1
    assert idle > longer or delay <= poll_delay(longer, busy=0.003, slowest=0.1)


# What is tried again


def test_waits_double_up_to_five_seconds() -> None:
    assert [backoff(attempt) for attempt in (1, 2, 3, 6, 7, 1000)] == [0.1, 0.2, 0.4, 3.2, 5, 5]


@pytest.mark.parametrize(
    ("error", "passing"),
    [
        (Retry("registry is away"), True),
        (BusUnavailable("read"), True),
        (ConnectionResetError(), True),
        (asyncpg.CannotConnectNowError(), True),
        (asyncpg.DeadlockDetectedError(), True),
        (asyncpg.AdminShutdownError(), True),
        (asyncpg.UniqueViolationError(), False),
        (Halted("enough"), False),
        (ValueError("a bug"), False),
        (KeyError("a bug"), False),
    ],
)
def test_only_passing_failures_are_tried_again(error: Exception, passing: bool) -> None:
    assert is_transient(error) is passing


# What is stuck


def dog() -> Watchdog:
    return Watchdog(silence=15, stall=60, last_event=0)


def test_nothing_to_do_is_not_stuck() -> None:
    watchdog = dog()
    assert all(watchdog.observe(now, lag=0) is None for now in range(0, 1000, 5))


def test_events_that_wait_while_none_comes_are_a_silence() -> None:
    watchdog = dog()
    assert watchdog.observe(10, lag=0) is None
    assert watchdog.observe(24, lag=3) is None
    assert watchdog.observe(26, lag=3) == "3 events wait and none came for 16 s"


def test_a_sign_of_life_starts_the_wait_again() -> None:
    watchdog = dog()
    watchdog.begin(13)
    watchdog.end(14)
    assert watchdog.observe(28, lag=3) is None
    assert watchdog.observe(30, lag=3) is not None


def test_asking_without_an_answer_is_no_sign_of_life() -> None:
    watchdog = dog()
    for now in range(1, 16):
        watchdog.begin(now)
        watchdog.end(now, received=False)
    assert watchdog.observe(16, lag=3) == "3 events wait and none came for 16 s"


def test_a_broker_that_is_away_excuses_both() -> None:
    watchdog = dog()
    watchdog.excuse(14)
    assert watchdog.observe(28, lag=3) is None
    watchdog.begin(30)
    watchdog.excuse(80)
    assert watchdog.observe(100, lag=3) is None


def test_a_batch_may_take_longer_but_not_for_ever() -> None:
    watchdog = dog()
    watchdog.begin(0)
    assert watchdog.observe(59, lag=500) is None
    assert watchdog.observe(61, lag=500) == "a batch takes more than 60 s"


def test_a_group_that_never_settles_is_stuck() -> None:
    assert dog().observe(16, lag=None) == "no partition was given for 16 s"


# Where a poll is cut


def test_what_cannot_be_decoded_stands_alone() -> None:
    polled = [record(0), record(1), record(2, type_="unknown.v1"), record(3)]
    cut = list(runs(polled))
    assert [[r.offset for r in run.records] for run in cut] == [[0, 1], [2], [3]]
    assert [run.failure is None for run in cut] == [True, False, True]


def test_a_newer_event_ends_the_poll_after_all_before_it() -> None:
    cut = runs([record(0), record(1, type_="territory.revised.v9"), record(2)])
    assert [r.offset for r in next(iter(cut)).records] == [0]
    last = next(iter(cut))
    assert isinstance(last.failure, HaltsAt)
    assert isinstance(last.failure.cause, NewerEvent)
    assert (last.records, last.received) == ([last.failure.record], [])
    assert list(cut) == []


def test_what_a_person_said_to_skip_stands_alone_with_nothing_received() -> None:
    polled = [record(0), record(1, type_="territory.revised.v9"), record(2)]
    entity = ("territory.revised.v9", "200023414", polled[1].headers["ce_entityversion"])
    cut = list(runs(polled, {("territory", polled[1].partition, 1): entity}))
    assert [[r.offset for r in run.records] for run in cut] == [[0], [1], [2]]
    assert [len(run.received) for run in cut] == [1, 0, 1]
    assert all(run.failure is None for run in cut)


def test_another_event_at_a_skipped_place_is_applied() -> None:
    """After a restore beside another log."""
    (run,) = runs([record(0)], {("territory", 0, 0): ("territory.revised.v9", "200023414", "1")})
    assert len(run.received) == 1


def test_a_value_that_does_not_decode_keeps_its_place() -> None:
    (run,) = runs([replace(record(5), value=b"{")])
    assert run.received == []
    assert run.failure is not None
    assert run.records[0].offset == 5


# Events and their chain


def test_an_event_starts_its_chain_or_follows_the_one_it_is_in() -> None:
    alone = event(1)
    assert (alone.correlation_id, alone.causation_id) == (alone.id, None)
    assert alone.source == "/boucle/registry"
    with trace.following(alone.correlation_id, alone.id):
        after = event(2)
    assert (after.correlation_id, after.causation_id) == (alone.id, alone.id)


# Telling


def test_two_consumers_of_a_process_share_their_metrics() -> None:
    registry = CollectorRegistry()
    assert consumer_metrics(registry) is consumer_metrics(registry)
    assert relay_metrics(registry) is relay_metrics(registry)


def test_the_same_line_is_said_once_in_a_while() -> None:
    said = Sparse()

    def line(text: str) -> logging.LogRecord:
        return logging.LogRecord("aiokafka", logging.ERROR, "", 0, text, (), None)

    lines: Sequence[str] = ["cannot connect %s", "cannot connect %s", "other"]
    assert [said.filter(line(text)) for text in lines] == [True, False, True]
