"""What was declared: organisations, sites, flows and sharings, as the API answered them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.ledger.places import Place
from tests.reference.ledger.quantities import converted, number

Body = dict[str, Any]
ASKED: set[str] = {"temperature", "pressure", "purity"}
"""Every figure's name that the ledger asked for: others it does not read (`compare` lists them)."""


def day(value: object) -> date | None:
    """The day that a field holds."""
    return date.fromisoformat(str(value)[:10]) if value else None


@dataclass(frozen=True)
class Organisation:
    """A company, and whether it is verified."""

    id: str
    name: str
    siren: str | None
    territory: str
    verified: bool
    withdrawn: bool

    @classmethod
    def read(cls, body: Body) -> Organisation:
        return cls(
            str(body["organisation_id"]),
            str(body["name"]),
            body.get("siren"),
            str(body.get("territory") or ""),
            body.get("state", "verified") == "verified",
            bool(body.get("withdrawn_at")),
        )


@dataclass(frozen=True)
class Site:
    """A place of a company."""

    id: str
    organisation: str
    place: Place
    precision: str
    territory: str
    division: str | None
    networks: tuple[str, ...]
    withdrawn: bool

    @classmethod
    def read(cls, body: Body) -> Site:
        naf = body.get("naf") or {}
        code = str(naf.get("code", "")) if isinstance(naf, dict) else str(naf)
        return cls(
            str(body["site_id"]),
            str(body["organisation_id"]),
            Place(float(body["latitude"]), float(body["longitude"])),
            str(body.get("location_precision") or "address"),
            str(body.get("territory") or ""),
            code[:2] or None,
            tuple(str(n.get("code")) for n in body.get("networks") or [] if isinstance(n, dict)),
            bool(body.get("withdrawn_at")),
        )


@dataclass(frozen=True)
class Flow:
    """What a site gives or needs a year; `unit_cost` is what it pays a unit today, or is null."""

    id: str
    site: str
    organisation: str
    territory: str
    output: bool
    nature: str
    family: str | None
    families: tuple[str, ...]
    quantity: Fraction | None
    unit: str
    months: frozenset[int]
    tells_months: bool
    unit_cost: Fraction | None
    operation: str | None
    status: str | None
    certainty: str
    duplicate: bool
    hazardous: bool
    contract_end: date | None
    start: date | None
    end: date | None
    version: int
    withdrawn: bool

    @property
    def typical(self) -> bool:
        """Deduced from an activity, declared by nobody (typical.md)."""
        return self.certainty == "typical"

    @classmethod
    def read(cls, body: Body) -> Flow:
        amount = body.get("quantity") or {}
        output = body.get("direction") == "output"
        now: Body = body.get("current_route" if output else "current_supply") or {}
        cost = now.get("cost_eur_per_unit" if output else "price_eur_per_unit")
        months = (body.get("availability") or {}).get("months")
        value, unit = number(amount.get("value")), str(amount.get("unit") or "")
        plain = converted(value, unit) if value is not None else None
        priced = number(cost)
        if plain is not None and value and priced is not None and plain[0] != 0:
            priced = priced * value / plain[0]
        return cls(
            str(body["flow_id"]),
            str(body["site_id"]),
            str(body["organisation_id"]),
            str(body.get("territory") or ""),
            output,
            str(body.get("nature") or ""),
            body.get("family"),
            tuple(str(f.get("family") or f.get("key")) for f in body.get("families") or []),
            plain[0] if plain else None,
            plain[1] if plain else unit,
            frozenset(int(m) for m in months or range(1, 13)),
            bool(months),
            priced,
            now.get("operation"),
            body.get("legal_status"),
            str(body.get("certainty") or ""),
            bool(body.get("duplicate_of")),
            bool(body.get("hazardous")),
            day(now.get("contract_end")),
            day((body.get("availability") or {}).get("start")),
            day((body.get("availability") or {}).get("end")),
            int(body.get("version") or 0),
            bool(body.get("withdrawn_at")),
        )


@dataclass(frozen=True)
class Slot:
    """An amount in each hour of a part of the week, in one season."""

    season: int | None
    first: Fraction
    end: Fraction
    amount: Fraction

    @classmethod
    def read(cls, body: Body) -> Slot:
        season = body.get("season")
        return cls(
            int(season) if season is not None else None,
            number(body.get("first")) or Fraction(0),
            number(body.get("end", 168)) or Fraction(168),
            number(body.get("amount")) or Fraction(0),
        )


@dataclass(frozen=True)
class Sharing:
    """A need or an offer of a service, of equipment or of workforce."""

    id: str
    site: str
    organisation: str
    territory: str
    kind: str
    need: bool
    subject: str | None
    figures: dict[str, Fraction]
    choices: dict[str, str]
    origin: Place | None
    destination: Place | None
    weekdays: frozenset[int]
    hours: tuple[Fraction, Fraction] | None
    slots: tuple[Slot, ...]
    months: tuple[Fraction, ...]
    excluded: frozenset[str]
    cost: Fraction | None
    contract_end: date | None
    version: int
    valid_from: date | None
    valid_until: date | None
    withdrawn: bool
    raw: Body = field(repr=False, compare=False, default_factory=dict)

    @classmethod
    def read(cls, body: Body, communes: dict[str, Place]) -> Sharing:
        figures = {k: number(v) for k, v in (body.get("figures") or {}).items()}
        hours = body.get("hours") or None
        return cls(
            str(body["sharing_id"]),
            str(body["site_id"]),
            str(body["organisation_id"]),
            str(body.get("territory") or ""),
            str(body.get("kind")),
            body.get("direction") == "need",
            body.get("subject"),
            {k: v for k, v in figures.items() if v is not None},
            {str(k): str(v) for k, v in (body.get("choices") or {}).items()},
            _end(body.get("origin"), communes),
            _end(body.get("destination"), communes),
            frozenset(int(d) for d in body.get("weekdays") or []),
            (clock(hours[0]), clock(hours[1])) if hours else None,
            tuple(Slot.read(s) for s in body.get("slots") or []),
            tuple(number(m) or Fraction(0) for m in body.get("months") or []),
            frozenset(str(e).replace(" ", "") for e in body.get("excluded") or []),
            number(body.get("cost")),
            day(body.get("contract_end")),
            int(body.get("version") or 0),
            day(body.get("valid_from")),
            day(body.get("valid_until")),
            bool(body.get("withdrawn_at")),
            body,
        )

    def figure(self, *names: str) -> Fraction | None:
        """The first of these figures that is declared."""
        ASKED.update(names)
        return next((self.figures[n] for n in names if n in self.figures), None)

    def in_force(self, on: date) -> bool:
        """Whether it counts on a day (sharings.md: withdrawn the day after its last)."""
        begun = self.valid_from is None or self.valid_from <= on
        return begun and not self.withdrawn and (self.valid_until is None or on <= self.valid_until)


def clock(value: object) -> Fraction:
    """An hour of the day: 7, "7.5" or "07:30" (figures.md 5: half hours are declared)."""
    text = str(value)
    if ":" in text:
        hour, minute = text.split(":")[:2]
        return Fraction(int(hour)) + Fraction(int(minute), 60)
    return number(text) or Fraction(0)


def _end(body: Body | None, communes: dict[str, Place]) -> Place | None:
    if not body:
        return None
    if body.get("latitude") is not None and body.get("longitude") is not None:
        return Place(float(body["latitude"]), float(body["longitude"]))
    return communes.get(str(body.get("commune_code")))
