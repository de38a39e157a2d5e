"""What scoring says of two flows outside the engine: why a pair (mis)matches, and a run's risk."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache

from boucle.catalogue.loading.loader import load_catalogue
from boucle.contract.events.matching import Life
from boucle.contract.events.reasons import Criterion
from boucle.matching.declared import DeclaredFlow, DeclaredTerritory
from boucle.matching.lives.store import StoredLife
from boucle.matching.scoring import (
    DEFAULT_SETTINGS,
    FlowInputs,
    LifeFact,
    Rules,
    ScoringSettings,
    explain,
    wire,
)
from boucle.matching.scoring.families import of_family

# A limit on shares of quantity is for candidates; a run is held to what was agreed.
_NOT_OF_A_RUN = frozenset({"quantity"})


@cache
def rules() -> Rules:
    return Rules(load_catalogue())


def facts_of(running: Iterable[StoredLife]) -> list[LifeFact]:
    """What these synergies take; nothing where this release's catalogue cannot read it."""
    found: list[LifeFact] = []
    for one in running:
        with suppress(wire.UnusableEvent):
            fact = wire.fact_of(one.life, one.version, rules())
            found += [] if fact is None else [fact]
    return found


def is_at_risk(
    life: Life, flows: Mapping[str, DeclaredFlow], territories: Mapping[str, DeclaredTerritory]
) -> bool:
    """A flow was withdrawn or falls below the agreed quantity, or a hard limit fails.

    ``flows`` by role, as last declared: what they have of the families that run. What cannot be
    compared is no risk.
    """
    if any(kept.withdrawn for kept in flows.values()):
        return True
    offer, need = row_of(flows.get("offer")), row_of(flows.get("need"))
    fact = wire.fact_of(life, 0, rules())
    if offer is None or need is None or fact is None:
        return False
    offer, need = of_family(offer, fact.offer_family), of_family(need, fact.need_family)
    short = offer.quantity < fact.offer_taken or need.quantity < fact.need_taken
    settings = settings_of(offer, territories), settings_of(need, territories)
    return short or _fails(explain(offer, need, rules(), settings))


def _fails(criteria: Sequence[Criterion]) -> bool:
    return any(one.verdict == "fail" and one.name not in _NOT_OF_A_RUN for one in criteria)


def row_of(declared: DeclaredFlow | None) -> FlowInputs | None:
    """The flow as scoring reads it; None when it takes no part in matching."""
    if declared is None or declared.withdrawn:
        return None
    try:
        return wire.row_of(declared.flow, declared.version, rules())
    except wire.UnusableEvent:
        return None


def settings_of(
    row: FlowInputs | None, territories: Mapping[str, DeclaredTerritory]
) -> ScoringSettings:
    """Those of the flow's territory, the default ones where none are known or can be read."""
    declared = None if row is None else territories.get(row.territory)
    if declared is None:
        return DEFAULT_SETTINGS
    try:
        return wire.settings_of(declared.territory, declared.version, rules())
    except wire.UnusableEvent:  # a dead letter of the lists' worker, which goes on with what it had
        return DEFAULT_SETTINGS
