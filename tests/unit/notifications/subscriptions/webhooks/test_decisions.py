"""When a message is tried again, and what becomes of a webhook that fails."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.notifications.subscriptions.webhooks.decisions import (
    GIVEN_UP_AFTER,
    JITTER,
    LONGEST_WAIT,
    RETRIES,
    Attempted,
    WebhookHealth,
    attempted,
    following,
    health_after,
    retry_after,
    wait_after,
)

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
FAILURES = st.sampled_from(
    [
        Attempted("refused", 500),
        Attempted("refused", 301),
        Attempted("unreachable"),
        Attempted("address_refused"),
        Attempted("refused", 503, timedelta(minutes=7)),
    ]
)
DELIVERED = Attempted("delivered", 204)


def test_the_plan_is_that_of_standard_webhooks() -> None:
    minutes = [one / timedelta(minutes=1) for one in RETRIES]
    assert minutes == [5 / 60, 5, 30, 120, 300, 600, 600]


@given(st.integers(1, len(RETRIES)), st.floats(0, 1))
def test_jitter_stays_in_its_bounds(tries: int, chance: float) -> None:
    wait, planned = wait_after(tries, None, chance), RETRIES[tries - 1]
    assert wait is not None
    assert (1 - JITTER) * planned <= wait <= (1 + JITTER) * planned


@given(st.integers(1, 12), st.timedeltas(timedelta(days=-3), timedelta(days=3)), st.floats(0, 1))
def test_what_a_receiver_asks_for_is_kept_in_bounds(
    tries: int, asked: timedelta, chance: float
) -> None:
    wait = wait_after(tries, asked, chance)
    assert (wait is None) is (tries > len(RETRIES))
    if wait is not None:
        assert RETRIES[0] <= wait <= LONGEST_WAIT
        assert wait == asked or not RETRIES[0] < asked < LONGEST_WAIT


@given(FAILURES, st.floats(0, 1))
def test_a_message_is_tried_eight_times_then_given_up(one: Attempted, chance: float) -> None:
    states = [following(one, tries, NOW, chance) for tries in range(1, 9)]
    assert [each.state for each in states] == ["due"] * 7 + ["failed"]
    assert all(each.due_at is not None and each.due_at > NOW for each in states[:-1])
    assert following(DELIVERED, 8, NOW, chance).state == "delivered"


@given(st.lists(st.tuples(FAILURES, st.timedeltas(timedelta(0), timedelta(hours=30))), max_size=30))
def test_it_is_disabled_after_five_days_of_failures_and_not_before(
    failures: list[tuple[Attempted, timedelta]],
) -> None:
    health, now, first = WebhookHealth(), NOW, None
    for one, later in failures:
        now += later
        first = first or now
        health = health_after(health, one, now)
        if health.state == "disabled":
            break
    expected = "disabled" if first and now - first >= GIVEN_UP_AFTER else "enabled"
    assert health.state == expected
    assert health.failing_since == first


@given(st.lists(FAILURES, max_size=5))
def test_one_delivery_makes_it_as_new_while_it_is_enabled(failures: list[Attempted]) -> None:
    health = WebhookHealth()
    for one in failures:
        health = health_after(health, one, NOW)
    assert health_after(health, DELIVERED, NOW) == WebhookHealth()


def test_410_disables_at_once_and_keeps_the_message() -> None:
    gone = attempted(410, {}, b"", NOW)
    health = health_after(WebhookHealth(), gone, NOW)
    assert (health.state, health.reason) == ("disabled", "gone")
    assert following(gone, 8, NOW, 0).state == "due"
    assert health_after(health, DELIVERED, NOW) == health


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        (format_datetime(NOW + timedelta(seconds=90), usegmt=True), 90),
        ("soon", None),
        ("-5", None),
        ("", None),
        (None, None),
        ("٣", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header: str | None, seconds: int | None) -> None:
    wait = retry_after(header, NOW)
    assert (None if wait is None else wait.total_seconds()) == seconds


def test_only_429_and_503_may_ask_for_time() -> None:
    headers = {"retry-after": "60"}
    asked = {
        status: attempted(status, headers, b"", NOW).retry_after for status in (200, 429, 500, 503)
    }
    assert asked == {
        200: None,
        429: timedelta(minutes=1),
        500: None,
        503: timedelta(minutes=1),
    }
