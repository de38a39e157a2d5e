"""Markets: the sets of declarations in which groups are looked for. Pure.

``<detector>/<subject>/<stream>``, and ``@<sandbox>`` behind it where the territory is of one:
nothing of a sandbox stands in a group with what is outside.
"""

from collections.abc import Callable, Collection, Sequence
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group
from boucle.contract.sandboxes import sandbox_of
from boucle.matching.kinds import DETECTORS, FOUND_FROM
from boucle.matching.kinds.declarations import type_of
from boucle.matching.kinds.detector import (
    ActedOn,
    Declaration,
    Declared,
    Detector,
    Groups,
    Parameters,
)

RULES_VERSION: Final = 3
"""Raise it when detectors find other groups, or other markets, in the same declarations."""
_KEPT: Final = Lock()
"""Of what detectors keep."""


def market_of(body: Declaration) -> str | None:
    """The one market of a declaration; None: it takes no part. It is kept out while nobody
    answers for its organisation (``on_trial``)."""
    if not type_of(body).takes_part(body):
        return None
    for name, detector in DETECTORS.items():
        market = detector.market_of(body) if isinstance(body, FOUND_FROM[name]) else None
        if market is not None:
            sandbox = sandbox_of(body.territory)
            return f"{market}@{sandbox}" if sandbox else market
    return None


def detector_of(market: str) -> Detector[Any] | None:
    """Who finds the groups of a market, with nothing kept: for few copies, which would push out
    what is kept of declarations. None: it is of an older release."""
    kept = DETECTORS.get(market.partition("/")[0])
    return None if kept is None else type(kept)()


def groups_from_nothing(market: str) -> Groups:
    """What its detector finds with nothing kept; nothing where there is none."""
    fresh = detector_of(market)
    return _none if fresh is None else fresh.groups


def _none(*_: object) -> tuple[Group, ...]:
    return ()


def groups_of(market: str) -> Groups:
    """What its detector finds, with what it keeps; nothing where there is none. What is kept is one
    thread's at a time: who comes meanwhile (a turn that took too long goes on in its thread) finds
    the same with nothing kept."""
    kept, fresh = DETECTORS.get(market.partition("/")[0]), detector_of(market)
    if kept is None or fresh is None:
        return _none

    def found(
        name: str,
        declared: Collection[Declared[Any]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        if not _KEPT.acquire(blocking=False):
            return fresh.groups(name, declared, acted_on, parameters)
        try:
            return kept.groups(name, declared, acted_on, parameters)
        finally:
            _KEPT.release()

    return found


def made_by() -> str:
    """The catalogue and rules that find groups."""
    return f"{sharing_catalogue().version}.{RULES_VERSION}"


def is_newer(made: str) -> bool:
    """Whether a newer release than this one made it."""
    return _order(made) > _order(made_by())


@lru_cache(maxsize=64)
def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))
