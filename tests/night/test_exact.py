"""A random story to three workers that die; ``make test-long`` has the whole form."""

from pathlib import Path

import pytest

from boucle.matching.app import SERVICE
from tests.chaos.exact.play import Options, play
from tests.chaos.exact.workers import Ground
from tests.kit.kit import ServiceDatabase


@pytest.mark.timeout(600)
async def test_the_lists_are_the_full_recompute_whatever_befell_three_workers(
    service_database: ServiceDatabase, kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> None:
    database = await service_database(SERVICE)
    ground = Ground(database.url, kafka_bootstrap, topic_prefix)
    options = Options(operations=3000, population=400, faults=5, checks=2, lives=0.15, wide=900)

    report = await play(ground, tmp_path, options, lambda _line: None)

    assert report.operations > 0.9 * options.operations
    assert len(report.in_flight) == options.faults
    # How many lives there are at a check depends on how far slow workers had come before it.
    assert all(held.report.pairs > 0 for held in report.held)
    assert report.held[-1].report.pairs > 100
    assert report.held[-1].lives > 50
