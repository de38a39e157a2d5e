"""What a member of a group is shown when it is qualified: made once, from coarse copies of the
others, and kept. Pure."""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from boucle.contract.events.groups import Group
from boucle.contract.events.matching import Preview
from boucle.contract.events.reasons import Amount
from boucle.contract.events.sharing import Sharing
from boucle.contract.kinds.members import at_least
from boucle.contract.rounding import rounded_outwards
from boucle.matching.groups.decisions import bare
from boucle.matching.kinds.coarse import ENDS, End
from boucle.matching.kinds.declarations import at_its_cell, coarse, type_of
from boucle.matching.kinds.detector import (
    ActedOn,
    Declaration,
    Declared,
    Detector,
    Groups,
    Parameters,
)
from boucle.matching.kinds.pooling.cost_bounds import most_part

MANY: Final = 20
"""Organisations. What members are shown of a greater group is weighed once a cell, which takes
seconds; once a company it takes a minute of a hundred."""
_UNKNOWN: Final = Amount(unit="EUR", missing="does not follow from what may be shown of the others")


def previews_of(
    group: Group,
    market: str,
    declared: Mapping[UUID, Declared[Any]],
    detector: Detector[Any],
    parameters: Callable[[str], Parameters],
) -> tuple[Preview, ...]:
    """One for each organisation, in the order of its first member. ``declared``: of the members,
    and the offers of carriers. The other members stand where one's own does: which cell each is in
    would tell who it is. Beyond ``MANY`` organisations one's own is a copy too, so that those of
    one place are weighed once."""
    members = [one for one in group.members if one.role != "carrier"]
    organisations = list(dict.fromkeys(one.organisation_id for one in members))
    many = len(organisations) > MANY
    alike = {end: copies_of(declared, (), end) for end in ENDS if many}
    weighings: dict[Hashable, Group | None] = {}

    def found(own: Collection[UUID], end: End) -> Group | None:
        exact = () if many else frozenset(own)
        copies = alike[end] if many else copies_of(declared, exact, end)
        mine: Declaration = next(one.body for one in copies if one.id in own)
        known = (exact, type_of(mine).place(mine), end)
        if known not in weighings:
            moved = {one.sharing_id for one in members}.difference(exact)
            there = around(mine, moved, copies)
            weighings[known] = weighed(group, market, there, detector.groups, parameters)
        return weighings[known]

    def gain(own: Collection[UUID]) -> Amount:
        return _share(group, declared, own, [found(own, end) for end in ENDS], parameters)

    return tuple(
        Preview(
            organisation_id=each,
            others=(),
            eur=gain({one.sharing_id for one in members if one.organisation_id == each}),
            companies=at_least(len(organisations) - 1),
        )
        for each in organisations
    )


def share_shown(
    group: Group,
    market: str,
    declared: Mapping[UUID, Declared[Any]],
    own: UUID,
    groups: Groups,
    parameters: Callable[[str], Parameters],
) -> Amount:
    """One declaration's share, as the preview of this group would show it."""
    mine, moved = declared[own].body, {one.sharing_id for one in group.members} - {own}
    copies = (around(mine, moved, copies_of(declared, (own,), end)) for end in ENDS)
    found = [weighed(group, market, one, groups, parameters) for one in copies]
    return _share(group, declared, (own,), found, parameters)


def _share(
    group: Group,
    declared: Mapping[UUID, Declared[Any]],
    own: Collection[UUID],
    found: Sequence[Group | None],
    parameters: Callable[[str], Parameters],
) -> Amount:
    most = most_part(group.subject, parameters(group.territory))
    return _range(found, own, _paid(declared, own), most)


def of_group(group: Group, declared: Iterable[Declared[Any]]) -> dict[UUID, Declared[Any]]:
    """Of what is declared in its market, its members', and the offers of carriers."""
    ids = {one.sharing_id for one in group.members}
    return {one.id: one for one in declared if one.id in ids or type_of(one.body).offers(one.body)}


def copies_of(
    declared: Mapping[UUID, Declared[Any]], own: Collection[UUID], end: End
) -> tuple[Declared[Any], ...]:
    return tuple(
        at_its_cell(one) if id_ in own else coarse(one, end)
        for id_, one in sorted(declared.items())
    )


def around(
    mine: Declaration, moved: Collection[UUID], copies: tuple[Declared[Any], ...]
) -> tuple[Declared[Any], ...]:
    """The copies, those to be ``moved`` at the place and on the lane of one's own."""
    return tuple(
        Declared(type_of(mine).moved(one.body, mine), one.version) if one.id in moved else one
        for one in copies
    )


def weighed(
    group: Group,
    market: str,
    copies: tuple[Declared[Any], ...],
    groups: Groups,
    parameters: Callable[[str], Parameters],
) -> Group | None:
    """The group of these copies, whatever it was found to be of exact values."""
    found = groups(market, copies, (ActedOn(bare(group)),), parameters)
    return next((one for one in found if one.synergy_id == group.synergy_id), None)


def _range(
    found: Sequence[Group | None], own: Collection[UUID], paid: Decimal | None, most: Fraction
) -> Amount:
    """From 0 where one of them has no gain. Where one rests on a cost that is assumed, from 0 to
    ``most`` of ``paid``, its own declared cost: what others pay may be less, or more. Elsewhere
    never a greater part of it than they save of theirs."""
    gains = [_gain(one, own) for one in found]
    known = [one for one in gains if one is not None]
    if not known:
        return _UNKNOWN
    high, assumed = max(known), any(map(_assumes_costs, found))
    if paid is not None:
        parts = [_part(one, own) for one in found if one is not None]
        part = max((one for one in parts if one is not None), default=Decimal(1))
        ceiling = paid * most.numerator / most.denominator
        high = ceiling if assumed else min(high, paid * part)
    sure = len(known) == len(gains) and not assumed
    low, shown = rounded_outwards(min(*known, high) if sure else Decimal(0), high, high)
    return Amount(unit="EUR", low=low, high=shown)


def _paid(declared: Mapping[UUID, Declared[Any]], own: Collection[UUID]) -> Decimal | None:
    """What they declare that it costs today; None unless all do."""
    bodies = [declared[id_].body for id_ in own]
    return _total([one.cost if isinstance(one, Sharing) else None for one in bodies])


def _total(values: Sequence[str | None]) -> Decimal | None:
    """None where there are none, or one is not known."""
    known = [Decimal(one) for one in values if one is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(values) else None


def _part(found: Group, own: Collection[UUID]) -> Decimal | None:
    """Of what they pay alone, what they save."""
    gain = _gain(found, own)
    alone = _total([one.alone for one in found.members if one.sharing_id in own])
    return None if gain is None or not alone else gain / alone


def _assumes_costs(found: Group | None) -> bool:
    """Copies have the usual ones, or none."""
    criteria = () if found is None else found.criteria
    return any(one.name == "declared_cost" for one in criteria)


def _gain(found: Group | None, own: Collection[UUID]) -> Decimal | None:
    """Whatever the copies make of the group: that it is one was found of exact values."""
    if found is None:
        return None
    return _total([one.saving for one in found.members if one.sharing_id in own])
