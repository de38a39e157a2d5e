"""Finding the groups of a market: what is kept between two calls is one thread's at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds import markets
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.markets import detector_of, groups_of
from tests.unit.matching.kinds.sharing.declared import parameters

_BOUND_S = 10


class Slow:
    """Its first call waits for the second."""

    entered, second = Event(), Event()

    def __init__(self) -> None:
        self.within = 0

    def market_of(self, sharing: Sharing) -> str | None:
        return None

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        self.within += 1
        assert self.within == 1, "two threads within one detector"
        if self.entered.is_set():
            self.second.set()
        else:
            self.entered.set()
            assert self.second.wait(_BOUND_S)
        self.within -= 1
        return ()


def test_two_threads_never_use_what_is_kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markets, "DETECTORS", {"slow": Slow()})
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(groups_of("slow/a/b"), "slow/a/b", (), (), parameters)
        assert Slow.entered.wait(_BOUND_S)
        assert groups_of("slow/a/b")("slow/a/b", (), (), parameters) == ()
        assert first.result(_BOUND_S) == ()


def test_copies_are_weighed_with_nothing_kept() -> None:
    market = "posts/H15/any"
    assert detector_of(market) is not detector_of(market)
    assert detector_of("older/a/b") is None
    assert groups_of("older/a/b")("older/a/b", (), (), parameters) == ()
