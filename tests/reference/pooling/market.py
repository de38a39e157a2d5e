"""All groups of one market."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from uuid import UUID, uuid5

import msgspec

from boucle.contract.cells import cell_of
from boucle.contract.events.groups import Group, GroupMember, RiskReason
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import ActedOn, Declared, Parameters
from tests.reference.pooling.group import PlainCase, carries, counted, group, spot_of
from tests.reference.pooling.outcome import kilometres, micro
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
    found = [
        whole.acted_on(each) for each in sorted(acted_on, key=lambda one: one.group.synergy_id)
    ]
    known = {each.synergy_id for each in found}
    found += [each for each in whole.computed() if each.synergy_id not in known]
    return tuple(sorted(found, key=lambda each: each.synergy_id))


@dataclass(frozen=True)
class Best:
    """What a place's best group is. ``rank``: level, whether somebody carries it, worth."""

    rank: tuple[int, bool, int]
    members: Members
    case: PlainCase
    anchor: Sharing

    @property
    def ids(self) -> list[UUID]:
        return [member.sharing_id for member in self.members]


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
        self.busy: set[UUID] = set()
        self.used: dict[UUID, int] = {}

    def computed(self) -> list[Group]:
        """Viable ones, then near ones, each time the best of all places."""
        taken: list[Group] = []
        anchors = self.anchors()
        for level in (2, 1):
            while True:
                able = [best for best in map(self.best, anchors) if best and best.rank[0] >= level]
                if not able:
                    break
                best = min(able, key=lambda one: (-one.rank[2], one.ids, one.anchor.sharing_id))
                taken.append(self.take(best))
        return taken

    def take(self, best: Best) -> Group:
        place = name_of(best.members[0])
        ids = ",".join(sorted(map(str, best.ids)))
        identity = uuid5(NAMESPACE, f"pooling/{place}/{ids}")
        named = (identity, place, self.stream, best.anchor.territory)
        self.busy.update(best.ids)
        self.use(best.case, best.members)
        return group(best.case, best.members, named)[0]

    def use(self, case: PlainCase, members: Sequence[Sharing]) -> None:
        if case.carrier is not None and case.room is not None:
            asked = sum(map(case.weight, members))
            self.used[case.carrier.sharing_id] = case.used + asked

    def anchors(self) -> list[Sharing]:
        """Each need is so near to one of them, the first ones before others."""
        found: list[Sharing] = []
        for each in self.members:
            if not any(kilometres(spot_of(each), spot_of(one)) <= self.cover(one) for one in found):
                found.append(each)
        return found

    def cover(self, anchor: Sharing) -> float:
        km = float(self.bare(anchor).radius)
        return km / 2 if km > 5 else 0.0

    def bare(self, anchor: Sharing) -> PlainCase:
        return PlainCase(self.subject, None, self.parameters(anchor.territory))

    def near(self, anchor: Sharing) -> list[Sharing]:
        km = float(self.bare(anchor).radius)
        return [each for each in self.members if kilometres(spot_of(each), spot_of(anchor)) <= km]

    def best(self, anchor: Sharing) -> Best | None:
        found = []
        near = self.near(anchor)
        bare = self.bare(anchor)
        reaching = [
            each
            for each in map(self.carried(bare), self.carriers)
            if each.reaches(anchor) and (each.room is None or each.room > 0)
        ]
        cases = [bare]
        if reaching:
            chosen = _best_carried(reaching, near)
            full = chosen.room is not None and sum(map(chosen.weight, near)) > chosen.room
            dearer = chosen.outcome(near).worth < bare.outcome(near).worth
            limited = full or dearer or not all(map(chosen.serves, near))
            cases = [chosen, bare] if limited else [chosen]
        for case in cases:
            free = [each for each in near if each.sharing_id not in self.busy and case.serves(each)]
            subset = best(free, case.rank, case.weight, case.may_begin)
            if subset is not None:
                (level, worth), members = subset
                found.append(Best((level, case.carrier is not None, worth), members, case, anchor))
        return max(found, key=lambda one: one.rank, default=None)

    def carried(self, case: PlainCase) -> Callable[[Sharing], PlainCase]:
        def by(carrier: Sharing) -> PlainCase:
            return replace(case, carrier=carrier, used=self.used.get(carrier.sharing_id, 0))

        return by

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
        case = self.carried_now(acted, members)
        self.busy.update(each.sharing_id for each in members)
        self.use(case, members)
        named = (before.synergy_id, before.anchor, before.stream, before.territory)
        made, reached = group(case, members, named)
        lost = case.values["lost_share"]
        pairs = list(zip(stays, made.members, strict=True))
        saving = {each.sharing_id for each in counted(case, members)}
        if any(
            new.joins_on and (not old.joins_on or new.joins_on > old.joins_on)
            for old, new in pairs
            if new.sharing_id not in saving
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
        ) or not all(map(case.may_serve, members)):
            reasons.append("terms_changed")
        if reached < 1 and not reasons:
            fell = any(
                new.alone and old.alone and new.amount and old.amount
                and Decimal(new.alone) / Decimal(new.amount) * 100
                < Decimal(old.alone) / Decimal(old.amount) * 99
                for old, new in pairs
            )  # fmt: skip
            dearer: RiskReason = "pays_less" if fell else "cost_rose"
            reasons.append(dearer if made.measure == "saving_share" else "terms_changed")
        state = "lost" if Decimal(reached.numerator) < lost * reached.denominator else (
            "at_risk" if reasons else "running" if acted.running else "proposed"
        )  # fmt: skip
        return msgspec.structs.replace(
            made, state=state, members=made.members + _carrier(acted, case), reasons=tuple(reasons)
        )

    def carried_now(self, acted: ActedOn, members: Sequence[Sharing]) -> PlainCase:
        """By whom the animator named, else by whom it was computed with, else by the best that is
        no dearer than the usual terms."""
        case = PlainCase(self.subject, None, self.parameters(acted.group.territory))
        known = {str(each.sharing_id): each for each in self.carriers}
        computed = [each.value for each in acted.group.criteria if each.name == "carrier"]
        for name in [f"{acted.carrier}", *computed]:
            if name is not None and name in known:
                return self.carried(case)(known[name])
        able = [
            each
            for each in map(self.carried(case), self.carriers)
            if all(map(each.serves, members))
        ]
        best = _best_carried(able, members) if able else case
        return best if best.outcome(members).worth >= case.outcome(members).worth else case


def _best_carried(cases: Sequence[PlainCase], near: Sequence[Sharing]) -> PlainCase:
    """With whom all whom it serves would do best."""
    if len(cases) == 1:
        return cases[0]

    def worth(case: PlainCase) -> int:
        members = [each for each in near if case.serves(each)]
        best = case.outcome(members).worth if members else 0
        return best if case.room is None else min(best, case.room + case.used)

    return max(cases, key=lambda case: (worth(case), -_number(case.carrier)))


def name_of(sharing: Sharing) -> str:
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
