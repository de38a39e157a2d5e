"""The worker of markets: how long one that fails is left alone."""

from boucle.matching.markets.worker import postponed_s


def test_a_market_that_fails_is_looked_at_again_ever_later_however_often_it_fails() -> None:
    assert [postponed_s(attempts) for attempts in (1, 2, 5, 6, 100_000)] == [2, 4, 32, 60, 60]
