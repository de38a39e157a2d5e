"""Convert a life's event to what it means to lists."""

from boucle.catalogue.facts.runs import taken_by_run
from boucle.contract.events.matching import Life, Party, Side
from boucle.matching.scoring.inputs import REFUSABLE, LifeFact, Refusal
from boucle.matching.scoring.rules import Rules
from boucle.matching.scoring.wire.values import checksum, months_of

_NO_PLACE = frozenset({"running", "refused", "already_done", "stopped", "contract_until"})
"""The states whose pair takes no place in lists; a refusal may lapse by itself."""


def fact_of(life: Life, version: int, rules: Rules) -> LifeFact | None:
    """Return what a life means to lists; None unless its offer and need are flows."""
    sides = {party.side.role: party.side for party in life.parties}
    offer, need = sides.get("offer"), sides.get("need")
    if offer is None or need is None or offer.flow_id is None or need.flow_id is None:
        return None
    taken = _taken(life, offer, need, rules) if life.state == "running" else (0, 0)
    refusals = _refusals(life.parties) if life.state == "refused" else ()
    return LifeFact(
        offer=offer.flow_id.int,
        need=need.flow_id.int,
        version=version,
        barred=life.state in _NO_PLACE and not refusals,
        refusals=refusals,
        offer_taken=taken[0],
        need_taken=taken[1],
        offer_family=_family(offer, rules),
        need_family=_family(need, rules),
        months=months_of("months", life.months),
    )


def _family(side: Side, rules: Rules) -> int:
    return rules.catalogue.family_index.get(side.family or "", -1)


def _refusals(parties: tuple[Party, ...]) -> tuple[Refusal, ...]:
    """Return the refusals; each party refused the other's flow."""
    found = []
    for party in parties:
        others = [other.side.flow_id for other in parties if other is not party]
        if party.standing == "refused" and others and others[0] is not None:
            lapses = party.reason in REFUSABLE and party.refused_value is not None
            reason = REFUSABLE.index(party.reason or "") if lapses else -1
            value = checksum(party.refused_value)
            found.append(Refusal(flow=others[0].int, reason=reason, value=value))
    return tuple(found)


def _taken(life: Life, offer: Side, need: Side, rules: Rules) -> tuple[int, int]:
    """Return base units that a running synergy takes of offer and need."""
    if life.agreed is None:
        return 0, 0
    agreed = life.agreed
    return taken_by_run(rules.catalogue, agreed.value, agreed.unit, offer.family, need.family)
