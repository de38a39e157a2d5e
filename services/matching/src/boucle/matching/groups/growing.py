"""Who newly fits a group that runs: the group as it would be with them, proposed beside it. Pure.

Nothing of the group that runs changes until its members and the newcomers agreed
(``joining``). One proposal of a group at a time: of the ``MOST`` nearest, those that fit.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from heapq import nsmallest
from math import fsum, inf
from typing import Any, Final
from uuid import UUID, uuid5

from msgspec.structs import replace

from boucle.contract.events.groups import Group, GroupMember, Growth
from boucle.matching.groups.inputs import MarketInputs
from boucle.matching.groups.weighings import Weighings
from boucle.matching.kinds.declarations import type_of
from boucle.matching.kinds.detector import ActedOn, Declared, Groups, held_by
from boucle.matching.kinds.distances import metres

MOST: Final = 5
_WEIGHINGS: Final = Weighings()
_SHARED: Final = Decimal("0.99")
"""Shares of many are drawn: less than a hundredth is no loss."""
_DEGREE_M: Final = 111_000
"""Of latitude, at least."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What is declared in a market, by id; its offers; its groups as they stand now; by which they
    are weighed."""

    inputs: MarketInputs
    by_id: Mapping[UUID, Declared[Any]]
    offers: frozenset[UUID]
    now: Mapping[UUID, Group]
    groups: Groups


def all_groups(inputs: MarketInputs, groups: Groups, fresh: Groups | None = None) -> list[Group]:
    """The groups of a market, and the proposals that those which run grow. ``fresh``: by which the
    proposals are weighed, each once: few declarations would push out what is kept of many."""
    growth = {one.group.synergy_id: one.group.growth for one in inputs.acted_on}
    found = [
        replace(group, growth=growth.get(group.synergy_id)) for group in inputs.found_by(groups)
    ]
    found += proposals(inputs, found, groups if fresh is None else _WEIGHINGS.by(fresh))
    return sorted(found, key=lambda group: group.synergy_id)


def proposals(inputs: MarketInputs, found: Sequence[Group], groups: Groups) -> list[Group]:
    """``found``: its groups without these. ``groups``: by which they are weighed."""
    waiting = {one.group.growth.group for one in inputs.acted_on if one.group.growth}
    free = _free(inputs, found)
    offers = (one.id for one in inputs.declared if type_of(one.body).offers(one.body))
    by_id = {one.id: one for one in inputs.declared}
    now = {group.synergy_id: group for group in found}
    known = _Known(inputs, by_id, frozenset(offers), now, groups)
    made = []
    for acted in inputs.acted_on:
        if acted.running and acted.group.synergy_id not in waiting:
            grown = _grown(acted, free, known)
            if grown is not None:
                made.append(grown)
                free = [one for one in free if one.id not in _newcomers(grown)]
    return made


def _free(inputs: MarketInputs, found: Sequence[Group]) -> list[Declared[Any]]:
    """Who stands in no group that carries itself, and offers nothing."""
    taken = {id_ for acted in inputs.acted_on for id_ in held_by(acted)}
    taken |= {one.sharing_id for group in found if group.state == "viable" for one in group.members}
    return [
        one
        for one in inputs.declared
        if one.id not in taken and not one.bound and not type_of(one.body).offers(one.body)
    ]


def _grown(acted: ActedOn, free: Collection[Declared[Any]], known: _Known) -> Group | None:
    """With each of the nearest in turn, if it carries itself with it and those before; None: with
    nobody."""
    base, best = _without_leavers(acted), known.now.get(acted.group.synergy_id)
    for one in _nearest(acted, free, known):
        with_one = ActedOn(_with(base, one, acted), carrier=acted.carrier)
        weighed = _weighed(with_one, known)
        if weighed is None or weighed.state != "proposed" or not _counts(one.id, weighed):
            continue
        if best is None or not _saves_less(weighed, best):
            base, best = with_one.group, weighed
    if base.growth is None or base.growth.group != acted.group.synergy_id or best is None:
        return None
    newcomers = base.growth.newcomers
    id_ = uuid5(acted.group.synergy_id, ",".join(map(str, sorted(newcomers))))
    return replace(best, synergy_id=id_, state="viable", growth=base.growth)


def _saves_less(grown: Group, before: Group) -> bool:
    """Whether all together, or one of those before, would save less than before, as far as both are
    known."""
    middles = [group.figures["eur"].middle for group in (grown, before) if "eur" in group.figures]
    known = [middle for middle in middles if middle is not None]
    return (len(known) == 2 and known[0] < known[1]) or _one_loses(grown, before)


def _one_loses(grown: Group, before: Group) -> bool:
    """Not where its members settle a price, of which one is proposed."""
    if "tariff_proposed" in grown.figures:
        return False
    savings = {one.sharing_id: Decimal(one.saving) for one in before.members if one.saving}
    return any(
        Decimal(one.saving) < _SHARED * savings[one.sharing_id]
        for one in grown.members
        if one.saving and one.sharing_id in savings
    )


def _without_leavers(acted: ActedOn) -> Group:
    """That some left put it at risk, or lost it: with newcomers it may be well again."""
    stay = (one for one in acted.group.members if one.sharing_id not in acted.left)
    return replace(acted.group, members=tuple(stay), growth=None)


def _nearest(acted: ActedOn, free: Collection[Declared[Any]], known: _Known) -> list[Declared[Any]]:
    """Within its reach, of the places of its members, other companies than theirs."""
    ids, companies = held_by(acted), {one.organisation_id for one in acted.group.members}
    there = [_place(known.by_id[id_]) for id_ in sorted(ids) if id_ in known.by_id]
    if not there:
        return []
    middle = fsum(at[0] for at in there) / len(there), fsum(at[1] for at in there) / len(there)
    parameters = known.inputs.parameters_of(acted.group.territory)
    reach = parameters.get(f"{acted.group.subject}_radius_km")
    most = inf if reach is None else float(reach * 1000)
    placed = ((one, _place(one)) for one in free if one.body.organisation_id not in companies)
    away = (
        (metres(middle, at), str(one.id), one)
        for one, at in placed
        if abs(at[0] - middle[0]) * _DEGREE_M <= most
    )
    near = (one for one in away if one[0] <= most)
    return [one for _, _, one in nsmallest(MOST, near, key=lambda placed: placed[:2])]


def _place(one: Declared[Any]) -> tuple[float, float]:
    """Of a lane, where it begins."""
    at = getattr(one.body, "origin", None) or one.body.site
    return at.latitude, at.longitude


def _with(group: Group, one: Declared[Any], acted: ActedOn) -> Group:
    newcomer = GroupMember(
        sharing_id=one.id,
        organisation_id=one.body.organisation_id,
        site_id=one.body.site_id,
        territory=one.body.territory,
    )
    members = tuple(sorted((*group.members, newcomer), key=lambda member: member.sharing_id))
    before = held_by(acted)
    newcomers = tuple(each.sharing_id for each in members if each.sharing_id not in before)
    return replace(group, members=members, growth=Growth(acted.group.synergy_id, newcomers))


def _weighed(acted: ActedOn, known: _Known) -> Group | None:
    ids = sorted(held_by(acted) | known.offers)
    some = [known.by_id[id_] for id_ in ids if id_ in known.by_id]
    found = known.groups(known.inputs.market, some, (acted,), known.inputs.parameters_of)
    return next((one for one in found if one.synergy_id == acted.group.synergy_id), None)


def _counts(newcomer: UUID, group: Group) -> bool:
    """Whether it stands in it at once, or in a pooled group as soon as all its members do."""
    in_time = any(one.name == "contract_ends" and one.verdict == "pass" for one in group.criteria)
    return any(
        one.sharing_id == newcomer and (one.joins_on is None or in_time) for one in group.members
    )


def _newcomers(group: Group) -> Iterator[UUID]:
    return iter(() if group.growth is None else group.growth.newcomers)
