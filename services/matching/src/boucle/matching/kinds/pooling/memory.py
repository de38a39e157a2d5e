"""What is kept between computations, so that a change costs what it reaches. Pure: it changes no
result."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Final

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.kept import Interned, KeptResults
from boucle.matching.kinds.pooling.anchors import Stand, stand
from boucle.matching.kinds.pooling.market import Market, TerritoryValues
from boucle.matching.kinds.pooling.members import MemberStanding
from boucle.matching.kinds.pooling.pools import Counted, PooledService
from boucle.matching.kinds.pooling.services.by_subject import service_of
from boucle.matching.kinds.pooling.subsets import Subset

_SETTINGS: Final = 2_000
_MARKETS: Final = 200
_ROWS: Final = 200_000
_SUBSETS: Final = 50_000
_STANDINGS: Final = 20_000


class Memory:
    def __init__(self) -> None:
        self.subsets: KeptResults[Subset | None] = KeptResults(_SUBSETS)
        self.surroundings: KeptResults[dict[int, list[int]]] = KeptResults(_MARKETS)
        self.rows: KeptResults[Counted] = KeptResults(_ROWS)
        self.carriers: KeptResults[tuple[Stand | None, bool]] = KeptResults(_SUBSETS)
        self.standings: KeptResults[MemberStanding] = KeptResults(_STANDINGS)
        self._stands = Interned(_stand)
        self._settings: KeptResults[TerritoryValues] = KeptResults(_SETTINGS)

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        """As ``Detector.groups``."""
        _, subject, stream = market.partition("@")[0].split("/", 2)
        service = service_of(subject, stream)
        stands = [self._stands.of(each.body, service) for each in declared]
        stands.sort(key=lambda each: each.sharing.sharing_id)
        settings = partial(self._own, parameters)
        found = Market(service, stream, stands, settings, self).groups(acted_on)
        return tuple(sorted(found, key=lambda group: group.synergy_id))

    def _own(self, parameters: Callable[[str], Parameters], territory: str) -> TerritoryValues:
        values = parameters(territory)
        return self._settings.get(frozenset(values.items()), lambda: TerritoryValues(dict(values)))


def _stand(sharing: Sharing, service: PooledService) -> Stand:
    return stand(sharing, service.spot(sharing), service.carries(sharing))
