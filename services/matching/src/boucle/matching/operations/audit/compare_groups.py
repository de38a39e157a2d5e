"""Compares what is stored of declarations and groups with what is found from nothing. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.matching.groups.decisions import StoredSharing
from boucle.matching.groups.growing import all_groups
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.kinds.detector import id_of
from boucle.matching.kinds.markets import groups_from_nothing, market_of


@dataclass(frozen=True, slots=True)
class StoredMarket:
    """A market as the tables hold it, at one moment at which nothing of it waited."""

    inputs: MarketInputs
    groups: Mapping[UUID, Group]


def wrong_sharings(kept: Sequence[StoredSharing]) -> Iterator[str]:
    """Those whose columns are not what their bodies give."""
    for one in kept:
        sharing = one.sharing
        market = None if one.withdrawn else market_of(sharing)
        expected = id_of(sharing), sharing.organisation_id, sharing.territory, market
        if (one.sharing_id, one.organisation_id, one.territory, one.market) != expected:
            yield f"declaration {one.sharing_id}: its columns are not what its body gives"


def wrong_groups(market: StoredMarket) -> Iterator[str]:
    """Those that are found otherwise from nothing, or not at all; those that are missing."""
    name = market.inputs.market
    from_nothing = all_groups(market.inputs, groups_from_nothing(name))
    expected = {one.synergy_id: one for one in from_nothing}
    found = {
        id_: one for id_, one in market.groups.items() if id_ in expected or one.state != "lost"
    }
    for id_ in sorted(expected.keys() | found.keys()):
        if expected.get(id_) != found.get(id_):
            yield f"group {id_} of {name}: expected {_as(expected, id_)}, found {_as(found, id_)}"


def _as(groups: Mapping[UUID, Group], id_: UUID) -> str:
    one = groups.get(id_)
    return "none" if one is None else f"{one.state}, {one.measure} {one.value}"
