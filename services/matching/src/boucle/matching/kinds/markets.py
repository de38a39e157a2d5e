"""Markets: the sets of declarations in which groups are looked for. Pure.

``<detector>/<subject>/<stream>``, and ``@<sandbox>`` behind it where the territory is of one:
nothing of a sandbox stands in a group with what is outside.
"""

from functools import lru_cache
from typing import Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.common.events.sharing import Sharing
from boucle.common.sandboxes import sandbox_of
from boucle.matching.kinds import DETECTORS
from boucle.matching.kinds.detector import Detector, Groups

RULES_VERSION: Final = 1
"""Raise it when detectors find other groups, or other markets, in the same declarations."""


def market_of(sharing: Sharing) -> str | None:
    """The one market of a declaration; None: it takes no part. It is kept out while nobody
    answers for its organisation (``on_trial``)."""
    if sharing.on_trial or sharing.subject is None:
        return None
    for detector in DETECTORS.values():
        market = detector.market_of(sharing)
        if market is not None:
            sandbox = sandbox_of(sharing.territory)
            return f"{market}@{sandbox}" if sandbox else market
    return None


def detector_of(market: str) -> Detector | None:
    """Who finds the groups of a market; None: it is of an older release."""
    return DETECTORS.get(market.partition("/")[0])


def groups_of(market: str) -> Groups:
    """What its detector finds; nothing where there is none."""
    detector = detector_of(market)
    return (lambda *_: ()) if detector is None else detector.groups


def made_by() -> str:
    """The catalogue and rules that find groups."""
    return f"{sharing_catalogue().version}.{RULES_VERSION}"


def is_newer(made: str) -> bool:
    """Whether a newer release than this one made it."""
    return _order(made) > _order(made_by())


@lru_cache(maxsize=64)
def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
