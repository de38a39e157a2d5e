"""Lists as an engine that starts from nothing finds them. Pure."""

from collections.abc import Iterator, Mapping
from typing import Final

from boucle.matching.engine import Engine, FlowChange, ListColumns
from boucle.matching.operations.audit.compare import AuditInputs, RankedList
from boucle.matching.scoring import Rules

_PARTS: Final = 32
"""Lists are made in so many parts, to keep each small."""


def lists_from_nothing(inputs: AuditInputs, rules: Rules) -> Mapping[int, RankedList]:
    """The list of each flow that has partners, best first."""
    engine = Engine(rules)
    for settings in inputs.settings.values():
        engine.settle(settings)
    engine.put(FlowChange(row.flow, row.version, row.flow % _PARTS, 0, row) for row in inputs.flows)
    engine.set_lives(inputs.lives)
    found: dict[int, RankedList] = {}
    for part in range(_PARTS):
        engine.refresh(engine.own(part))
        found.update(_lists(engine.drain()))
        engine.release(part)
    return found


def _lists(columns: ListColumns) -> Iterator[tuple[int, RankedList]]:
    partners = list(map(_number, columns.partner.tolist()))
    ranks = columns.rank.tolist()
    starts = columns.starts.tolist()
    for at, owner in enumerate(columns.owner.tolist()):
        span = slice(starts[at], starts[at + 1])
        if span.stop > span.start:
            yield _number(owner), tuple(zip(partners[span], ranks[span], strict=True))


def _number(id_: bytes) -> int:
    return int.from_bytes(id_, "big")
