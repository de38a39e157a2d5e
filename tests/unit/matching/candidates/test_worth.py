"""What ``auto`` reads of a pair: what it saves at least, whatever stands behind the copies."""

from __future__ import annotations

from typing import Final

import pytest
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
    """300,000 MWh on either side move, as the other's 330,000 are copied as 500,000, of which
    315,000 are behind it at least. A loss is not what it reads: then nothing is known."""

    def told(paid: float, least: float) -> bool:
        if side == "need":
            return worth(330_000, None, 300_000, paid, least)
        return worth(300_000, paid, 330_000, None, least)

    gain = (33 - PREPARED) * 300_000 - MIDDLE_LINE
    assert 380_000 < gain < 382_000
    assert told(33.0, gain - 500)
    assert not told(33.0, gain + 500)
    assert told(31.0, 1e6)

    def price_of(gain: float) -> float:
        return (gain + MIDDLE_LINE) / 300_000 + PREPARED

    assert told(price_of(0.5), 0.0)
    assert not told(price_of(0.5), 1000.0)
    assert told(price_of(-0.5), 1000.0)


def test_of_two_prices_the_lesser_of_what_each_side_may_read_counts() -> None:
    """A cost of 70 is copied as 50, a price of 33 as 20; 300,000 MWh as 126,000 at least."""
    need_hidden = (70 + 20 - PREPARED) * 126_000 - MIDDLE_LINE
    assert worth(330_000, 70.0, 300_000, 33.0, need_hidden - 500)
    assert not worth(330_000, 70.0, 300_000, 33.0, need_hidden + 500)
    offer_hidden = (100 + 33 - PREPARED) * 126_000 - MIDDLE_LINE
    assert worth(300_000, 120.0, 330_000, 33.0, offer_hidden - 500)
    assert not worth(300_000, 120.0, 330_000, 33.0, offer_hidden + 500)


def test_what_may_lose_more_than_it_is_likely_to_bring_is_not_worth_it() -> None:
    """A cost of 70 is copied as 50: 1.5 M EUR a year are likely, and 2.8 M may be lost where the
    line to the farthest corner is the dearest."""
    likely = (50 + 33 - PREPARED) * 126_000 - MIDDLE_LINE
    least = (50 + 33 - 6) * 126_000 - LINE_EUR_KM * FAR_KM
    assert (round(likely, -5), round(least, -5)) == (1_500_000, -2_800_000)
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
