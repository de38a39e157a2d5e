"""A detector whose groups anybody can check by hand, and declarations for it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from msgspec.structs import replace

from boucle.contract.cells import cell_of
from boucle.contract.events.groups import Group, GroupMember, GroupState, RiskReason
from boucle.contract.events.registry import SiteFacts
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from boucle.matching.kinds.ids import group_id

SIREN = "200023414"
LEAST = "purchasing_members_least"
_NAMES = UUID("1f0c2b9e-6a42-5c57-9a76-6d5f2f1f2d10")


def uid(name: str) -> UUID:
    return uuid5(_NAMES, name)


class PlainDetector:
    """All needs of one product in one cell together: viable from so many members on
    (``purchasing_members_least``), near with one less."""

    def market_of(self, sharing: Sharing) -> str | None:
        if sharing.kind != "service" or "product" not in sharing.choices:
            return None
        return f"pooling/{sharing.subject}/{sharing.choices['product']}"

    def groups(
        self,
        market: str,
        declared: Collection[Declared[Sharing]],
        acted_on: Sequence[ActedOn],
        parameters: Callable[[str], Parameters],
    ) -> tuple[Group, ...]:
        there = {one.id: one.body for one in declared}
        free = dict(there)
        found = []
        for one in acted_on:
            ours = [member.sharing_id for member in one.group.members]
            here = [there[id_] for id_ in ours if id_ not in one.left and id_ in there]
            found.append(_acted_on(one, here))
            for id_ in set(ours) - one.left:
                free.pop(id_, None)
        by_cell = defaultdict(list)
        for sharing in free.values():
            by_cell[cell_of(sharing.site.latitude, sharing.site.longitude)].append(sharing)
        for cell, some in by_cell.items():
            territory = min(sharing.territory for sharing in some)
            least = int(parameters(territory)[LEAST])
            if len(some) >= max(2, least - 1):
                state: GroupState = "viable" if len(some) >= least else "near"
                anchor = f"cell:{cell.north}/{cell.east}"
                found.append(_group(market, anchor, state, territory, some, least))
        return tuple(sorted(found, key=lambda group: group.synergy_id))


def _acted_on(one: ActedOn, here: Sequence[Sharing]) -> Group:
    group, least = one.group, int(one.group.threshold)
    if len(here) >= least:
        state: GroupState = "running" if one.running else "proposed"
    else:
        state = "at_risk" if len(here) == least - 1 else "lost"
    reasons: tuple[RiskReason, ...] = () if state in ("proposed", "running") else ("member_left",)
    members, value = _members(here), str(len(here))
    return replace(group, state=state, members=members, value=value, reasons=reasons)


def _group(
    market: str,
    anchor: str,
    state: GroupState,
    territory: str,
    some: Sequence[Sharing],
    least: int,
) -> Group:
    _, subject, stream = market.partition("@")[0].split("/")
    return Group(
        synergy_id=group_id("pooling", anchor, (one.sharing_id for one in some)),
        kind="pooling",
        subject=subject,
        anchor=anchor,
        stream=stream,
        state=state,
        territory=territory,
        members=_members(some),
        measure="members",
        value=str(len(some)),
        threshold=str(least),
        unit="1",
        amount=str(sum(Decimal(one.figures["volume"]) for one in some)),
    )


def _members(some: Iterable[Sharing]) -> tuple[GroupMember, ...]:
    return tuple(
        GroupMember(
            sharing_id=one.sharing_id,
            organisation_id=one.organisation_id,
            site_id=one.site_id,
            territory=one.territory,
            amount=one.figures["volume"],
        )
        for one in sorted(some, key=lambda one: one.sharing_id)
    )


def need(name: str, **changes: Any) -> Sharing:
    """Of electricity, at one place."""
    product, volume = changes.pop("product", "electricity"), changes.pop("volume", "100")
    north, east = changes.pop("north", 0), changes.pop("east", 0)
    site = SiteFacts(
        latitude=49.45 + north / 10, longitude=1.07 + 0.15 * east, location_precision="commune"
    )
    one = Sharing(
        sharing_id=uid(name),
        organisation_id=uid(f"{name}/organisation"),
        site_id=uid(f"{name}/site"),
        territory=SIREN,
        kind="service",
        direction="need",
        subject="purchasing",
        catalogue_version="2026.11.28.1",
        site=site,
        certainty="estimated",
        valid_from=date(2026, 1, 1),
        figures={"volume": volume},
        choices={"product": product},
    )
    return replace(one, **changes)
