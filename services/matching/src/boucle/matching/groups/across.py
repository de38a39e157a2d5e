"""Find the groups that the animator of some of a market's territories is shown. Pure. His side is
as declared, the others are coarse copies without network, deals or answers of their own: which
groups there are, and how they stand, tells no more of the others than their copies."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_value
from itertools import islice
from typing import Any, Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.cells import Cell, cell_of
from boucle.contract.events.groups import Group, GroupMember, GroupState
from boucle.contract.events.matching import Life
from boucle.contract.kinds import members_of, places_of
from boucle.matching.groups.contained import found_in
from boucle.matching.groups.decisions import acted_on, bare, refusing, standing
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.kinds.coarse import two_of_each
from boucle.matching.kinds.declarations import coarse
from boucle.matching.kinds.detector import ActedOn, Declared, Groups, Parameters, held_by
from boucle.matching.kinds.distances import metres

LOOKED_AT: Final = 200
"""Copies, the nearest ones."""
_FOUND: Final[frozenset[GroupState]] = frozenset({"near", "viable"})


@dataclass(frozen=True, slots=True)
class GroupsAcross:
    """All that the groups depend on: ``own`` territories; what is declared in them ``alone``, and
    ``beside`` copies."""

    own: frozenset[str]
    alone: MarketInputs
    beside: MarketInputs

    def found_by(self, groups: Callable[[str], Groups]) -> dict[UUID, Group]:
        """Return the groups with one of his members, by id, found with nothing kept: those that
        copies would stand in, then those of his side alone that hold none of their members."""
        across = [one for one in self._found_in(self.beside, groups) if self._hides(one)]
        taken = {one.sharing_id for group in across for one in group.members}
        alone = (
            group
            for group in self._found_in(self.alone, groups)
            if taken.isdisjoint(one.sharing_id for one in group.members)
        )
        return {group.synergy_id: group for group in (*alone, *across)}

    def _hides(self, group: Group) -> bool:
        return not self.own.issuperset(one.territory for one in group.members)

    def _found_in(self, inputs: MarketInputs, groups: Callable[[str], Groups]) -> list[Group]:
        excluded = {one.id: frozenset(one.body.excluded) for one in self.alone.declared}
        found = found_in(inputs, groups(inputs.market), groups(inputs.market)).groups
        return [one for one in found if one.state in _FOUND and _stands(self._own(one), excluded)]

    def _own(self, group: Group) -> list[GroupMember]:
        return [one for one in group.members if one.territory in self.own and one.role != "carrier"]


def _stands(own: Sequence[GroupMember], excluded: Mapping[UUID, frozenset[UUID]]) -> bool:
    """Tell whether there are some, of whom none excludes another."""
    companies = {one.organisation_id for one in own}
    none: frozenset[UUID] = frozenset()
    at_odds = (excluded.get(one.sharing_id, none) & companies for one in own)
    return bool(own) and not any(at_odds)


def groups_across(
    market: str,
    declared: Sequence[Declared[Any]],
    lives: Iterable[Life],
    own: frozenset[str],
    parameters: dict[str, Parameters],
) -> GroupsAcross:
    """``lives``: of the market's groups; those of which he sees no side play no part."""
    seen = [life for life in lives if _sees(life, own)]
    acted, refused = acted_on(seen), refusing(seen)
    his = [one for one in declared if one.body.territory in own]
    others = [one for one in declared if one.body.territory not in own]
    # Which version of his declaration refused, another does not tell.
    left = {id_ for id_, _ in refused}
    refused |= {(one.id, str(one.version)) for one in others if one.id in left}
    his, others = standing(his, acted, refused), standing(others, acted, refused)
    return GroupsAcross(
        own,
        MarketInputs(market, *_alone(his, acted, own), parameters),
        MarketInputs(market, *_beside(his, others, acted), parameters),
    )


def _sees(life: Life, own: frozenset[str]) -> bool:
    members = (one.territory for one in members_of(life))
    return not own.isdisjoint(members) or not own.isdisjoint(places_of(life))


def _alone(
    his: Iterable[Declared[Any]], acted: Iterable[ActedOn], own: frozenset[str]
) -> tuple[tuple[Declared[Any], ...], tuple[ActedOn, ...]]:
    """What he acts on with others is not free."""
    whole = tuple(one for one in acted if own.issuperset(m.territory for m in one.group.members))
    taken = {id_ for one in acted if one not in whole for id_ in held_by(one)}
    return tuple(one for one in his if one.id not in taken), whole


def _beside(
    his: Sequence[Declared[Any]], others: Sequence[Declared[Any]], acted: Sequence[ActedOn]
) -> tuple[tuple[Declared[Any], ...], tuple[ActedOn, ...]]:
    """He excludes nobody: by whom he excludes, he would learn whose a copy is."""
    held = {id_ for one in acted for id_ in held_by(one)}
    held |= {one.carrier for one in acted if one.carrier is not None}
    known = [one for one in others if one.id in held]
    near = _nearest(his, (one for one in others if one.id not in held))
    copies = (with_value(coarse(one), bound=one.bound) for one in (*known, *near))
    open_ = (with_value(one, body=replace(one.body, excluded=())) for one in his)
    declared = sorted((*copies, *open_), key=lambda one: one.id)
    return tuple(declared), tuple(map(_bare, acted))


def _bare(acted: ActedOn) -> ActedOn:
    return with_value(acted, group=replace(bare(acted.group), growth=acted.group.growth))


def _nearest(
    his: Iterable[Declared[Any]], others: Iterable[Declared[Any]]
) -> Iterator[Declared[Any]]:
    """By cells, and id; at most two of an organisation: nobody fills the place of others."""
    there, away = {_cell(one) for one in his}, dict[Cell, float]()

    def order(one: Declared[Any]) -> tuple[float, UUID]:
        cell = _cell(one)
        if cell not in away:
            away[cell] = min((metres(cell.centre, each.centre) for each in there), default=0.0)
        return away[cell], one.id

    some = two_of_each(sorted(others, key=order), lambda one: one.body.organisation_id)
    return islice(some, LOOKED_AT)


def _cell(one: Declared[Any]) -> Cell:
    return cell_of(one.body.site.latitude, one.body.site.longitude)
