"""Count incoming mail."""

from dataclasses import dataclass
from typing import Final, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge

from boucle.notifications.inbound.decisions import Outcome

OUTCOMES: Final[tuple[Outcome, ...]] = get_args(Outcome)


@dataclass(frozen=True, slots=True)
class MailboxMetrics:
    failures: Counter
    up: Gauge


def inbound_counter(registry: CollectorRegistry) -> Counter:
    counter = Counter(
        "boucle_inbound_mail",
        "Messages read, and what became of them.",
        ["outcome"],
        registry=registry,
    )
    for outcome in OUTCOMES:
        counter.labels(outcome)
    return counter


def mailbox_metrics(registry: CollectorRegistry) -> MailboxMetrics:
    """The mailbox counts as up until it is known not to be; without one, always."""
    metrics = MailboxMetrics(
        failures=Counter(
            "boucle_inbound_mailbox_failures",
            "Times that the mailbox of calendar answers could not be read.",
            registry=registry,
        ),
        up=Gauge(
            "boucle_inbound_mailbox_up",
            "Whether the mailbox of calendar answers could be read the last time.",
            registry=registry,
        ),
    )
    metrics.up.set(1)
    return metrics
