"""Relays share one set of metrics per registry."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from prometheus_client import CollectorRegistry, Counter, Gauge


@dataclass(frozen=True)
class RelayMetrics:
    unpublished: Gauge
    oldest: Gauge
    published: Counter
    failures: Counter
    active: Gauge


_of_registry: WeakKeyDictionary[CollectorRegistry, RelayMetrics] = WeakKeyDictionary()


def relay_metrics(registry: CollectorRegistry) -> RelayMetrics:
    if registry not in _of_registry:
        _of_registry[registry] = _new(registry)
    return _of_registry[registry]


def _new(registry: CollectorRegistry) -> RelayMetrics:
    return RelayMetrics(
        unpublished=Gauge(
            "boucle_outbox_unpublished", "Events committed, not in Kafka yet.", registry=registry
        ),
        oldest=Gauge(
            "boucle_outbox_oldest_seconds", "Age of the oldest of them.", registry=registry
        ),
        published=Counter(
            "boucle_relay_published", "Events acknowledged by Kafka.", registry=registry
        ),
        failures=Counter(
            "boucle_relay_failures", "Batches not wholly acknowledged.", registry=registry
        ),
        active=Gauge(
            "boucle_relay_active", "1 while this process is its service's relay.", registry=registry
        ),
    )
