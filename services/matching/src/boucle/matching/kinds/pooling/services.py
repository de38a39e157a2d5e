"""The services that are pooled, by subject."""

from collections.abc import Mapping
from typing import Final

from boucle.matching.kinds.pooling.pools import Service
from boucle.matching.kinds.pooling.waste import WasteCollection

SERVICES: Final[Mapping[str, Service]] = {
    service.subject: service for service in (WasteCollection(),)
}
