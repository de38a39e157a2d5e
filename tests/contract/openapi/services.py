"""The services whose contract is committed."""

from typing import Any

from boucle.common.process import Service
from boucle.indicators.app import SERVICE as INDICATORS
from boucle.matching.app import SERVICE as MATCHING
from boucle.notifications.app import SERVICE as NOTIFICATIONS
from boucle.registry.app import SERVICE as REGISTRY

SERVICES: tuple[Service[Any], ...] = (REGISTRY, MATCHING, INDICATORS, NOTIFICATIONS)
