"""All groups of one market."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from uuid import UUID, uuid5

import msgspec

from boucle.contract.cells import cell_of
from boucle.contract.events.groups import Group, GroupMember, RiskReason
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from tests.reference.pooling.group import PlainCase, carries, group, spot_of
from tests.reference.pooling.outcome import box, kilometres, micro, said
from tests.reference.pooling.subsets import Members, best

NAMESPACE = UUID("0e0c4a6a-5f0d-5f9e-8a57-6d0d0b6f2f7a")


def groups(
    market: str,
    declared: Collection[Declared[Sharing]],
    acted_on: Sequence[ActedOn],
    parameters: Callable[[str], Parameters],
) -> tuple[Group, ...]:
    """As ``Detector.groups``."""
    sharings = sorted((each.body for each in declared), key=lambda each: each.sharing_id)
    whole = _Whole(market.partition("@")[0].split("/", 2)[1:], sharings, parameters)
    busy = {member.sharing_id for each in acted_on for member in each.group.members}
    busy -= {sharing for each in acted_on for sharing in each.left}
    found = [whole.acted_on(each) for each in acted_on]
    known = {each.synergy_id for each in found}
    found += [each for each in whole.computed(busy) if each.synergy_id not in known]
    return tuple(sorted(found, key=lambda each: each.synergy_id))


class _Whole:
    def __init__(
        self,
        named: Sequence[str],
        sharings: Sequence[Sharing],
        parameters: Callable[[str], Parameters],
    ) -> None:
        self.subject, self.stream = named
        self.carriers = [each for each in sharings if carries(each)]
        self.members = [each for each in sharings if not carries(each)]
        self.parameters = parameters

    def computed(self, busy: set[UUID]) -> list[Group]:
        """Viable ones, then near ones, each time the best of all anchors."""
        taken: list[Group] = []
        anchors = {anchor_of(member) for member in self.members}
        for level in (2, 1):
            best_of = {anchor: self.best(anchor, busy) for anchor in anchors}
            while True:
                able = {
                    anchor: found
                    for anchor, found in best_of.items()
                    if found is not None and found[0][0] >= level
                }
                if not able:
                    break
                anchor = min(able, key=lambda each: (-able[each][0][1], able[each][2]))
                _, members, identity = able[anchor]
                ids = {member.sharing_id for member in members}
                if ids.isdisjoint(busy):
                    named = (identity, anchor, self.stream, self.territory(anchor))
                    taken.append(group(self.case(anchor), members, named)[0])
                    busy = busy | ids
                best_of[anchor] = self.best(anchor, busy)
        return taken

    def best(self, anchor: str, busy: set[UUID]) -> tuple[tuple[int, int], Members, UUID] | None:
        case = self.case(anchor)
        free = [each for each in self.near(anchor, case) if each.sharing_id not in busy]
        found = best(free, case.rank, case.weight, case.may_meet)
        if found is None:
            return None
        ids = ",".join(sorted(str(member.sharing_id) for member in found[1]))
        return found[0], found[1], uuid5(NAMESPACE, f"pooling/{anchor}/{ids}")

    def near(self, anchor: str, case: PlainCase) -> list[Sharing]:
        centre, reach = self.centre(anchor)
        km = max(float(case.radius), reach)
        return [each for each in self.members if kilometres(spot_of(each), centre) <= km]

    def centre(self, anchor: str) -> tuple[tuple[int, int], float]:
        """Of a zone, the least that its needs tell; how far off those in a cell may be."""
        kind, _, code = anchor.partition(":")
        if kind == "cell":
            north, east = (int(each) for each in code.split("/"))
            cell = cell_of((north + 0.5) * 0.1, (east + 0.5) * 0.15)
            middle = cell.centre
            return (round(middle[0] * 1e6), round(middle[1] * 1e6)), round(cell.slack_km + 0.1, 3)
        inside = [each for each in self.members if anchor_of(each) == anchor]
        return min(micro_of_zone(each) for each in inside), 0.0

    def territory(self, anchor: str) -> str:
        return min(each.territory for each in self.members if anchor_of(each) == anchor)

    def case(self, anchor: str) -> PlainCase:
        values = self.parameters(self.territory(anchor))
        centre, _ = self.centre(anchor)
        bare = PlainCase(self.subject, None, values)
        return self.with_carrier(bare, centre, self.near(anchor, bare))

    def with_carrier(
        self, case: PlainCase, at: tuple[int, int], members: Sequence[Sharing]
    ) -> PlainCase:
        reaching = [
            each
            for each in self.carriers
            if kilometres(micro(each.site), at) <= float(said(each, "radius", case.radius))
        ]
        if not reaching:
            return case
        cases = [PlainCase(case.subject, each, case.values) for each in reaching]
        if len(cases) == 1 or not members:
            return cases[0]
        return max(cases, key=lambda each: (each.outcome(members).worth, -_number(each.carrier)))

    def acted_on(self, acted: ActedOn) -> Group:
        before = acted.group
        users = [member for member in before.members if member.role != "carrier"]
        now = {each.sharing_id: each for each in self.members}
        stays = [each for each in users if each.sharing_id in now.keys() - acted.left]
        reasons: list[RiskReason] = ["member_left"] if stays != users else []
        if not stays:
            return msgspec.structs.replace(
                before, state="lost", members=(), value="0", amount="0", figures={}, criteria=(),
                missing=("members",), fragile=False, reasons=("member_left",),
            )  # fmt: skip
        members = [now[each.sharing_id] for each in stays]
        case = self.carried(acted, members)
        named = (before.synergy_id, before.anchor, before.stream, before.territory)
        made, reached = group(case, members, named)
        lost = case.values["lost_share"]
        pairs = list(zip(stays, made.members, strict=True))
        if any(
            new.joins_on and (not old.joins_on or new.joins_on > old.joins_on) for old, new in pairs
        ):
            reasons.append("contract_renewed")
        if _sum(made.members) < lost * _sum(stays):
            reasons.append("volume_fell")
        if acted.carrier is not None and (
            not case.carrier or case.carrier.sharing_id != acted.carrier
        ):
            reasons.append("carrier_left")
        if not all(
            case.may_meet(one, other) for one in members for other in members if one is not other
        ):
            reasons.append("terms_changed")
        if reached < 1 and not reasons:
            reasons.append("cost_rose" if made.measure == "saving_share" else "terms_changed")
        state = "lost" if Decimal(reached.numerator) < lost * reached.denominator else (
            "at_risk" if reasons else "running" if acted.running else "proposed"
        )  # fmt: skip
        return msgspec.structs.replace(
            made, state=state, members=made.members + _carrier(acted, case), reasons=tuple(reasons)
        )

    def carried(self, acted: ActedOn, members: Sequence[Sharing]) -> PlainCase:
        """By whom the animator named, else by whom it was computed with, else by the best."""
        case = PlainCase(self.subject, None, self.parameters(acted.group.territory))
        known = {str(each.sharing_id): each for each in self.carriers}
        computed = [each.value for each in acted.group.criteria if each.name == "carrier"]
        for name in [f"{acted.carrier}", *computed]:
            if name is not None and name in known:
                return PlainCase(self.subject, known[name], case.values)
        middle, _, _ = box([spot_of(each) for each in members])
        return self.with_carrier(case, middle, members)


def micro_of_zone(sharing: Sharing) -> tuple[int, int]:
    zone = sharing.zone
    return (0, 0) if zone is None else (round(zone.latitude * 1e6), round(zone.longitude * 1e6))


def anchor_of(sharing: Sharing) -> str:
    at = spot_of(sharing)
    if sharing.zone is not None and at == micro(sharing.site):
        return f"zone:{sharing.territory}/{sharing.zone.code}"
    cell = cell_of(at[0] / 1_000_000, at[1] / 1_000_000)
    return f"cell:{cell.north}/{cell.east}"


def _number(sharing: Sharing | None) -> int:
    return 0 if sharing is None else sharing.sharing_id.int


def _sum(members: Sequence[GroupMember]) -> Decimal:
    return sum((Decimal(member.amount or 0) for member in members), Decimal(0))


def _carrier(acted: ActedOn, case: PlainCase) -> tuple[GroupMember, ...]:
    offer = case.carrier
    if offer is None or offer.sharing_id != acted.carrier:
        return ()
    return (
        GroupMember(
            sharing_id=offer.sharing_id,
            organisation_id=offer.organisation_id,
            site_id=offer.site_id,
            territory=offer.territory,
            role="carrier",
        ),
    )
