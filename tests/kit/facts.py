"""Facts of every kind at random: moves, corrections, withdrawals, results, late answers."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final, get_args
from uuid import UUID

import msgspec

from boucle.common.events.matching import Amount, Grade, Result, State
from boucle.indicators.facts.bodies import (
    AnyBody,
    Fact,
    FlowBody,
    IntroducedParty,
    IntroductionBody,
    LifeBody,
    MeetingBody,
    SiteBody,
    SynergyBody,
    TerritoryBody,
)

HERE, THERE, BEYOND, REGION, COUNTRY = (f"20000000{number}" for number in range(1, 6))
FIRST, LAST = date(2025, 6, 1), date(2026, 12, 31)
PARENTS: Final = {COUNTRY: None, REGION: COUNTRY, HERE: REGION, THERE: REGION, BEYOND: None}


def at_random(random: Random, count: int) -> list[Fact]:
    """Territories, then so many facts of a few entities, in the order of their making."""
    made = Making(random)
    return [*made.territories(), *(made.fact() for _ in range(count))]


class Making:
    def __init__(self, random: Random) -> None:
        self._random = random
        self._versions: dict[tuple[str, str], int] = {}
        self._bodies: dict[tuple[str, str], Any] = {}

    def territories(self) -> list[Fact]:
        return [self._of("territory", siren, date.min, _territory(siren)) for siren in PARENTS]

    def fact(self) -> Fact:
        """One more version of some entity; more often than not another in one field only."""
        kind = self._random.choice((*_BODIES, *("life", "synergy", "synergy", "synergy")))
        entity = str(UUID(int=self._random.randrange(1, 4)))
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
        gone = kind in {"flow", "site", "synergy"} and self._random.random() < 0.15
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

    def synergy(self) -> SynergyBody:
        return SynergyBody(
            territories=self._some(self._random.choice((1, 2))),
            organisations=(self._company(),),
            nature="material",
            synergy_kind="substitution",
            offer=UUID(int=self._random.randrange(1, 3)),
            need=UUID(int=self._random.randrange(1, 3)),
            score=self._random.randrange(3),
            amount=self._amount(),
            offer_total=self._amount(),
            need_total=self._amount(),
            tco2e=Amount(unit="tCO2e/yr", missing="distance unknown"),
            eur=Amount(unit="EUR/yr", missing="price unknown"),
            typical=self._random.random() < 0.3,
        )

    def life(self) -> LifeBody:
        known = self._random.random() < 0.6
        avoided = Amount("tCO2e/yr", "-1.5", "4", "wood@1") if known else None
        return LifeBody(
            territories=self._some(self._random.choice((1, 2))),
            organisations=(self._company(), self._company()),
            synergy_kind="substitution",
            state=self._random.choice((*get_args(State), "running", "running")),
            nature="material",
            pre_existing=self._random.random() < 0.2,
            at_risk=self._random.random() < 0.2,
            agreed=self._amount(),
            tco2e=avoided,
            results=tuple(self._result() for _ in range(self._random.randrange(3))),
        )

    def _result(self) -> Result:
        ended = self._day()
        return Result(
            result_id=UUID(int=self._random.randrange(10**6)),
            period_start=ended - timedelta(days=30),
            period_end=ended,
            grade=self._random.choice(get_args(Grade)),
            eur=self._random.choice((None, "12.5", "-3")),
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
        for kind in ("site", "flow", "synergy", "life", "introduction", "meeting")
    },
}
