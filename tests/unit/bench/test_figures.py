"""How measurements are told."""

from tests.bench.support.figures import percentile, percentiles


def test_a_percentile_is_one_of_the_values_themselves() -> None:
    seconds = [0.004, 0.001, 0.003, 0.002]
    assert percentile(seconds, 50) == 0.003
    assert percentile(seconds, 99) == 0.004
    assert percentile([0.5], 95) == 0.5


def test_percentiles_are_told_in_milliseconds() -> None:
    assert [part.strip() for part in percentiles([0.001]).split(" ms")] == [
        *("p50    1.0", "p95    1.0", "p99    1.0", "max    1.0", "")
    ]
