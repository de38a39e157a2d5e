"""Places in the log, and versions that registry never gave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boucle.contract.given import REGISTRY_VERSIONS
from boucle.platform.consuming.halts import parse_place, place_text

NUMBERS = st.integers(min_value=0, max_value=2**62)


@given(st.sampled_from(["flow", "life", "a.b-c"]), NUMBERS, NUMBERS)
def test_a_place_is_read_as_it_is_shown(topic: str, partition: int, offset: int) -> None:
    assert parse_place(place_text((topic, partition, offset))) == (topic, partition, offset)


@pytest.mark.parametrize(
    "text", ["", "flow", "flow/3", "/3/17", "flow/x/17", "flow/3/-1", "a/1/2/3"]
)
def test_another_place_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(ValueError, match=r"no place in the log \(expected: TOPIC/PARTITION/OFFSET"):
        parse_place(text)


@given(NUMBERS, st.none() | NUMBERS)
def test_only_what_is_above_registry_was_never_given(version: int, reached: int | None) -> None:
    given_ = reached is not None and version <= reached
    assert (REGISTRY_VERSIONS.never_gave(version, reached) is None) == given_
