"""Define the metrics of the lists' worker."""

from math import nan

from prometheus_client import CollectorRegistry, Counter, Gauge


class ListMetrics:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.lag = Gauge(
            "boucle_lists_lag_events",
            "Events not yet applied to the lists; NaN before it was measured",
            registry=registry,
        )
        self.lag.set(nan)
        self.to_refresh = Gauge(
            "boucle_lists_to_mend", "Flows left to compare again", registry=registry
        )
        self.events = Counter("boucle_lists_events", "Events applied", registry=registry)
        self.lists = Counter("boucle_lists_changed", "Lists that changed", registry=registry)
        self.restarts = Counter("boucle_lists_restarts", "Lives restarted", registry=registry)
