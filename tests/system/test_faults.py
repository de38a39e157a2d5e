"""A worker and Kafka die under load, then everything is checked. Six faults by night; ``make
test-long`` has every process at several moments."""

import pytest

from tests.chaos.play import DAY, Options, play_in
from tests.chaos.world import World


@pytest.mark.timeout(1200)
@pytest.mark.asyncio(loop_scope="session")
async def test_nothing_is_lost_doubled_or_wrong_after_faults_under_load(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    def say(line: str) -> None:
        with capsys.disabled():
            print(line, flush=True)  # noqa: T201 - the figures are worth reading in any log

    report = await play_in(world, Options(seed=1, parts=[DAY]), say)

    assert [outcome.fault for outcome in report.outcomes] == list(DAY)
    assert all(outcome.in_flight > 0 for outcome in report.outcomes)
    assert all(part.held for part in report.parts)
