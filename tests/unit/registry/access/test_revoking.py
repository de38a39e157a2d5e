"""From which moment on the tokens of a principal are good again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.identity import (
    InvalidToken,
    Principal,
    StaticKeys,
    TokenIssuer,
    Verifier,
    new_signing_key,
)
from boucle.registry.identity.revoking import next_not_before, seconds_to_wait
from tests.kit import FrozenClock

KEY = new_signing_key()
TOOL = Principal("tool", "tool", "tool")


class Revoked:
    def __init__(self, moment: datetime | None) -> None:
        self._moment = moment

    async def not_before(self, client_id: str) -> datetime | None:
        return self._moment


async def _verify(token: str, now: datetime, moment: datetime | None) -> Principal:
    checking = Verifier(StaticKeys(KEY), clock=FrozenClock(now), revoked=Revoked(moment))
    return await checking.verify(token)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.lists(st.integers(0, 20_000), min_size=1, max_size=8),
)
async def test_each_revocation_ends_what_was_issued_until_it_and_nothing_after(
    began: datetime, gaps: list[int]
) -> None:
    """Revoked again and again, ``gaps`` ms apart, a token issued just before each."""
    now, moment = began, None
    for gap in gaps:
        now += timedelta(milliseconds=gap)
        token = TokenIssuer(KEY, clock=FrozenClock(now)).issue(TOOL, moment)
        assert await _verify(token, now, moment) == TOOL
        after = next_not_before(now, moment)
        with pytest.raises(InvalidToken, match="revoked"):
            await _verify(token, now, after)
        moment = after


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(-10_000, 10_000),
)
async def test_a_token_in_the_making_and_one_of_a_clock_ahead_fall_too(
    now: datetime, apart: int
) -> None:
    """Issued up to ten seconds later by one who had not heard of the revocation yet."""
    issued = now + timedelta(milliseconds=apart)
    token = TokenIssuer(KEY, clock=FrozenClock(issued)).issue(TOOL, None)
    with pytest.raises(InvalidToken, match="revoked"):
        await _verify(token, now, next_not_before(now, None))


@pytest.mark.parametrize(("times", "waits"), [(1, False), (5, False), (40, True)])
async def test_after_many_revocations_a_token_waits_until_it_serves(
    times: int, waits: bool
) -> None:
    now, moment = datetime(2026, 11, 28, tzinfo=UTC), None
    for _ in range(times):
        moment = next_not_before(now, moment)
    wait = seconds_to_wait(now, moment)
    assert (wait > 0) is waits
    then = now + timedelta(seconds=wait)
    token = TokenIssuer(KEY, clock=FrozenClock(then)).issue(TOOL, moment)
    assert await _verify(token, then, moment) == TOOL
    assert seconds_to_wait(then, moment) == 0
