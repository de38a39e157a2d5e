"""The services whose contract is committed, and what each of them serves."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from boucle.local import services
from boucle.platform.process.cli import openapi_text
from boucle.platform.process.service import Service

SERVICES: tuple[Service[Any], ...] = tuple(one.load() for one in services.SERVICES)


@cache
def documents() -> Mapping[str, dict[str, Any]]:
    """Each service's own OpenAPI document, by its name: as ``python -m boucle.<name> openapi``."""
    return {service.name: json.loads(openapi_text(service)) for service in SERVICES}
