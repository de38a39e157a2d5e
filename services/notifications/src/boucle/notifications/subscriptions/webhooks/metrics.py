"""Count webhooks' messages."""

from dataclasses import dataclass
from typing import Final, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from boucle.notifications.subscriptions.webhooks import queue
from boucle.notifications.subscriptions.webhooks.decisions import Outcome, Reason
from boucle.platform.clock import Clock
from boucle.platform.db import Database
from boucle.platform.periodic import Periodic

EVERY: Final = 15.0  # seconds


@dataclass(frozen=True, slots=True)
class WebhookMetrics:
    attempts: Counter
    disabled: Counter
    taken_over: Counter
    answered: Histogram
    late: Histogram
    queued: Gauge
    oldest: Gauge


def webhook_metrics(registry: CollectorRegistry) -> WebhookMetrics:
    """Start the counters at zero: a rate needs one measure from before the first message."""
    metrics = _new(registry)
    for outcome in get_args(Outcome):
        metrics.attempts.labels(outcome)
    for reason in get_args(Reason):
        metrics.disabled.labels(reason)
    return metrics


def _new(registry: CollectorRegistry) -> WebhookMetrics:
    return WebhookMetrics(
        attempts=Counter(
            "boucle_webhook_attempts",
            "Attempts to deliver a message, by what came of them.",
            ["outcome"],
            registry=registry,
        ),
        disabled=Counter(
            "boucle_webhook_disabled", "Webhooks disabled, and why.", ["reason"], registry=registry
        ),
        taken_over=Counter(
            "boucle_webhook_taken_over",
            "Messages begun by a sender that died: each may have arrived twice.",
            registry=registry,
        ),
        answered=Histogram(
            "boucle_webhook_answer_seconds",
            "From the request to its answer, or to its failure.",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15),
            registry=registry,
        ),
        late=Histogram(
            "boucle_webhook_seconds",
            "From queued to delivered, of messages delivered at the first try.",
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 3600),
            registry=registry,
        ),
        queued=Gauge(
            "boucle_webhook_queued",
            "Messages of enabled webhooks that are not delivered.",
            registry=registry,
        ),
        oldest=Gauge(
            "boucle_webhook_oldest_due_seconds",
            "Since when the oldest is due, of webhooks that do not fail.",
            registry=registry,
        ),
    )


def measures(database: Database, clock: Clock, metrics: WebhookMetrics) -> Periodic:
    async def measure() -> None:
        async with database.read() as session:
            found = await queue.queued(session)
        age = 0.0 if found.oldest is None else (clock() - found.oldest).total_seconds()
        metrics.queued.set(found.messages)
        metrics.oldest.set(max(0.0, age))

    return Periodic("webhook_measures", EVERY, measure)
