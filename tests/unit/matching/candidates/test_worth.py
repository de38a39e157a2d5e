"""What ``auto`` reads of a pair: what it saves at least, whatever stands behind the copies."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.candidates.worth import is_worth_a_mail
from boucle.matching.scoring import DEFAULT_SETTINGS
from tests.unit.matching.candidates.test_gains import FAR_KM, LINE_EUR_KM, steam
from tests.unit.matching.worlds import rules

MIDDLE_LINE: Final = LINE_EUR_KM * (2100 + 6000) / (2 * 6000) * FAR_KM
"""EUR a year of a line to the farthest corner, the middle of its range."""
PREPARED: Final = 3.5
"""EUR a MWh, the middle of 1 and 6."""


def worth(offered: int, cost: float | None, wanted: int, price: float | None, least: float) -> bool:
    """MWh and EUR a MWh. One of both territories asks for ``least``, the other for nothing."""
    offer, need = steam(offered, output=True, eur=cost), steam(wanted, output=False, eur=price)
    patient, eager = (replace(DEFAULT_SETTINGS, least_gain=each) for each in (least, 0.0))
    free = offer.quantity, need.quantity
    found = {
        is_worth_a_mail(PairInputs(offer, need, settings, free, 0), rules())
        for settings in ((patient, eager), (eager, patient))
    }
    assert len(found) == 1
    return found.pop()


def test_with_no_price_nothing_speaks_against_it() -> None:
    assert worth(330_000, None, 300_000, None, 1e9)
    assert worth(330_000, 0.0, 300_000, None, 1e9)


@pytest.mark.parametrize("side", ["offer", "need"])
def test_of_one_price_the_side_that_pays_reads_of_the_least_gain_or_of_none(side: str) -> None:
    """330,000 MWh are copied as 500,000, of which 315,000 are behind it at least; 60 EUR as 50. A
    loss is not what it reads: then nothing is known."""

    def told(paid: float, least: float) -> bool:
        offered, wanted = (paid, None) if side == "offer" else (None, paid)
        return worth(330_000, offered, 330_000, wanted, least)

    gain = (50 - PREPARED) * 315_000 - MIDDLE_LINE
    assert 6_100_000 < gain < 6_200_000
    assert told(60.0, gain - 500)
    assert not told(60.0, gain + 500)
    assert (20 - PREPARED) * 315_000 < MIDDLE_LINE
    assert told(33.0, 1e6)


def test_of_two_prices_the_least_behind_both_copies_counts() -> None:
    """A cost of 70 is copied as 50, a price of 33 as 20; 300,000 MWh as 126,000 at least."""
    gain = (50 + 20 - PREPARED) * 315_000 - MIDDLE_LINE
    assert worth(330_000, 70.0, 330_000, 33.0, gain - 500)
    assert not worth(330_000, 70.0, 330_000, 33.0, gain + 500)
    assert worth(330_000, 50.0, 340_000, 20.0, gain - 500)
    few = (100 + 20 - PREPARED) * 126_000 - MIDDLE_LINE
    assert worth(300_000, 120.0, 330_000, 33.0, few - 500)
    assert not worth(300_000, 120.0, 330_000, 33.0, few + 500)


_PRICE: Final = st.floats(20.0, 49.9)
_MWH: Final = st.integers(330_000, 600_000)
"""All behind one step of 1-2-5."""


@given(own=_PRICE, mwh=_MWH, seen=st.tuples(_PRICE, _MWH), twin=st.tuples(_PRICE, _MWH), least=_MWH)
def test_flows_of_the_same_copy_and_step_of_price_are_told_alike(
    own: float, mwh: int, seen: tuple[float, int], twin: tuple[float, int], least: int
) -> None:
    """Who varies his own flow reads nothing of the other but its step."""
    gains = [(20.0 + 20.0) * 315_000 - MIDDLE_LINE - least, float(least)]
    for gain in gains:
        assert worth(mwh, own, seen[1], seen[0], gain) is worth(mwh, own, twin[1], twin[0], gain)
        assert worth(seen[1], seen[0], mwh, own, gain) is worth(twin[1], twin[0], mwh, own, gain)


def test_what_may_lose_more_than_it_is_likely_to_bring_is_not_worth_it() -> None:
    """A cost of 70 is copied as 50, a price of 53 as 50: 3.7 M EUR a year are likely, and less than
    that may be lost where the line to the farthest corner is the dearest; of 33, more."""
    likely, least = ((50 + 50 - each) * 126_000 for each in (PREPARED, 6.0))
    assert likely - MIDDLE_LINE + least - LINE_EUR_KM * FAR_KM > 0
    assert worth(300_000, 70.0, 330_000, 53.0, 0.0)
    likely, least = ((50 + 20 - each) * 126_000 for each in (PREPARED, 6.0))
    assert likely - MIDDLE_LINE < 0 or likely - MIDDLE_LINE + least - LINE_EUR_KM * FAR_KM < 0
    assert not worth(300_000, 70.0, 330_000, 33.0, 0.0)


def test_a_loss_is_not_worth_it_though_nothing_is_asked_for() -> None:
    assert not worth(330_000, 7.0, 300_000, 33.0, 0.0)
    assert not worth(330_000, 7.0, 300_000, 33.0, -1e9)


def test_a_line_that_nobody_has_priced_saves_nothing_for_sure() -> None:
    route = next(one for one in rules().routes if one.line and not one.line.classes)
    offer = replace(steam(300_000, output=True, eur=50.0), family=route.output)
    need = replace(steam(300_000, output=False, eur=50.0), family=route.input)
    free = offer.quantity, need.quantity
    for least, is_worth in ((0.0, True), (0.5, False)):
        both = replace(DEFAULT_SETTINGS, least_gain=least), replace(DEFAULT_SETTINGS, least_gain=0)
        assert is_worth_a_mail(PairInputs(offer, need, both, free, 0), rules()) is is_worth
