"""What a member of a group is shown when it is qualified: made once, from coarse copies of the
others, and kept. Pure."""

from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.common.events.groups import Group, GroupMember
from boucle.common.events.matching import Preview
from boucle.common.events.reasons import Amount
from boucle.common.members import CROWD
from boucle.matching.kinds.coarse import End, at_its_cell, coarse
from boucle.matching.kinds.detector import ActedOn, Declared, Detector, Parameters

_AT_LEAST: Final = (50, 20, 10, 5, CROWD)
_ENDS: Final[tuple[End, ...]] = ("low", "step", "high")
_UNKNOWN: Final = Amount(unit="EUR", missing="does not follow from what may be shown of the others")


def previews_of(
    group: Group,
    market: str,
    declared: Mapping[UUID, Declared],
    detector: Detector,
    parameters: Callable[[str], Parameters],
) -> tuple[Preview, ...]:
    """One for each organisation, in the order of its first member. ``declared``: of the members."""
    members = [one for one in group.members if one.role != "carrier"]
    organisations = list(dict.fromkeys(one.organisation_id for one in members))

    def gain(own: Collection[UUID]) -> Amount:
        found = [
            _gain(weighed(group, market, copies_of(declared, own, end), detector, parameters), own)
            for end in _ENDS
        ]
        known = [one for one in found if one is not None]
        if not known:
            return _UNKNOWN
        low = min(known) if len(known) == len(found) else Decimal(0)
        return Amount(unit="EUR", low=f"{low:f}", high=f"{max(known):f}")

    return tuple(
        Preview(
            organisation_id=each,
            others=(),
            eur=gain({one.sharing_id for one in members if one.organisation_id == each}),
            companies=at_least(len(organisations) - 1),
        )
        for each in organisations
    )


def at_least(others: int) -> int | None:
    """How many others may be spoken of; None: too few stand behind it."""
    return next((least for least in _AT_LEAST if others >= least), None)


def of_group(group: Group, declared: Iterable[Declared]) -> dict[UUID, Declared]:
    """Of what is declared in its market, its members', and the offers of carriers."""
    ids = {one.sharing_id for one in group.members}
    return {
        one.sharing.sharing_id: one
        for one in declared
        if one.sharing.sharing_id in ids or one.sharing.direction == "offer"
    }


def copies_of(
    declared: Mapping[UUID, Declared], own: Collection[UUID], end: End
) -> tuple[Declared, ...]:
    return tuple(
        at_its_cell(one) if sharing_id in own else coarse(one, end)
        for sharing_id, one in sorted(declared.items())
    )


def weighed(
    group: Group,
    market: str,
    copies: tuple[Declared, ...],
    detector: Detector,
    parameters: Callable[[str], Parameters],
) -> Group | None:
    """The group of these copies, whatever it was found to be of exact values."""
    found = detector.groups(market, copies, (ActedOn(_bare(group)),), parameters)
    return next((one for one in found if one.synergy_id == group.synergy_id), None)


def _bare(group: Group) -> Group:
    members = tuple(
        GroupMember(
            sharing_id=one.sharing_id,
            organisation_id=one.organisation_id,
            site_id=one.site_id,
            territory=one.territory,
            role=one.role,
        )
        for one in group.members
    )
    return replace(
        group, members=members, value="0", amount=None, figures={}, criteria=(), reasons=()
    )


def _gain(group: Group | None, own: Collection[UUID]) -> Decimal | None:
    """Whatever the copies make of the group: that it is one was found of exact values."""
    if group is None:
        return None
    savings = [one.saving for one in group.members if one.sharing_id in own]
    if not savings or None in savings:
        return None
    return sum((Decimal(one) for one in savings if one is not None), Decimal(0))
