"""Wrong secrets are looked at slowly; nobody else waits for them."""

import asyncio

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from boucle.registry.identity.failed_secrets import (
    A_MINUTE_BY_ADDRESS,
    A_MINUTE_BY_CLIENT,
    AT_ONCE_BY_ADDRESS,
    Claim,
    FailedSecrets,
    TooManyFailures,
)

HERE, THERE = "203.0.113.7", "198.51.100.9"


async def _wrong() -> bool:
    return False


async def _right() -> bool:
    return True


class Looks:
    """Counts how many secrets are looked at, and how many at once."""

    def __init__(self) -> None:
        self.done = self.now = self.most = 0

    async def wrong(self) -> bool:
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0)
        self.now -= 1
        self.done += 1
        return False


async def _waits(failed: FailedSecrets, claim: Claim) -> bool:
    """Whether it is held up at all."""
    task = asyncio.create_task(failed.heard(claim, _right))
    for _ in range(20):
        await asyncio.sleep(0)
    held_up = not task.done()
    assert await task
    return held_up


async def test_a_client_is_slowed_for_those_that_failed_only() -> None:
    failed = FailedSecrets(CollectorRegistry())
    attacked = Claim("company-1", True, HERE)
    for _ in range(A_MINUTE_BY_CLIENT):
        assert not await failed.heard(attacked, _wrong)
    assert await _waits(failed, attacked)
    assert not await _waits(failed, attacked._replace(address=THERE))  # its owner
    assert not await _waits(failed, attacked._replace(client_id="company-2"))  # a neighbour


async def test_an_address_is_slowed_whatever_it_names() -> None:
    failed = FailedSecrets(CollectorRegistry())
    for number in range(A_MINUTE_BY_ADDRESS):
        assert not await failed.heard(Claim(f"guess-{number}", False, HERE), _wrong)
    assert await _waits(failed, Claim("company-1", True, HERE))
    assert not await _waits(failed, Claim("company-1", True, THERE))


async def test_many_at_once_are_looked_at_one_by_one_and_the_rest_not_at_all() -> None:
    metrics = CollectorRegistry()
    failed, looks = FailedSecrets(metrics), Looks()
    claim = Claim("company-1", True, HERE)
    for _ in range(A_MINUTE_BY_ADDRESS):
        await failed.heard(claim, looks.wrong)
    before, looks.most = looks.done, 0
    answers = await asyncio.gather(
        *(failed.heard(claim, looks.wrong) for _ in range(200)), return_exceptions=True
    )
    unseen = [one for one in answers if isinstance(one, TooManyFailures)]
    assert looks.most == 1
    assert looks.done - before == 200 - len(unseen) <= 20
    assert {one.retry_after for one in unseen} == {3}
    total = A_MINUTE_BY_ADDRESS + 200
    assert f"boucle_failed_secrets_total {total}.0" in generate_latest(metrics).decode()


async def test_a_burst_of_a_fresh_address_is_counted_before_most_of_it_is_looked_at() -> None:
    failed, looks = FailedSecrets(CollectorRegistry()), Looks()
    claims = [Claim(f"guess-{number}", False, HERE) for number in range(200)]
    answers = await asyncio.gather(
        *(failed.heard(one, looks.wrong) for one in claims), return_exceptions=True
    )
    unseen = [one for one in answers if isinstance(one, TooManyFailures)]
    in_lane = 20
    assert looks.most <= AT_ONCE_BY_ADDRESS + 1
    assert looks.done == 200 - len(unseen) < A_MINUTE_BY_ADDRESS + AT_ONCE_BY_ADDRESS + in_lane


async def test_an_address_with_many_at_once_holds_up_no_other() -> None:
    failed, looked_at = FailedSecrets(CollectorRegistry()), asyncio.Event()

    async def after_long() -> bool:
        return await looked_at.wait()

    here, there = Claim("company-1", True, HERE), Claim("company-1", True, THERE)
    busy = [asyncio.create_task(failed.heard(here, after_long)) for _ in range(90)]
    await asyncio.sleep(0)
    assert not await _waits(failed, there)
    looked_at.set()
    assert all(await asyncio.gather(*busy))


async def test_right_secrets_are_never_counted() -> None:
    metrics = CollectorRegistry()
    failed = FailedSecrets(metrics)
    claims = [Claim(f"tool-{number}", True, HERE) for number in range(3 * A_MINUTE_BY_ADDRESS)]
    assert all(await asyncio.gather(*(failed.heard(one, _right) for one in claims)))
    assert "boucle_failed_secrets_total 0.0" in generate_latest(metrics).decode()


@pytest.mark.parametrize(
    ("address", "network"),
    [(HERE, "203.0.113.0/24"), ("2001:db8::/64", "2001:db8::/64"), ("", "")],
)
def test_logs_name_a_network_not_an_address(address: str, network: str) -> None:
    assert Claim("x", True, address).network == network
