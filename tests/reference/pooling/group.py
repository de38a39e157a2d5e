"""One set of members as a group."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Literal
from uuid import UUID

from dateutil.relativedelta import relativedelta

from boucle.catalogue.sharing import sharing_catalogue
from boucle.contract.events.groups import Group, GroupMember
from boucle.contract.events.reasons import Amount, Criterion, Verdict
from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.detector import Parameters
from tests.reference.pooling.freight import alone as freight_alone
from tests.reference.pooling.freight import believed, freight, origin, trips
from tests.reference.pooling.freight import may_meet as may_load
from tests.reference.pooling.others import (
    FIGURES,
    given,
    may_commute,
    pays,
    rainwater,
    spares,
    taken,
    taking,
    threshold,
)
from tests.reference.pooling.outcome import (
    TEN_THOUSAND,
    Bar,
    Outcome,
    kilometres,
    micro,
    money,
    rounded,
    said,
    short,
)
from tests.reference.pooling.shares import is_stable, shapley, whole_cents
from tests.reference.pooling.waste import Tour, is_electrical, paid, waste

OUTCOMES: Mapping[str, Callable[[Sequence[Sharing], Sharing | None, Parameters], Outcome]] = {
    "waste_collection": waste,
    "freight": freight,
    "rainwater": rainwater,
    **dict.fromkeys(FIGURES, threshold),
}
CARRIED = ("waste_collection", "freight", "childcare")


@dataclass(frozen=True, slots=True)
class PlainCase:
    """A service at a place: what a set of members comes to there."""

    subject: str
    carrier: Sharing | None
    values: Parameters
    used: int = 0

    def outcome(self, members: Sequence[Sharing]) -> Outcome:
        found = OUTCOMES[self.subject](members, self.carrier, self.values)
        if self.room is None:
            return found
        asked, unit = sum(map(self.weight, members)), FIGURES[self.subject][1]
        fits = Bar("capacity", self.room, asked, unit, 1000, "capacity", hard=True)
        return replace(found, bars=(*found.bars, fits))

    @property
    def room(self) -> int | None:
        """What others leave of what the carrier offers."""
        key = FIGURES.get(self.subject, ("", ""))[0]
        if self.carrier is None or key not in self.carrier.figures:
            return None
        return max(rounded(said(self.carrier, key) * 1000) - self.used, 0)

    def serves(self, member: Sharing) -> bool:
        return self.reaches(member) and self.may_serve(member)

    def reaches(self, member: Sharing) -> bool:
        if self.carrier is None:
            return True
        km = float(said(self.carrier, "radius", self.radius))
        return kilometres(micro(self.carrier.site), spot_of(member)) <= km

    def may_serve(self, member: Sharing) -> bool:
        offer = self.carrier
        if offer is None:
            return True
        if offer.organisation_id in member.excluded or member.organisation_id in offer.excluded:
            return False
        whole = self.subject in FIGURES
        if offer.weekdays and member.weekdays:
            days = set(member.weekdays)
            common = days & set(offer.weekdays)
            if not common or (whole and common != days):
                return False
        if offer.hours is None or member.hours is None:
            return True
        begins, ends = max(offer.hours[0], member.hours[0]), min(offer.hours[1], member.hours[1])
        return (begins, ends) == member.hours if whole else begins < ends

    def rank(self, members: Sequence[Sharing]) -> tuple[int, int]:
        found = self.outcome(members)
        return found.level(self.values["near_share"]), found.worth

    def weight(self, member: Sharing) -> int:
        if self.subject == "waste_collection":
            tonnes = said(member, "tonnes")
            if is_electrical(member):
                return rounded(tonnes / max(said(member, "pickups", 1), Decimal(1)) * 1_000_000)
            return rounded(tonnes * 1000)
        if self.subject == "freight":
            load = said(member, "load", self.values["freight_load_usual"])
            return trips(member) * rounded(load * TEN_THOUSAND)
        if self.subject == "rainwater":
            return given(member, self.values) + taken(member)
        return rounded(taking(member) * 1000)

    def may_meet(self, one: Sharing, other: Sharing) -> bool:
        if kilometres(self.spot(one), self.spot(other)) > float(self.radius):
            return False
        if one.organisation_id in other.excluded or other.organisation_id in one.excluded:
            return False
        if self.subject == "freight":
            return may_load(one, other, self.values)
        return self.subject != "mobility" or may_commute(one, other, self.values)

    def may_begin(self, one: Sharing, other: Sharing) -> bool:
        """Together, and near enough to meet."""
        joins = _joins([one, other], self.values)
        return joins == [None, None] and self.may_meet(one, other)

    @property
    def radius(self) -> Decimal:
        return self.values[f"{self.subject}_radius_km"]

    def spot(self, member: Sharing) -> tuple[int, int]:
        return spot_of(member)

    def amount(self, member: Sharing) -> Decimal:
        if self.subject == "rainwater":
            return Decimal(given(member, self.values) or taken(member)) / 1000
        return taking(member) if self.subject in FIGURES else said(member, "tonnes")

    def pays(self, member: Sharing, members: Sequence[Sharing]) -> tuple[int | None, int]:
        """Cents a year today, and what it may save at most."""
        if self.subject == "waste_collection" and not is_electrical(member):
            each = paid(member, Tour(self.carrier, self.values))
            return each.declared, each.most
        if self.subject == "freight":
            alone = freight_alone(member, self.carrier, self.values)
            return alone, 0 if alone is None else believed(member, alone, self.values)
        if self.subject == "rainwater":
            owns = given(member, self.values) > 0
            most = members if owns else [member]
            return pays(member), sum(spares(each, self.values) for each in most)
        spent = member.cost or member.figures.get("price_now")
        declared = None if spent is None else rounded(Decimal(spent) * 100)
        return declared, (declared or 0) if self.subject == "waste_collection" else 0


def carries(sharing: Sharing) -> bool:
    return sharing.direction == "offer" and sharing.subject != "rainwater"


def spot_of(sharing: Sharing) -> tuple[int, int]:
    if sharing.subject == "freight" and sharing.direction == "need":
        return origin(sharing)
    return micro(sharing.site)


def group(
    case: PlainCase,
    members: Sequence[Sharing],
    named: tuple[UUID, str, str, str],
) -> tuple[Group, Fraction]:
    """``named``: id, anchor, stream, territory. With how much of its threshold it reaches."""
    whole, joins = members, _joins(members, case.values)
    members = counted(case, whole)
    found = case.outcome(members)
    bar = min(found.known, key=lambda each: each.reached)
    costs = [case.pays(member, members) for member in members]
    shares, stable = _shares(case, members, found, costs, whole[0].sharing_id)
    share_of = {
        member.sharing_id: share for member, share in zip(members, shares or (), strict=False)
    }
    amounts = [case.amount(member) for member in members]
    half = case.values["pooling_member_share_most"] * sum(amounts, Decimal(0))
    fragile = any(amount > half for amount in amounts)
    total = None if shares is None else money(sum(shares))
    eur = Amount(unit="EUR", low=total, high=total) if total else Amount(unit="EUR", missing="cost")
    lacks = [each.missing for each in found.known if each.reached < 1]
    lacks += ["cost"] if found.assumed else []
    lacks += ["carrier"] if case.subject in CARRIED and case.carrier is None else []
    made = Group(
        synergy_id=named[0],
        kind="pooling",
        subject=case.subject,
        anchor=named[1],
        stream=named[2],
        state="viable" if found.level(case.values["near_share"]) == 2 else "near",
        territory=named[3],
        members=tuple(
            _member(
                each,
                case.amount(each),
                case.pays(each, whole)[0],
                share_of.get(each.sharing_id),
                None if day == min(_free(whole)) else day,
            )
            for each, day in zip(whole, _free(whole), strict=True)
        ),
        measure=bar.measure,
        value=_down(bar.value, bar.scale),
        threshold=_down(bar.threshold, bar.scale),
        unit=bar.unit,
        amount=short(sum(amounts, Decimal(0))),
        figures=dict(sorted({"eur": eur, **found.figures}.items())),
        criteria=(
            *(
                _criterion(each)
                if each in found.known
                else Criterion(name=each.measure, verdict="unknown")
                for each in found.bars
            ),
            *_more(case, stable, fragile, joins),
            Criterion(
                name="beginning",
                verdict="pass" if len({*_free(members)}) == 1 else "partial",
                value=f"{max(_free(members))}",
            ),
            *found.criteria,
        ),
        missing=tuple(lacks),
        fragile=fragile,
        catalogue_version=sharing_catalogue().version,
    )
    return made, bar.reached


def _shares(
    case: PlainCase,
    members: Sequence[Sharing],
    found: Outcome,
    costs: Sequence[tuple[int | None, int]],
    seed: UUID,
) -> tuple[list[int] | None, bool | None]:
    if found.eur is None or any(alone is None for alone, _ in costs):
        return None, None
    known: dict[frozenset[int], int] = {}

    def saving(few: frozenset[int]) -> int:
        if few not in known:
            chosen = [members[at] for at in sorted(few)]
            eur = case.outcome(chosen).eur if len(chosen) > 1 else 0
            known[few] = max(eur or 0, 0)
        return known[few]

    most = [each for _, each in costs]
    wanted = shapley(len(members), saving, seed)
    shares = whole_cents(min(max(found.eur, 0), sum(most)), wanted, most)
    return shares, is_stable(shares, saving, int(case.values["pooling_subset_most"]))


def _free(members: Sequence[Sharing]) -> list[date]:
    """When each may begin: once all have declared, and no contract binds it."""
    said = max(member.valid_from for member in members)
    ends = [member.contract_end for member in members]
    return [said if end is None or end < said else end + timedelta(days=1) for end in ends]


def _joins(members: Sequence[Sharing], values: Parameters) -> list[date | None]:
    """From when those count that do not yet."""
    free = _free(members)
    late = min(free) + relativedelta(months=int(values["contract_ends_months"]))
    return [day if day > late else None for day in free]


def counted(case: PlainCase, members: Sequence[Sharing]) -> list[Sharing]:
    """Who may begin within some months of the first."""
    pairs = zip(members, _joins(members, case.values), strict=True)
    return [each for each, day in pairs if day is None]


def _member(
    sharing: Sharing, amount: Decimal, alone: int | None, share: int | None, joins: date | None
) -> GroupMember:
    role: Literal["user", "owner"] = "owner" if sharing.direction == "offer" else "user"
    return GroupMember(
        sharing_id=sharing.sharing_id,
        organisation_id=sharing.organisation_id,
        site_id=sharing.site_id,
        territory=sharing.territory,
        role=role,
        division=sharing.site.naf.code[:2] if sharing.site.naf else None,
        amount=short(amount),
        alone=None if alone is None else money(alone),
        saving=None if share is None else money(share),
        joins_on=joins,
    )


def _down(value: int, scale: int) -> str:
    return short((Decimal(value) / Decimal(scale)).quantize(Decimal("0.001"), ROUND_FLOOR))


def _criterion(bar: Bar) -> Criterion:
    return Criterion(
        name=bar.measure,
        verdict="pass" if bar.reached >= 1 else "fail",
        value=_down(bar.value, bar.scale),
        limit=_down(bar.threshold, bar.scale),
        unit=bar.unit,
    )


def _more(
    case: PlainCase, stable: bool | None, fragile: bool, joins: Sequence[date | None]
) -> list[Criterion]:
    verdicts: dict[bool | None, Verdict] = {True: "pass", False: "fail", None: "unknown"}
    later = len([each for each in joins if each])
    found = [
        Criterion(name="stability", verdict=verdicts[stable]),
        Criterion(name="concentration", verdict="partial" if fragile else "pass"),
        Criterion(
            name="contract_ends",
            verdict="partial" if later else "pass",
            value=f"{later}",
            limit=f"{max(day for day in joins if day)}" if later else None,
        ),
    ]
    if case.subject in CARRIED or case.carrier:
        carrier = case.carrier
        found.append(
            Criterion(name="carrier", verdict="pass", value=str(carrier.sharing_id))
            if carrier
            else Criterion(name="carrier", verdict="unknown")
        )
    return found
