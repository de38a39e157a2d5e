"""Ids by the thousand are those made one by one."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from boucle.matching.kinds.substitution import synergy_id
from boucle.matching.kinds.substitution.ids import synergy_ids


@given(st.lists(st.tuples(st.uuids(), st.uuids()), max_size=5))
def test_many_are_as_each(pairs: list[tuple[UUID, UUID]]) -> None:
    offers, needs = (
        np.frombuffer(b"".join(one.bytes for one in side), np.uint8).view("V16")
        for side in ([offer for offer, _ in pairs], [need for _, need in pairs])
    )
    assert synergy_ids(offers, needs) == [synergy_id(*pair) for pair in pairs]
