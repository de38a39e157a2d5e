"""A region's needs, of all services: whatever is declared has groups, and no need stands in two."""

from __future__ import annotations

from collections import defaultdict

from boucle.matching.groups.parameters import parameters_of
from boucle.matching.kinds.detector import Declared
from boucle.matching.kinds.markets import groups_of, market_of
from tests.bench.worlds.group_region import SharingRegion


def test_each_need_stands_in_one_group_of_its_market_at_most() -> None:
    markets = defaultdict(list)
    for sharing in SharingRegion(800).sharings(800):
        market = market_of(sharing)
        if market is not None:
            markets[market].append(Declared(sharing, 1))
    assert len(markets) > 10
    found = 0
    for market, declared in markets.items():
        groups = groups_of(market)(market, declared, (), lambda _: parameters_of(None))
        needs = {one.id for one in declared if one.body.direction == "need"}
        members = [
            member.sharing_id
            for group in groups
            for member in group.members
            if member.sharing_id in needs
        ]
        assert len(members) == len(set(members)), market
        found += len(groups)
    assert found > 30
