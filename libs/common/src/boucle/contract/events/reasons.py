"""What every kind of synergy is explained by: its reasons, and figures as ranges."""

from decimal import Decimal
from typing import Literal

import msgspec

SynergyKind = Literal["substitution", "pooling", "sharing", "new_activity"]
Verdict = Literal["pass", "partial", "unknown", "fail"]


class Criterion(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """One reason of a score: what was seen, against what, how much it weighs, the verdict.

    ``points`` is 0..10,000 for this criterion alone; ``value``, ``limit`` and ``unit`` fill the
    sentence that the catalogue of reasons keeps in French and English under ``name`` and
    ``verdict``.
    ``tightened``: a territory's setting made the limit tighter than route and need ask.
    ``private`` ones reveal a party's exact figures: the masking function drops their values.
    ``hidden``: it did.
    """

    name: str
    verdict: Verdict
    weight: int = 0
    points: int = 0
    value: str | None = None
    limit: str | None = None
    unit: str | None = None
    tightened: bool = False
    private: bool = True
    hidden: bool = False


class Amount(msgspec.Struct, frozen=True, gc=False, omit_defaults=True):
    """A computed figure as a range, with its factor. ``missing``: why there is none, or not all.

    ``unsure``: what it rests on whose uncertainty nobody publishes: the range leaves it out.
    ``fixed_low`` and ``fixed_high``: of each end, what a smaller quantity leaves as it is (less
    than 0: a cost, as of a line or a tour); None: nothing.
    """

    unit: str
    low: str | None = None
    high: str | None = None
    factor: str | None = None
    missing: str | None = None
    unsure: str | None = None
    fixed_low: str | None = None
    fixed_high: str | None = None

    @property
    def middle(self) -> Decimal | None:
        """Return what is likeliest; None without a figure."""
        if self.low is None or self.high is None:
            return None
        return (Decimal(self.low) + Decimal(self.high)) / 2

    @property
    def is_loss(self) -> bool:
        """True where less is spared than spent in the middle of the range."""
        middle = self.middle
        return middle is not None and middle < 0

    @property
    def surely_costs(self) -> bool:
        """True when even the best of the range spares nothing, and the worst costs."""
        if self.low is None or self.high is None:
            return False
        low, high = sorted((Decimal(self.low), Decimal(self.high)))
        return high <= 0 and low < 0
