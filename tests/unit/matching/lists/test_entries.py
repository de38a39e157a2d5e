"""Lists are read as Postgres sends arrays."""

from __future__ import annotations

from struct import pack
from uuid import UUID

from boucle.matching.lists.entries import unpacked

_A, _B, _C = (UUID(int=number << 64 | 7) for number in (1, 2, 3))


def _array(items: list[bytes]) -> bytes:
    """As ``array_send`` of one dimension."""
    head = pack(">iiiii", 1, 0, 2950, len(items), 1)
    return head + b"".join(pack(">i", len(item)) + item for item in items)


def _row(flow: UUID, partners: list[UUID], ranks: list[int]) -> dict[str, object]:
    return {
        "owner": flow.bytes,
        "gives": flow == _A,
        "partners": _array([partner.bytes for partner in partners]),
        "ranks": _array([pack(">i", rank) for rank in ranks]),
    }


def test_lists_come_one_after_the_other() -> None:
    found = unpacked([_row(_A, [_B, _C], [20_001, 5]), _row(_C, [_A], [0])])
    assert found.flows.tolist() == [1, 7, 3, 7]
    assert found.gives.tolist() == [True, False]
    assert found.sizes.tolist() == [2, 1]
    assert found.partners.tolist() == [2, 7, 3, 7, 1, 7]
    assert found.ranks.tolist() == [20_001, 5, 0]
