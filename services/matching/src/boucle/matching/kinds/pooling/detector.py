"""Groups that pool a service: declarations and parameters in, groups out. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.pooling.streams import STREAMS

if TYPE_CHECKING:
    from boucle.matching.kinds.pooling.memory import Memory

NAME: Final = "pooling"


class PoolingDetector:
    """As ``Detector``. It keeps what it computed by what it computed it from."""

    def market_of(self, sharing: Sharing) -> str | None:
        known = STREAMS.get(sharing.subject or "") if sharing.kind == "service" else None
        stream = None if known is None else known(sharing)
        return None if stream is None else f"{NAME}/{sharing.subject}/{stream}"

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        return self._memory.groups(market, declared, acted_on, parameters)

    @cached_property
    def _memory(self) -> Memory:
        from boucle.matching.kinds.pooling.memory import Memory  # noqa: PLC0415  with numpy

        return Memory()
