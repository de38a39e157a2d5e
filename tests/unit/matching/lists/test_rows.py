"""Lists are read as Postgres sends arrays."""

from __future__ import annotations

from struct import pack
from uuid import UUID

import pytest

from boucle.matching.lists.rows import unpacked

_A, _B, _C = (UUID(int=number << 64 | 7) for number in (1, 2, 3))


def _array(items: list[bytes]) -> bytes:
    """As ``array_send`` of one dimension, or of none."""
    if not items:
        return pack(">iii", 0, 0, 2950)
    head = pack(">iiiii", 1, 0, 2950, len(items), 1)
    return head + b"".join(pack(">i", len(item)) + item for item in items)


def _row(flow: UUID, partners: list[UUID], ranks: list[int]) -> dict[str, object]:
    return {
        "flow": flow.bytes,
        "gives": flow == _A,
        "partners": _array([partner.bytes for partner in partners]),
        "ranks": _array([pack(">i", rank) for rank in ranks]),
    }


def test_lists_come_one_after_the_other() -> None:
    found = unpacked([_row(_A, [_B, _C], [20_001, 5]), _row(_B, [], []), _row(_C, [_A], [0])])
    assert found.flows.tolist() == [1, 7, 2, 7, 3, 7]
    assert found.gives.tolist() == [True, False, False]
    assert found.sizes.tolist() == [2, 0, 1]
    assert found.partners.tolist() == [2, 7, 3, 7, 1, 7]
    assert found.ranks.tolist() == [20_001, 5, 0]


@pytest.mark.parametrize(("partners", "ranks"), [([_B, _C], [9]), ([_B], []), ([], [9])])
def test_a_rank_a_partner_or_an_error_that_names_the_list(
    partners: list[UUID], ranks: list[int]
) -> None:
    with pytest.raises(ValueError, match=f"list_row {_A}: {len(partners)} partners"):
        unpacked([_row(_C, [_A], [1]), _row(_A, partners, ranks)])
