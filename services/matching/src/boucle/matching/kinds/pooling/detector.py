"""Groups that pool a service. Pure."""

from collections.abc import Callable, Collection, Sequence

from boucle.common.events.groups import Group
from boucle.common.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters


class PoolingDetector:
    """Finds none yet."""

    def market_of(self, sharing: Sharing) -> str | None:
        return None

    def groups(
        self,
        market: str,
        declared: Collection[Declared],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        return ()
