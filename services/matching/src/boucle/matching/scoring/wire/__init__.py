"""Convert events once to what scoring and the engine compute with. Pure. Raises ``UnusableEvent``
for what no rule can use; the worker dead-letters such an event."""

from boucle.matching.scoring.wire.flows import row_of, unit_vector
from boucle.matching.scoring.wire.lives import fact_of
from boucle.matching.scoring.wire.settings import settings_of
from boucle.matching.scoring.wire.values import UnusableEvent

__all__ = ["UnusableEvent", "fact_of", "row_of", "settings_of", "unit_vector"]
