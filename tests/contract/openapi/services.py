"""The services whose contract is committed."""

from typing import Any

from boucle.local import services
from boucle.platform.process import Service

SERVICES: tuple[Service[Any], ...] = tuple(one.load() for one in services.SERVICES)
