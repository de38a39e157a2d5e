from hypothesis import given
from hypothesis import strategies as st

from boucle.registry.territories.public import at_least

WRITTEN = (3, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000)


@given(st.integers(0, 99_999))
def test_a_count_is_rounded_down_to_one_that_is_written_here(count: int) -> None:
    below = [one for one in WRITTEN if one <= count]
    assert at_least(count) == (below[-1] if below else None)
