"""Compare found groups with published ones, and tell which groups people act on. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace as with_value
from typing import Any, Final, NamedTuple
from uuid import UUID

from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.matching import Life, State
from boucle.contract.kinds import Form, form_of, of_group, the_group
from boucle.contract.kinds.members import OVER, leavers, left
from boucle.matching.kinds.detector import ActedOn, Declaration, Declared, held_by

NOT_ACTED_ON: Final[frozenset[State]] = OVER | {"detected"}
"""States in which nobody acts on a group (any more)."""


class StoredSharing(NamedTuple):
    sharing_id: UUID
    withdrawn: bool
    organisation_id: UUID
    territory: str
    market: str | None
    sharing: Declaration


class Differences(NamedTuple):
    """``changed``: groups to write, by id; ``gone``: groups to publish as lost."""

    changed: tuple[Group, ...]
    lost: frozenset[UUID]

    @property
    def any(self) -> bool:
        return bool(self.changed or self.lost)


def differences(found: Iterable[Group], published: Mapping[UUID, Group]) -> Differences:
    """Compare with ``published``: the market's groups, with stored lost ones."""
    now = {one.synergy_id: one for one in found}
    changed = tuple(now[id_] for id_ in sorted(now) if now[id_] != published.get(id_))
    lost = (id_ for id_, one in published.items() if id_ not in now and one.state != "lost")
    return Differences(changed, frozenset(lost))


def acted_on(lives: Iterable[Life]) -> tuple[ActedOn, ...]:
    """Return the groups that people act on: their life is qualified or further, and not over."""
    return tuple(one for one in map(acting_on, lives) if one is not None)


def acting_on(life: Life) -> ActedOn | None:
    """Return None if people do not act on it, so that its members are free, or if it is no
    group."""
    return _ACTING_ON[form_of(life)](life)


def _acting_on_group(life: Life) -> ActedOn | None:
    if life.state in NOT_ACTED_ON:
        return None
    carrier = None if life.carrier is None else life.carrier.sharing_id
    return ActedOn(the_group(life), left(life), life.state == "running", carrier)


_ACTING_ON: Final[Mapping[Form, Callable[[Life], ActedOn | None]]] = {
    Form.PAIR: lambda _life: None,
    Form.GROUP: _acting_on_group,
}


def proposes(life: Life) -> bool:
    """Tell whether it proposes newcomers to a group that runs: answers to it count there."""
    return of_group(life, lambda group: group.growth) is not None


def refusing(lives: Iterable[Life]) -> frozenset[tuple[UUID, str]]:
    """Return declarations that left a group, with their version then: unchanged, they enter no new
    group of the market."""
    return frozenset(
        (party.side.sharing_id, version)
        for life in lives
        for party in leavers(life)
        if party.side.sharing_id and party.refused_value
        for version in party.refused_value.split(",")
    )


def standing(
    declared: Iterable[Declared[Any]],
    acted_on: Sequence[ActedOn],
    refused: frozenset[tuple[UUID, str]],
) -> list[Declared[Any]]:
    """Return what groups are found from: without those that ``refused``, but where people still act
    on it, bound."""
    held = {id_ for one in acted_on for id_ in held_by(one)}
    return [
        with_value(one, bound=True) if (one.id, str(one.version)) in refused else one
        for one in declared
        if one.id in held or (one.id, str(one.version)) not in refused
    ]


def bare(group: Group) -> Group:
    """What a group is of, without anything that was found of what its members declare."""
    members = tuple(
        GroupMember(
            sharing_id=one.sharing_id,
            organisation_id=one.organisation_id,
            site_id=one.site_id,
            territory=one.territory,
            role=one.role,
            part=one.part,
        )
        for one in group.members
    )
    return Group(
        synergy_id=group.synergy_id,
        kind=group.kind,
        subject=group.subject,
        anchor=group.anchor,
        stream=group.stream,
        state=group.state,
        territory=group.territory,
        members=members,
        measure=group.measure,
        value="0",
        threshold=group.threshold,
        unit=group.unit,
        catalogue_version=group.catalogue_version,
    )
