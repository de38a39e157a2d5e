"""What people did with a synergy: sides, agreements, reports, as the requests say it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from tests.reference.ledger.quantities import ZERO, Span, converted, days, number
from tests.reference.ledger.recorded.declared import Body, Flow, day


@dataclass(frozen=True)
class Amount:
    """A quantity in t, m3, MWh (or as declared)."""

    value: Fraction
    unit: str

    @classmethod
    def read(cls, body: Body | None) -> Amount | None:
        value = number((body or {}).get("value"))
        if body is None or value is None:
            return None
        plain = converted(value, str(body.get("unit") or ""))
        return cls(*plain) if plain else None


@dataclass(frozen=True)
class Party:
    """A side of a pair, or a member of a group; `sharing` or `flow` is what it declared."""

    organisation: str | None
    site: str | None
    flow: str | None
    sharing: str | None
    role: str
    territory: str
    standing: str

    @classmethod
    def read(cls, body: Body) -> Party:
        return cls(
            body.get("organisation_id"),
            body.get("site_id"),
            body.get("flow_id"),
            body.get("sharing_id"),
            str(body.get("role") or "member"),
            str(body.get("territory") or ""),
            str(body.get("standing") or ""),
        )


@dataclass(frozen=True)
class Agreement:
    """From a day on it runs with this quantity a year (none: nobody told it), until it stopped.
    `months`: in which its flows could move, as it was agreed; none: not read."""

    since: date
    amount: Amount | None
    until: date | None = None
    months: frozenset[int] | None = None


@dataclass(frozen=True)
class Report:
    """What it brought over a period, as one party (none: all, or the animator) reported it."""

    id: str
    by: str | None
    first: date
    last: date
    grade: str
    amount: Amount | None
    eur: Fraction | None
    tco2e: Fraction | None
    jobs: Fraction | None
    document: str | None
    said_by: str | None = None

    @classmethod
    def read(cls, body: Body, by: str | None = None, said_by: str | None = None) -> Report:
        first, last = day(body.get("period_start")), day(body.get("period_end"))
        if first is None or last is None:
            raise ValueError("a report without its period")
        proof = next((body[k] for k in ("document", "evidence", "proof") if body.get(k)), None)
        return cls(
            str(body.get("result_id") or ""),
            body.get("organisation_id") or by,
            first,
            last,
            str(body.get("grade") or "declared"),
            Amount.read(body.get("quantity")),
            number(body.get("eur")),
            number(body.get("tco2e")),
            number(body.get("jobs")),
            str(proof) if proof else None,
            said_by,
        )


@dataclass
class Life:
    """A synergy: what it is, who is in it, and all that happened to it."""

    id: str
    kind: str = "substitution"
    subject: str | None = None
    state: str = "detected"
    pre_existing: bool = False
    parties: list[Party] = field(default_factory=list)
    possible: Amount | None = None
    eur: Span | None = None
    tco2e: Span | None = None
    basis: Amount | None = None
    fixed: dict[str, Span] = field(default_factory=dict)
    agreements: list[Agreement] = field(default_factory=list)
    reports: dict[str, Report] = field(default_factory=dict)
    stopped: date | None = None
    qualified_by: str | None = None
    carrier: str | None = None
    group: dict[str, Any] | None = None
    former: Life | None = None
    at_risk: bool = False
    disclosed: bool = False
    left_on: date | None = None
    before_left: Life | None = None
    lost_on: date | None = None
    carried_on: date = date.min
    lost_seen: date | None = None
    seen: Body = field(default_factory=dict)
    step: tuple[Any, ...] = ()
    flows: dict[str, Flow] = field(default_factory=dict)
    months: frozenset[int] = frozenset()
    history: list[tuple[date, str]] = field(default_factory=list)

    def enter(self, state: str, on: date) -> None:
        """It is in a state from a day on."""
        self.state = state
        if not self.history or self.history[-1][1] != state:
            self.history.append((on, state))

    def state_on(self, on: date) -> str:
        """The state of a day: the last entered by then; before the first it was detected."""
        entered = [state for since, state in self.history if since <= on]
        return entered[-1] if entered else "detected"

    def as_agreed(self, first: date, last: date) -> list[Life]:
        """It as it moved under each agreement that holds some of these days; as now without."""
        found = []
        for place, one in enumerate(self.agreements):
            ends = [a.since for a in self.agreements[place + 1 :]] + [one.until]
            end = min((day for day in ends if day is not None), default=date.max)
            if one.since <= last and first < end:
                found.append(self if one.months is None else replace(self, months=one.months))
        return found or [self]

    def moving_days(self, first: date, last: date) -> int:
        """On how many days of a time it can move: in its months, or on all."""
        if not self.months:
            return max(0, (last - first).days + 1)
        return sum(on.month in self.months for on in days(first, last))

    @property
    def lost(self) -> bool:
        """Whether its group is lost (figures.md 11: a lost group must not look healthy)."""
        return bool(self.group) and (self.group or {}).get("state") == "lost"

    def read_group(self, on: date) -> None:
        """Since when it is lost: the day on which a member left (indicators.md: "A member's
        leaving counts from that day on"), else it was seen so, and no answer says since when."""
        if not self.lost:
            self.lost_on, self.lost_seen, self.carried_on = None, None, on
        elif self.lost_on is None and self.left_on and self.left_on >= self.carried_on:
            self.lost_on = self.left_on
        elif self.lost_on is None:
            self.lost_on = self.lost_seen = on

    def as_on(self, on: date) -> Life:
        """Of a day before it was lost, as it ran: with the member that left (indicators.md:
        "Leaving counts from that day on")."""
        early = self.lost_on is not None and on < self.lost_on
        return self.before_left if early and self.before_left is not None else self

    def begin(self, since: date, amount: Amount | None) -> None:
        """It runs from a day on; told again, the quantity holds from the new day on.

        A correction without a day (`since` before or at the last one) replaces what was agreed; so
        does the same quantity from a later day while it runs: the day is what changes (OPEN 46).
        """
        last = self.agreements[-1] if self.agreements else None
        if last and last.until is None and last.amount == amount:
            self.agreements.pop()
        self.stopped = None
        self.enter("running", since)
        kept = [a for a in self.agreements if a.since < since]
        self.agreements = [
            replace(a, until=since) if a.until is not None and a.until > since else a for a in kept
        ]
        self.agreements.append(Agreement(since, amount))

    def stop(self, on: date) -> None:
        """What it brought until then stays, whatever comes after (hour of a user: a pair that runs
        again lost 29 days of November)."""
        self.stopped = on
        if self.agreements and self.agreements[-1].until is None:
            self.agreements[-1] = replace(self.agreements[-1], until=on)

    def report(self, told: Report) -> None:
        """A result; told again under its id, or for the same party and period, it is replaced."""
        key = told.id or f"{told.by}/{told.first}/{told.last}"
        self.reports[key] = replace(told, id=key)


def read_fixed(body: Body | None) -> Span | None:
    """What of each end does not follow the quantity; none where nothing is told of it."""
    ends = [number((body or {}).get(key)) for key in ("fixed_low", "fixed_high")]
    return None if ends == [None, None] else Span(ends[0] or ZERO, ends[1] or ZERO)


def read_span(body: Body | None) -> Span | None:
    """The range of an `AmountOut`, or what it misses; none where the field is null."""
    if body is None:
        return None
    low, high = number(body.get("low")), number(body.get("high"))
    missing = body.get("missing")
    words = tuple(missing) if isinstance(missing, list) else ((str(missing),) if missing else ())
    return Span(low, high, words)
