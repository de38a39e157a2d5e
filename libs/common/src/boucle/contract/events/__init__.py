"""What services tell one another: types and payloads, a module a service.

Whoever imports one of them has all types registered: ``EVENTS`` is the platform's registry, filled.
"""

from boucle.contract.events.catalogue import register
from boucle.platform.events import EVENTS

register(EVENTS)

__all__ = ["EVENTS"]
