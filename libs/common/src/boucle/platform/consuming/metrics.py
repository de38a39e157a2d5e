"""Consumers share one set of metrics per registry."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from prometheus_client import CollectorRegistry, Counter, Gauge


@dataclass(frozen=True)
class ConsumerMetrics:
    """The metrics are labelled by ``consumer``."""

    lag: Gauge
    batches: Counter
    events: Counter
    dead_letters: Counter
    retries: Counter
    fenced: Counter
    restarts: Counter
    last_progress: Gauge

    def show(self, consumer: str) -> None:
        """Set its counters to zero: a rate needs one sample from before the first event."""
        for counter in (
            *(self.batches, self.events, self.dead_letters),
            *(self.retries, self.fenced, self.restarts),
        ):
            counter.labels(consumer)


_of_registry: WeakKeyDictionary[CollectorRegistry, ConsumerMetrics] = WeakKeyDictionary()


def consumer_metrics(registry: CollectorRegistry) -> ConsumerMetrics:
    if registry not in _of_registry:
        _of_registry[registry] = _new(registry)
    return _of_registry[registry]


def _new(registry: CollectorRegistry) -> ConsumerMetrics:
    def counter(name: str, text: str) -> Counter:
        return Counter(f"boucle_consumer_{name}", text, ["consumer"], registry=registry)

    def gauge(name: str, text: str) -> Gauge:
        return Gauge(f"boucle_consumer_{name}", text, ["consumer"], registry=registry)

    return ConsumerMetrics(
        lag=gauge("lag_events", "Events of the partitions owned, not applied yet."),
        batches=counter("batches", "Batches committed."),
        events=counter("events", "Events committed."),
        dead_letters=counter("dead_letters", "Events put aside."),
        retries=counter("retries", "Batches tried again after a passing failure."),
        fenced=counter("fenced", "Times another owner had taken over."),
        restarts=counter("restarts", "Restarts by the watchdog."),
        last_progress=gauge(
            "last_progress_timestamp_seconds", "When events were last committed, since 1970."
        ),
    )
