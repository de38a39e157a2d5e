"""Which offer serves which need, of offers and needs that links join. Pure.

A need is served whole, by one offer, in every hour; no offer gives more than it has in any. Of all
ways the best is the one that serves most of what is asked for in the year, to a millionth of it;
then that in which the offers' fullest hours are least, to a thousandth of what they have in them:
opposite seasons first; then that of fewest hundreds of metres; then that which gives the needs, in
the order of their ids, the offers of the least ids. Up to ``EXACT`` links an integer programme
finds it. Beyond, needs are served largest first, each by the nearest offer that has room.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from boucle.matching.kinds.sharing.equipment.declared import Equipment, columns_of
from boucle.matching.kinds.sharing.equipment.links import Fit, capacity_of
from boucle.matching.kinds.sharing.equipment.programme import SLACK, Constraint, Programme, solved

EXACT: Final = 40
_MILLION: Final = 1_000_000
_THOUSAND: Final = 1000
_HUNDRED_METRES: Final = 100

Links = Mapping[Equipment, Mapping[Equipment, Fit]]
Served = Mapping[Equipment, tuple[Equipment, ...]]
"""Of each offer that serves some, the needs that it serves, by id."""
Room = Callable[[Equipment, tuple[Equipment, ...]], bool]


@dataclass(frozen=True, slots=True)
class PossibleUse:
    """An offer that can serve a need."""

    offer: Equipment
    need: Equipment
    metres: int


def has_room(offer: Equipment, needs: Sequence[Equipment]) -> bool:
    """Whether it has what these ask for together, in every hour."""
    return capacity_of(offer, needs).share >= 1


def assigned(component: Sequence[Equipment], links: Links, room: Room = has_room) -> Served:
    """``component``: offers and needs by id, all that links join with one another. ``room``: the
    same as ``has_room``, kept perhaps."""
    pairs = [
        PossibleUse(offer, need, link.metres)
        for need in component
        if not need.offered
        for offer, link in sorted(links[need].items(), key=lambda of: of[0].key)
        if link.miss is None
    ]
    if len(pairs) <= EXACT:
        taken = [pairs[at] for at in sorted(solved(_programme(pairs)))]
    else:
        taken = _largest_first(pairs, room)
    served: dict[Equipment, tuple[Equipment, ...]] = {}
    for pair in sorted(taken, key=lambda pair: (pair.offer.key, pair.need.key)):
        served[pair.offer] = (*served.get(pair.offer, ()), pair.need)
    return served


def weights_of(needs: Collection[Equipment]) -> Mapping[Equipment, int]:
    """What each asks for in the year, in millionths of all of it."""
    total = sum(need.booked for need in needs)
    return {need: max(1, round(need.booked * _MILLION / total)) for need in needs}


def thousandths(amount: int, there: int) -> int:
    return round(Fraction(amount * _THOUSAND, there))


def _programme(pairs: Sequence[PossibleUse]) -> Programme:
    offers = list(dict.fromkeys(pair.offer for pair in pairs))
    needs = list(dict.fromkeys(pair.need for pair in pairs))
    mine = {offer: [at for at, one in enumerate(pairs) if one.offer is offer] for offer in offers}
    choices = [[at for at, one in enumerate(pairs) if one.need is need] for need in needs]
    rows = [Constraint(dict.fromkeys(choice, 1.0), high=1.0) for choice in choices]
    for level, offer in enumerate(offers, len(pairs)):
        rows += _capacity_rows(offer, mine[offer], pairs, level)
    weights = weights_of(needs)

    def broken(taken: frozenset[int]) -> Constraint | None:
        for offer, columns in mine.items():
            chosen = [at for at in columns if at in taken]
            if chosen and not has_room(offer, [pairs[at].need for at in chosen]):
                terms = {at: 1.0 if at in taken else -1.0 for at in columns}
                return Constraint(terms, high=len(chosen) - 1.0)
        return None

    return Programme(
        columns=len(pairs),
        levels=len(offers),
        rows=rows,
        objectives=[
            {at: weights[pair.need] for at, pair in enumerate(pairs)},
            {len(pairs) + at: -1 for at in range(len(offers))},
            {at: -(pair.metres // _HUNDRED_METRES) for at, pair in enumerate(pairs)},
        ],
        choices=choices,
        broken=broken,
    )


def _capacity_rows(
    offer: Equipment, columns: Sequence[int], pairs: Sequence[PossibleUse], level: int
) -> Iterator[Constraint]:
    """No more than it has in any hour; its level is at least what is taken in each."""
    for _, (there, *asked) in columns_of((offer, *(pairs[at].need for at in columns))):
        amounts = {at: amount for at, amount in zip(columns, asked, strict=True) if amount}
        if amounts:
            yield Constraint({at: amount / there for at, amount in amounts.items()}, high=1 + SLACK)
            taken = {at: thousandths(amount, there) / 1000 for at, amount in amounts.items()}
            yield Constraint({**taken, level: -1 / 1000}, high=SLACK)


def _largest_first(pairs: Sequence[PossibleUse], room: Room) -> list[PossibleUse]:
    """Needs, who asks for most in the year first, each by the nearest offer that still has it."""
    served: dict[Equipment, tuple[Equipment, ...]] = {}
    done: set[Equipment] = set()
    taken = []
    for pair in sorted(pairs, key=_size):
        mine = (*served.get(pair.offer, ()), pair.need)
        if pair.need not in done and room(pair.offer, mine):
            served[pair.offer] = mine
            done.add(pair.need)
            taken.append(pair)
    return taken


def _size(pair: PossibleUse) -> tuple[Fraction, str, int, str]:
    return -pair.need.booked, pair.need.key, pair.metres, pair.offer.key
