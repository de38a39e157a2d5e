"""What scoring says of two flows outside the engine: why a pair (mis)matches, and a run's risk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from types import MappingProxyType

from boucle.catalogue.loader import load_catalogue
from boucle.common.events.matching import Criterion, Life
from boucle.common.events.registry import Flow, Territory
from boucle.matching.lives.store import KeptFlow, Running
from boucle.matching.reference import recompute
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, Rules, Settings, explain, wire

# A limit on shares of quantity is for candidates; a run is held to what was agreed.
_NOT_OF_A_RUN = frozenset({"quantity"})


@cache
def rules() -> Rules:
    return Rules(load_catalogue())


def criteria_of(
    offer: FlowRow,
    need: FlowRow,
    territories: Mapping[str, Territory],
    taken: Mapping[int, int] = MappingProxyType({}),
) -> tuple[Criterion, ...]:
    """Every criterion of a pair; those that ``fail`` exclude it. ``taken``: of each flow, what
    running synergies take."""
    settings = (_settings(offer, territories), _settings(need, territories))
    free = (offer.quantity - taken.get(offer.flow, 0), need.quantity - taken.get(need.flow, 0))
    return explain(offer, need, rules(), settings, free)


def taken_by(running: Iterable[Running]) -> dict[int, int]:
    """Base units a year that these synergies take of each flow."""
    facts = (wire.fact_of(one.life, one.version, rules()) for one in running)
    return recompute.taken_by(fact for fact in facts if fact is not None)


def is_at_risk(
    life: Life, flows: Mapping[str, KeptFlow], territories: Mapping[str, Territory]
) -> bool:
    """A flow was withdrawn or falls below the agreed quantity, or a hard limit fails.

    ``flows`` by role, as they stand. What cannot be compared is no risk.
    """
    if any(kept.withdrawn for kept in flows.values()):
        return True
    offer, need = _row(flows.get("offer")), _row(flows.get("need"))
    fact = wire.fact_of(life, 0, rules())
    if offer is None or need is None or fact is None:
        return False
    short = offer.quantity < fact.offer_taken or need.quantity < fact.need_taken
    return short or _fails(criteria_of(offer, need, territories))


def _fails(criteria: Sequence[Criterion]) -> bool:
    return any(one.verdict == "fail" and one.name not in _NOT_OF_A_RUN for one in criteria)


def _row(kept: KeptFlow | None) -> FlowRow | None:
    return None if kept is None else row_of(kept.flow)


def row_of(flow: Flow, version: int = 0) -> FlowRow | None:
    """The flow as scoring reads it; None when it takes no part in matching."""
    try:
        return wire.row_of(flow, version, rules())
    except wire.UnusableEvent:
        return None


def _settings(row: FlowRow, territories: Mapping[str, Territory]) -> Settings:
    territory = territories.get(row.territory)
    return DEFAULT_SETTINGS if territory is None else wire.settings_of(territory, 0, rules())
