"""Each criterion of a pair is one function, found by the catalogue's name. ``CONDITIONS`` only
exclude. ``WEIGHED`` stand in the catalogue's order, which has their default weights and
sentences."""

from collections.abc import Callable
from typing import Final

from boucle.catalogue.criteria import CRITERIA
from boucle.contract.events.reasons import Criterion
from boucle.matching.scoring.criteria import conditions, logistics, substance, value
from boucle.matching.scoring.criteria.criterion import WeighedCriterion
from boucle.matching.scoring.criteria.substance import qualities
from boucle.matching.scoring.pairing import Pairing

CONDITIONS: Final[tuple[Callable[[Pairing], Criterion], ...]] = (
    conditions.parties,
    conditions.window,
    conditions.transport,
)
_BY_NAME: Final = {
    each.name: each for each in (*logistics.WEIGHED, *substance.WEIGHED, *value.WEIGHED)
}
WEIGHED: Final[tuple[WeighedCriterion, ...]] = tuple(_BY_NAME[name] for name in CRITERIA)

__all__ = ["CONDITIONS", "WEIGHED", "WeighedCriterion", "qualities"]
