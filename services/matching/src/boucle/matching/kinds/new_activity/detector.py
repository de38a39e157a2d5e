"""New activities: outputs of one family near each other that nobody near takes. Pure."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.cells import Cell, cell_of
from boucle.contract.events.groups import Group, GroupMember, GroupState, RiskReason
from boucle.contract.events.reasons import Amount
from boucle.contract.events.registry import Flow
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.ids import cell_anchor, group_id

NAME: Final = "new_activity"
LEAST_T: Final = Decimal(1000)
"""Of a year, together: what an activity lives on."""
LEAST_ORGANISATIONS: Final = 3
_NEAR: Final = Decimal("0.7")
_LOST: Final = Decimal("0.9")


class NewActivityDetector:
    """All outputs of one family in one cell together, where no need of that family is."""

    def market_of(self, flow: Flow, /) -> str | None:
        if flow.nature != "material" or flow.quantity.unit != "t" or len(flow.families) > 1:
            return None
        return f"{NAME}/{flow.family}/any"

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Flow]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        family = market.partition("@")[0].split("/")[1]
        free = {one.id: one.body for one in declared if one.body.direction == "output"}
        found = [_now(acted, free) for acted in acted_on]
        taken = {_cell(one.body) for one in declared if one.body.direction == "input"}
        by_cell: defaultdict[Cell, list[Flow]] = defaultdict(list)
        for flow in free.values():
            by_cell[_cell(flow)].append(flow)
        for cell, some in by_cell.items():
            state = None if cell in taken else _state(some)
            if state is not None:
                found.append(_group(family, cell, state, some))
        return tuple(sorted(found, key=lambda group: group.synergy_id))


def _cell(flow: Flow) -> Cell:
    return cell_of(flow.site.latitude, flow.site.longitude)


def _tonnes(flows: Iterable[Flow]) -> Decimal:
    return sum((Decimal(one.quantity.value) for one in flows), Decimal(0))


def _state(flows: Sequence[Flow]) -> GroupState | None:
    if len({one.organisation_id for one in flows}) < LEAST_ORGANISATIONS:
        return None
    tonnes = _tonnes(flows)
    if tonnes < _NEAR * LEAST_T:
        return None
    return "viable" if tonnes >= LEAST_T else "near"


def _group(family: str, cell: Cell, state: GroupState, flows: Sequence[Flow]) -> Group:
    tonnes = str(_tonnes(flows))
    return Group(
        synergy_id=group_id("new_activity", cell_anchor(cell), (one.flow_id for one in flows)),
        kind="new_activity",
        subject=family,
        anchor=cell_anchor(cell),
        stream="any",
        state=state,
        territory=min(one.territory for one in flows),
        members=_members(flows),
        measure="tonnes",
        value=tonnes,
        threshold=str(LEAST_T),
        unit="t",
        amount=tonnes,
        figures={"tonnes": Amount("t", tonnes, tonnes)},
        missing=() if state == "viable" else ("volume",),
    )


def _members(flows: Iterable[Flow]) -> tuple[GroupMember, ...]:
    return tuple(
        GroupMember(
            sharing_id=one.flow_id,
            organisation_id=one.organisation_id,
            site_id=one.site_id,
            territory=one.territory,
            division=None if one.site.naf is None else one.site.naf.code[:2],
            amount=one.quantity.value,
        )
        for one in sorted(flows, key=lambda one: one.flow_id)
    )


def _now(acted: ActedOn, free: dict[UUID, Flow]) -> Group:
    """As those stand who did not leave; they are free for no other."""
    ours = [one.sharing_id for one in acted.group.members]
    here = _there(ours, acted.left, {id_: free.pop(id_) for id_ in ours if id_ in free})
    reasons: tuple[RiskReason, ...] = ("member_left",) if len(here) < len(ours) else ()
    ratio = _tonnes(here) / LEAST_T
    if ratio < _LOST or _state(here) is None:
        state: GroupState = "lost"
    elif ratio < 1 or reasons:
        state = "at_risk"
    else:
        state = "running" if acted.running else "proposed"
    tonnes = str(_tonnes(here))
    return replace(
        acted.group,
        state=state,
        members=_members(here),
        value=tonnes,
        amount=tonnes,
        figures={"tonnes": Amount("t", tonnes, tonnes)},
        reasons=reasons,
    )


def _there(ours: Sequence[UUID], left: frozenset[UUID], known: Mapping[UUID, Flow]) -> list[Flow]:
    return [known[id_] for id_ in ours if id_ in known and id_ not in left]
