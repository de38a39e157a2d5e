"""What services tell one another: the types and their payloads, one module per producing service.

Whoever imports one of them has all types registered: ``EVENTS`` is the platform's registry, filled.
"""

from boucle.contract.events.catalogue import register
from boucle.platform.events import EVENTS

register(EVENTS)

__all__ = ["EVENTS"]
