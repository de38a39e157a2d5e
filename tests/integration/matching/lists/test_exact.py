"""A short random story to three workers, one of which dies: the shortest form of what
``tests/night`` and ``python -m tests.chaos.exact`` play at length."""

from pathlib import Path

import pytest

from boucle.matching.app import SERVICE
from tests.chaos.exact.play import Options, play
from tests.chaos.exact.workers import Ground
from tests.kit.kit import ServiceDatabase


@pytest.mark.timeout(300)
async def test_the_lists_are_the_full_recompute_after_a_worker_died(
    service_database: ServiceDatabase, kafka_bootstrap: str, topic_prefix: str, tmp_path: Path
) -> None:
    database = await service_database(SERVICE)
    ground = Ground(database.url, kafka_bootstrap, topic_prefix)
    options = Options(
        operations=600, population=120, faults=1, checks=1, lives=0.15, wide=250, behind=50
    )

    report = await play(ground, tmp_path, options, lambda _line: None)

    assert report.operations > 0.9 * options.operations
    assert len(report.in_flight) == options.faults
    assert report.held[-1].report.pairs > 10
    assert report.held[-1].lives > 5
