"""What a worker tells of itself before it read anything."""

from math import isnan

from prometheus_client import CollectorRegistry

from boucle.matching.lists.metrics import ListMetrics


def test_a_lag_that_was_never_measured_is_no_zero() -> None:
    registry = CollectorRegistry()
    ListMetrics(registry)
    lag = registry.get_sample_value("boucle_lists_lag_events")
    assert lag is not None
    assert isnan(lag)
