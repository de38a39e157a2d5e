"""What figures do by kind of synergy. Pure."""

from collections.abc import Mapping
from typing import Final

from boucle.indicators.facts.bodies import LifeBody

FIGURES_OF_GROUPS: Final[Mapping[str, bool]] = {
    "substitution": False,
    "pooling": True,
    "sharing": True,
    "new_activity": False,
}
"""Whether its figures are those of its group as it is found now, and each member's results its own;
else they are those of its last step, and results are shared."""
GROUP_KINDS: Final = tuple(kind for kind, of_groups in FIGURES_OF_GROUPS.items() if of_groups)


def of_groups(life: LifeBody) -> bool:
    return FIGURES_OF_GROUPS.get(life.synergy_kind, False)


def is_told_in_part(life: LifeBody) -> bool:
    """Tell whether a member may not know how far it is: others answer for themselves."""
    return life.of_group and not life.disclosed
