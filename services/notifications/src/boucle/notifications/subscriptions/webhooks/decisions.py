"""Decide what becomes of a message and of its webhook after an attempt. Pure: time and chance are
passed in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final, Literal

from boucle.platform.delivery.retries import RetryPolicy

WebhookState = Literal["enabled", "disabled"]
Reason = Literal["failing", "gone", "revoked"]
"""Why it was disabled: it failed for five days, it answered 410, or its principal was revoked."""
DeliveryState = Literal["waiting", "due", "sending", "delivered", "failed"]
"""``waiting``: for an earlier message about the same thing; ``failed``: given up."""
Outcome = Literal["delivered", "refused", "gone", "unreachable", "address_refused"]
"""``refused``: answered, but not with 2xx; ``unreachable``: no answer within 10 s."""
Addressee = Literal["contact", "operator"]

RETRIES: Final = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=10),
)
"""Waits before each attempt after the first: as Standard Webhooks recommends."""
JITTER: Final = 0.1
_PLAN: Final = RetryPolicy(RETRIES, JITTER)
LONGEST_WAIT: Final = timedelta(hours=10)
"""Upper bound of ``Retry-After``; the first retry's wait is the lower one."""
GIVEN_UP_AFTER: Final = timedelta(days=5)
_SLOW_DOWN: Final = (429, 503)
_GONE: Final = 410
NOTICES: Final[Mapping[Reason, tuple[Addressee, ...]]] = {
    "failing": ("contact", "operator"),
    "gone": ("contact",),
    "revoked": (),
}
"""Who is written to when a webhook is disabled."""


@dataclass(frozen=True, slots=True)
class Attempted:
    """The result of an attempt. ``status`` is None where nothing was answered; ``retry_after`` is
    the receiver's request; ``answer`` the beginning of its answer, as text."""

    outcome: Outcome
    status: int | None = None
    retry_after: timedelta | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Following:
    """A message after an attempt; ``due_at`` is when it is tried again, if it is."""

    state: DeliveryState
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WebhookHealth:
    """The health of a webhook. ``failing_since`` is its first failure since its last success;
    ``not_before`` is the receiver's request for a pause."""

    state: WebhookState = "enabled"
    reason: Reason | None = None
    failing_since: datetime | None = None
    not_before: datetime | None = None


def attempted(status: int, headers: Mapping[str, str], head: bytes, now: datetime) -> Attempted:
    answer = head.decode("utf-8", "replace").replace("\x00", "\ufffd")
    if 200 <= status < 300:
        return Attempted("delivered", status, None, answer)
    if status == _GONE:
        return Attempted("gone", status, None, answer)
    wait = retry_after(headers.get("retry-after"), now) if status in _SLOW_DOWN else None
    return Attempted("refused", status, wait, answer)


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Parse seconds or a date (RFC 9110, section 10.2.3); None for anything else."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return timedelta(seconds=min(int(text[:9]), 10**8))
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now


def wait_after(tries: int, asked: timedelta | None, chance: float) -> timedelta | None:
    """Return the wait after that many tries (from 1); None: no more. ``chance`` is from 0 to 1."""
    wait = _PLAN.wait_after(tries, chance)
    if wait is None or asked is None:
        return wait
    return min(max(asked, RETRIES[0]), LONGEST_WAIT)


def following(one: Attempted, tries: int, now: datetime, chance: float) -> Following:
    if one.outcome == "delivered":
        return Following("delivered")
    wait = wait_after(tries, one.retry_after, chance)
    if wait is None and one.outcome != "gone":
        return Following("failed")
    return Following("due", now + (wait or RETRIES[-1]))


def health_after(health: WebhookHealth, one: Attempted, now: datetime) -> WebhookHealth:
    """Return the webhook after one of its messages was tried."""
    if health.state == "disabled":
        return health
    if one.outcome == "delivered":
        return WebhookHealth()
    since = health.failing_since or now
    if one.outcome == "gone":
        return WebhookHealth("disabled", "gone", since)
    if now - since >= GIVEN_UP_AFTER:
        return WebhookHealth("disabled", "failing", since)
    wait = wait_after(1, one.retry_after, 0) if one.retry_after is not None else None
    not_before = health.not_before if wait is None else now + wait
    return replace(health, failing_since=since, not_before=not_before)
