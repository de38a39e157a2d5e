"""A difference between what was told and what the ledger reckons, and how one is made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction

from tests.reference.ledger.groups import Fault
from tests.reference.ledger.quantities import Span, close


@dataclass(frozen=True)
class Difference:
    """Who was told what, what the ledger reckons, the rule, and where it was read.

    `open` names the entry of OPEN.md that the reckoning rests on, where sources leave room.
    """

    at: str
    who: str
    where: str
    what: str
    told: str
    reckoned: str
    rule: str
    source: str
    open: str = ""

    def plain(self) -> dict[str, str]:
        return {k: str(v) for k, v in asdict(self).items()}


@dataclass(frozen=True)
class Told:
    """Where something was told: when, to whom, by which answer."""

    at: str
    who: str
    where: str

    def differs(
        self, what: str, told: object, reckoned: object, rule: str, source: str, opened: str = ""
    ) -> Difference:
        return Difference(
            self.at, self.who, self.where, what, str(told), str(reckoned), rule, source, opened
        )

    def faults(self, found: Iterable[Fault], opened: str = "") -> list[Difference]:
        """Faults of rules as differences."""
        return [
            self.differs(fault.what, "exists", "not allowed", fault.rule, fault.source, opened)
            for fault in found
        ]


def same(told: Span | None, right: Span, share: Fraction = Fraction(1, 1000)) -> bool:
    """Whether both are unknown, or the ends are equal to a thousandth."""
    if told is None or not told.known:
        return not right.known
    if not right.known:
        return False
    (a, b), (c, d) = told.bounds(), right.bounds()
    return close(a, c, share) and close(b, d, share)


def inside(told: Span | None, right: Span) -> bool:
    """Whether what is told lies within what the sources allow; unknown says nothing wrong."""
    if told is None or not told.known or not right.known:
        return True
    (a, b), (c, d) = told.bounds(), right.bounds()
    slack = max(Fraction(1, 100), abs(d) / 1000)
    return c - slack <= a and b <= d + slack


def meets(told: Span | None, right: Span) -> bool:
    """Whether a told range and the reckoned one have something in common."""
    if told is None or not told.known or not right.known:
        return True
    (a, b), (c, d) = told.bounds(), right.bounds()
    slack = max(Fraction(1), abs(d) / 1000)
    return a <= d + slack and c <= b + slack
