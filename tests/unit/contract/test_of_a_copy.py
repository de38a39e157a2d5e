"""What is said of an amount that is known by its rounded copy holds for the amount itself."""

from __future__ import annotations

import math
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.events.reasons import Criterion, Verdict
from boucle.contract.masking import of_a_copy

_AMOUNTS = st.floats(0.5, 1e6).map(lambda one: round(one, 2))


def _copy(amount: float) -> float:
    """The step of 1-2-5 nearest by ratio, from the definition in ``docs/``: not from the code."""
    whole = 10.0 ** math.floor(math.log10(amount))
    steps = [whole * one for one in (0.5, 1, 2, 5, 10)]
    return min(steps, key=lambda one: abs(math.log(one / amount)))


@given(_AMOUNTS, _AMOUNTS, st.booleans())
def test_an_offer_said_to_be_enough_is_enough(offer: float, need: float, copied: bool) -> None:
    seen = _copy(offer) / need if copied else offer / _copy(need)
    verdict: Verdict = "pass" if seen >= 1 else "partial"
    told = of_a_copy(
        Criterion(name="quantity", verdict=verdict, value=str(Decimal(seen * 100)), weight=7)
    )
    assert told.weight == 7
    if told.verdict == "pass":
        assert offer >= need
    else:
        assert (told.verdict, told.value, told.limit) == ("unknown", None, None)


def test_a_surplus_is_told_and_the_rest_is_as_it_was() -> None:
    plenty = Criterion(name="quantity", verdict="pass", value="400", limit="80")
    assert of_a_copy(plenty) == plenty
    none = Criterion(name="quantity", verdict="fail", value="1", limit="5")
    assert of_a_copy(none) == none
    near = Criterion(name="distance", verdict="partial", value="40")
    assert of_a_copy(near) == near
