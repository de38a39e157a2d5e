"""Facts of every kind at random: moves, corrections, withdrawals, results, late answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, get_args
from uuid import UUID

import msgspec

from boucle.contract.events.changed_lists import substitution_id
from boucle.contract.events.groups import GroupState
from boucle.contract.events.matching import Grade, ListsChanged, Result, State
from boucle.contract.events.reasons import Amount
from boucle.indicators.facts.bodies import (
    AnyBody,
    Fact,
    FlowBody,
    GroupBody,
    IntroducedParty,
    IntroductionBody,
    LifeBody,
    MeetingBody,
    MemberPart,
    SharingBody,
    SiteBody,
    TerritoryBody,
)
from boucle.indicators.facts.lists import FlowList
from boucle.platform.events import Event

HERE, THERE, BEYOND, REGION, COUNTRY = (f"20000000{number}" for number in range(1, 6))
FIRST, LAST = date(2025, 6, 1), date(2026, 12, 31)
PARENTS: Final = {COUNTRY: None, REGION: COUNTRY, HERE: REGION, THERE: REGION, BEYOND: None}


def at_random(random: Random, count: int) -> list[Fact]:
    """Territories, then so many facts of a few entities, in the order of their making."""
    made = Making(random)
    return [*made.territories(), *(made.fact() for _ in range(count))]


def flows_at_random(random: Random, count: int) -> list[Fact]:
    """Territories, then so many facts of three flows."""
    made = Making(random)
    return [*made.territories(), *(made.fact("flow") for _ in range(count))]


def lists_at_random(random: Random, count: int) -> list[FlowList]:
    """So many lists of flows that ``at_random`` tells of too, in the order of their making."""
    made = Making(random)
    return [made.list() for _ in range(count)]


def told(one: FlowList) -> Event[ListsChanged]:
    """The event that tells of this list alone."""
    data = ListsChanged(
        partition=0,
        flows=one.flow.bytes,
        offers=bytes([one.offers]),
        sizes=(len(one.partners),),
        partners=b"".join(partner.bytes for partner in one.partners),
        ranks=one.ranks,
        quantities=one.quantities,
        what=bytes(len(one.partners)),
    )
    return Event(
        id=UUID(int=one.version),
        type="lists.changed.v1",
        source="/boucle/matching",
        subject="0",
        entity_version=one.version,
        time=datetime(one.month.year, one.month.month, 28, tzinfo=UTC),
        correlation_id=UUID(int=1),
        causation_id=None,
        data=data,
    )


class Making:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._versions: dict[tuple[str, str], int] = {}
        self._bodies: dict[tuple[str, str], Any] = {}
        self._turn = 0

    def territories(self) -> list[Fact]:
        return [self._of("territory", siren, date.min, _territory(siren)) for siren in PARENTS]

    def fact(self, kind: str | None = None) -> Fact:
        """One more version of some entity; more often than not another in one field only."""
        kind = kind or self._random.choice((*_BODIES, "life", "flow", "flow"))
        entity = str(self._flow())
        if kind in {"life", "group"}:
            entity = str(substitution_id(self._flow(), self._flow()))
        if kind == "territory":
            parent = self._random.choice((REGION, COUNTRY, None))
            return self._of(kind, THERE, date.min, _territory(THERE, parent))
        body = _BODIES[kind](self)
        held = self._bodies.get((kind, entity))
        if held is not None and kind != "introduction" and self._random.random() < 0.6:
            changed = self._random.choice(body.__struct_fields__)
            body = msgspec.structs.replace(held, **{changed: getattr(body, changed)})
        self._bodies[kind, entity] = body
        return self._of(kind, entity, self._day(), body)

    def _of(self, kind: str, entity: str, valid_from: date, body: AnyBody) -> Fact:
        version = self._versions.get((kind, entity), 0) + 1
        self._versions[kind, entity] = version
        gone = kind in {"flow", "site", "sharing", "group"} and self._random.random() < 0.15
        known = datetime(2026, 11, 1, tzinfo=UTC)
        return Fact(kind, entity, version, valid_from, known, gone, body)

    def _day(self) -> date:
        if self._random.random() < 0.2:
            return self._random.choice((FIRST, date(2026, 1, 1), date(2026, 2, 28)))
        return FIRST + timedelta(days=self._random.randrange((LAST - FIRST).days))

    def _maybe_day(self) -> date | None:
        return self._day() if self._random.random() < 0.7 else None

    def _some(self, number: int = 2) -> tuple[str, ...]:
        return tuple(self._random.sample((HERE, THERE, BEYOND), number))

    def _amount(self) -> Decimal | None:
        known = self._random.random() < 0.8
        return Decimal(self._random.randrange(10**6)).scaleb(-3) if known else None

    def _flow(self) -> UUID:
        return UUID(int=self._random.randrange(1, 4))

    def list(self) -> FlowList:
        """Of some flow: the newest of all so far, in any month."""
        flow, offers = self._flow(), self._random.random() < 0.5
        partners = tuple({self._flow() for _ in range(self._random.randrange(3))} - {flow})
        self._turn += 1
        pairs = [(flow, one) if offers else (one, flow) for one in partners]
        return FlowList(
            flow=flow,
            month=self._day().replace(day=1),
            version=self._turn,
            offers=offers,
            partners=partners,
            synergies=b"".join(substitution_id(*pair).bytes for pair in pairs),
            ranks=tuple(self._random.choice((1, 2, 10_001, 10_003)) for _ in partners),
            quantities=tuple(self._random.randrange(10**6) for _ in partners),
        )

    def _company(self) -> UUID:
        return UUID(int=self._random.randrange(1, 4))

    def site(self) -> SiteBody:
        return SiteBody(territories=self._some(1), organisations=(self._company(),))

    def flow(self) -> FlowBody:
        amount = self._amount()
        return FlowBody(
            territories=self._some(1),
            organisations=(self._company(),),
            direction=self._random.choice(("input", "output")),
            nature=self._random.choice(("material", "water")),
            certainty=self._random.choice(("measured", "estimated", "typical")),
            amount=amount,
            missing=None if amount is not None else self._random.choice(("unit a", "unit b")),
            duplicate=self._random.random() < 0.2,
        )

    def life(self) -> LifeBody:
        known = self._random.random() < 0.6
        avoided = Amount("tCO2e/yr", "-1.5", "4", "wood@1") if known else None
        results = tuple(self._result() for _ in range(self._random.randrange(4)))
        return LifeBody(
            territories=self._some(self._random.choice((1, 2))),
            organisations=(self._company(), self._company()),
            synergy_kind=self._random.choice(("substitution", "pooling", "sharing")),
            state=self._random.choice((*get_args(State), "running", "running")),
            places=self._random.choice(((), (HERE, THERE), (THERE, BEYOND))),
            nature="material",
            pre_existing=self._random.random() < 0.2,
            at_risk=self._random.random() < 0.2,
            lost=self._random.random() < 0.2,
            since=self._maybe_day(),
            until=self._maybe_day() if self._random.random() < 0.3 else None,
            agreed=self._amount(),
            possible=self._amount(),
            unit=self._random.choice((None, "t")),
            tco2e=avoided,
            results=results,
            moved={str(one.result_id): Decimal(5) for one in results[1:]},
            months=self._random.choice(((), (), (5, 6))),
        )

    def sharing(self) -> SharingBody:
        return SharingBody(
            territories=self._some(1),
            organisations=(self._company(),),
            sharing_kind=self._random.choice(("service", "equipment", "workforce")),
            direction=self._random.choice(("need", "offer")),
            on_trial=self._random.random() < 0.2,
        )

    def group(self) -> GroupBody:
        members = tuple(self._member() for _ in range(self._random.randrange(1, 5)))
        return GroupBody(
            territories=self._some(self._random.choice((1, 2))),
            organisations=tuple({one.organisation for one in members}),
            synergy_kind=self._random.choice(("pooling", "sharing")),
            subject="waste_collection",
            state=self._random.choice(get_args(GroupState)[:-1]),
            members=members,
            amounts={key: self._range() for key in ("eur", "tonnes", "tco2e", "km", "use", "fte")},
        )

    def _member(self) -> MemberPart:
        return MemberPart(
            organisation=self._company(),
            amount=self._amount(),
            alone=self._amount(),
            saving=self._amount(),
            fte=self._random.choice((None, Decimal("0.25"))),
        )

    def _range(self) -> Amount:
        if self._random.random() < 0.2:
            return Amount("1", missing="no price")
        low = self._random.randrange(10**4)
        return Amount("1", str(low), str(low + self._random.randrange(3)), "factor@1")

    def _result(self) -> Result:
        ended = self._day()
        return Result(
            result_id=UUID(int=self._random.randrange(10**6)),
            period_start=ended - timedelta(days=30),
            period_end=ended,
            grade=self._random.choice(get_args(Grade)),
            eur=self._random.choice((None, "12.5", "-3")),
            organisation_id=self._random.choice((None, None, self._company())),
            reported_by=self._random.choice((None, self._company())),
        )

    def introduction(self) -> IntroductionBody:
        places = self._some(self._random.choice((1, 2, 3)))
        parties = tuple(
            IntroducedParty(self._company(), place, self._maybe_day(), self._maybe_day())
            for place in (*places, places[0])
        )
        return IntroductionBody(territories=places, parties=parties)

    def meeting(self) -> MeetingBody:
        companies = tuple(self._company() for _ in range(self._random.randrange(3)))
        return MeetingBody(
            territories=self._some(1),
            held_on=self._day(),
            invited=companies,
            attended=companies[1:],
        )


def _territory(siren: str, parent: str | None = None) -> TerritoryBody:
    return TerritoryBody(territories=(siren,), parent=parent or PARENTS[siren])


_BODIES: Final[dict[str, Any]] = {
    "territory": None,
    **{
        kind: getattr(Making, kind)
        for kind in ("site", "flow", "sharing", "group", "life", "introduction", "meeting")
    },
}
