"""What holds of random markets (issue 37, bars): bounds, sums, exclusion, moving a whole market."""

from __future__ import annotations

import random
from fractions import Fraction

from tests.reference.ledger.groups import Member, excluded_pairs
from tests.reference.ledger.kinds.freight import compatible
from tests.reference.ledger.kinds.posts import FULL, contract
from tests.reference.ledger.kinds.waste import bound, reckon
from tests.reference.ledger.parameters import Parameters
from tests.reference.ledger.shares import share_out
from tests.unit.ledger.makers import exactly, ident, member, sharing

NUMBERS = Parameters()


def market(seed: int, count: int, east: float = 0.0) -> list[Member]:
    """So many producers around a place, some without a cost."""
    chance = random.Random(seed)
    found = []
    for n in range(count):
        tonnes = str(chance.randint(1, 60))
        cost = str(chance.randint(500, 9000)) if chance.random() > 0.2 else None
        body = sharing(
            f"{seed} {n}",
            "waste_collection",
            figures={"tonnes": tonnes, "pickups": str(chance.choice([12, 26, 52]))},
            choices={"low": "15 01 06", "container": chance.choice(["bin", "skip"])},
            cost=cost,
        )
        place = (49 + chance.random() / 20, east + chance.random() / 20)
        found.append(member(body, place))
    return found


def test_shares_add_up_and_none_is_above_its_bound() -> None:
    for seed in range(30):
        members = market(seed, 5)
        found = reckon(members, NUMBERS, None, None)
        if not found.eur.known:
            continue
        known = [(s, m) for s, m in zip(found.savings, members, strict=True) if s.known]
        low, high = found.eur.bounds()
        # A joint loss is nobody's share: it is not agreed to.
        whole = sum(s.bounds()[0] for s, _ in known)
        assert whole == 0 if high < 0 else low <= whole <= high
        assert all(0 <= s.bounds()[0] <= bound(m.sharing, None, NUMBERS) for s, m in known)
        assert all(m.sharing.cost is not None for _, m in known)


def test_moving_a_whole_market_changes_nothing() -> None:
    for seed in range(10):
        here = reckon(market(seed, 5), NUMBERS, None, None)
        there = reckon(market(seed, 5, east=1.7), NUMBERS, None, None)
        assert here.viable == there.viable
        assert here.eur.known == there.eur.known
        if here.eur.known:
            assert abs(here.eur.bounds()[0] - there.eur.bounds()[0]) < exactly("0.01")


def test_an_exclusion_never_puts_two_together() -> None:
    for seed in range(10):
        members = market(seed, 4)
        body = dict(members[0].sharing.raw, excluded=[ident(f"{seed} 2")])
        assert excluded_pairs([member(body), *members[1:]])
        assert not excluded_pairs(members)


def test_random_games_share_out_within_bounds() -> None:
    chance = random.Random(37)
    for _ in range(30):
        count = chance.randint(2, 5)
        worths: dict[frozenset[int], int] = {}

        def worth(some: frozenset[int], table: dict[frozenset[int], int] = worths) -> Fraction:
            return exactly(str(table.setdefault(some, chance.randint(-50, 100) * len(some))))

        bounds = [exactly(str(chance.randint(0, 80))) for _ in range(count)]
        whole, shares = share_out(count, worth, bounds)
        assert sum(shares) == whole
        assert all(0 <= s <= b for s, b in zip(shares, bounds, strict=True))


def test_nothing_above_a_full_time_post() -> None:
    assert contract([exactly("1.05")] * 12, NUMBERS) == FULL
    assert not compatible("7", "3")
    assert compatible("7", "7")
