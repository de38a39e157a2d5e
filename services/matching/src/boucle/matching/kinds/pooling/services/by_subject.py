"""The services that are pooled, by subject."""

from collections.abc import Mapping
from typing import Final

from boucle.matching.kinds.pooling.pools import PooledService
from boucle.matching.kinds.pooling.services.electrical import ElectricalWaste
from boucle.matching.kinds.pooling.services.freight import Freight
from boucle.matching.kinds.pooling.services.rainwater import Rainwater
from boucle.matching.kinds.pooling.services.thresholds import (
    CATERING,
    CHILDCARE,
    MOBILITY,
    PURCHASING,
    SECURITY,
)
from boucle.matching.kinds.pooling.services.waste import WasteCollection
from boucle.matching.kinds.pooling.streams import ELECTRICAL

_ALL: Final[tuple[PooledService, ...]] = (
    WasteCollection(),
    Freight(),
    Rainwater(),
    PURCHASING,
    SECURITY,
    CATERING,
    CHILDCARE,
    MOBILITY,
)
_SERVICES: Final[Mapping[str, PooledService]] = {service.subject: service for service in _ALL}
_ELECTRICAL: Final = ElectricalWaste()


def service_of(subject: str, stream: str) -> PooledService:
    """Electrical waste has rules of its own."""
    return _ELECTRICAL if stream == ELECTRICAL else _SERVICES[subject]
