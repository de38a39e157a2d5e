"""Groups that share equipment. Pure."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain
from operator import attrgetter
from typing import Final

from boucle.contract.events.groups import Group
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.kept import Interned, KeptResults
from boucle.matching.kinds.sharing.equipment.assignment import Served, assigned, has_room
from boucle.matching.kinds.sharing.equipment.declared import Equipment, read, stream_of
from boucle.matching.kinds.sharing.equipment.groups import group_of, standing, use_of
from boucle.matching.kinds.sharing.equipment.links import Fit, Requirement, link_of
from boucle.matching.kinds.sharing.graphs import Graph, components
from boucle.matching.kinds.sharing.standing import held

NAME: Final = "equipment"
_Links = Mapping[Equipment, Mapping[Equipment, Fit]]


class EquipmentDetector:
    """Keeps what was computed, by content: a change costs what it reaches."""

    def __init__(self) -> None:
        self._read = Interned(read)
        self._graphs: KeptResults[Graph[Equipment, Fit]] = KeptResults(400)
        self._served: KeptResults[Served] = KeptResults(2_000)
        self._groups: KeptResults[Group] = KeptResults()
        self._rooms: KeptResults[bool] = KeptResults(40_000)

    def market_of(self, sharing: Sharing) -> str | None:
        stream = stream_of(sharing)
        return None if stream is None else f"{NAME}/{sharing.subject}/{stream}"

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        of_territory = cache(parameters)
        there = {
            one.id: read_one
            for one in declared
            if (read_one := self._read.of(one.body, of_territory(one.body.territory)))
        }
        stand = [standing(acted, there) for acted in acted_on]
        taken = {key for acted in acted_on for key in held(acted)}
        graph = self._graphs.get(market, lambda: Graph(link_of, 1, attrgetter("metres")))
        links = graph.edges(one for key, one in there.items() if key not in taken)
        served = self._assigned(links)
        found = (self._made(offer, users, None) for offer, users in served.items())
        return tuple(
            sorted(chain(stand, found, self._near(links, served)), key=lambda one: one.synergy_id)
        )

    def _assigned(self, links: _Links) -> Served:
        """Those first who tell all their prices: nobody's silence keeps others from a group. What
        they leave serves the others."""
        served = self._best(_fitting(links, (), priced=True), priced=True)
        done = {*served, *chain.from_iterable(served.values())}
        return {**served, **self._best(_fitting(links, done, priced=False), priced=False)}

    def _best(self, links: _Links, *, priced: bool) -> Served:
        served: dict[Equipment, tuple[Equipment, ...]] = {}
        for component in components(links):
            if len(component) > 1:
                made = partial(assigned, component, links, self._room)
                served.update(self._served.get((component, priced), made))
        return served

    def _made(
        self, offer: Equipment, users: tuple[Equipment, ...], miss: Requirement | None
    ) -> Group:
        return self._groups.get((offer, users, miss), lambda: group_of(use_of(offer, users), miss))

    def _room(self, offer: Equipment, needs: tuple[Equipment, ...]) -> bool:
        return self._rooms.get((offer, needs), lambda: has_room(offer, needs))

    def _near(self, links: _Links, served: Served) -> Iterator[Group]:
        """Offers that serve nobody with needs that nobody serves, of which one bound lacks: the
        nearest to holding first, one of each."""
        done = set(served) | set(chain.from_iterable(served.values()))
        near = [
            (-miss.share, offer.key, need.key, offer, need, miss)
            for offer in links.keys() - done
            if offer.offered
            for need, link in links[offer].items()
            if need not in done and (miss := link.miss) is not None
        ]
        for *_, offer, need, miss in sorted(near, key=lambda one: one[:3]):
            if done.isdisjoint((offer, need)):
                done |= {offer, need}
                yield self._made(offer, (need,), miss)


def _fitting(links: _Links, done: Collection[Equipment], *, priced: bool) -> _Links:
    """Links that serve, among those who are not done; of who tells all prices alone."""
    return {
        node: {
            other: link
            for other, link in others.items()
            if link.miss is None and other not in done and (link.priced or not priced)
        }
        for node, others in links.items()
        if node not in done
    }
