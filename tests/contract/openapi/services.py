"""The services whose contract is committed."""

from typing import Any

from boucle.common.process import Service
from boucle.local import services

SERVICES: tuple[Service[Any], ...] = tuple(one.load() for one in services.SERVICES)
