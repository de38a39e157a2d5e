"""Which modules are changed, and by which tests each change must be noticed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

BAR: Final = 0.95
"""Share of mutants that die, at least, of each module."""


@dataclass(frozen=True)
class Plan:
    """``same``: mutated lines, without their indent, that compute the same; each was read."""

    module: str
    tests: Sequence[str]
    same: Sequence[str] = ()


_POOLING: Final = "tests/unit/matching/kinds/pooling"
_SCORING: Final = ("value", "scoring", "figures_shown", "piped")
PLANS: Final[Mapping[str, Plan]] = {
    "shapley": Plan(
        "boucle.matching.kinds.pooling.shapley",
        (f"{_POOLING}/test_shapley.py",),
        (
            "_AT_ONCE: Final = 8193",  # how many at a time changes no answer
            "_AT_ONCE: Final = 8191",
            "inside = (masks[:, None] >> np.arange(count)) & 1 >= 1",  # a bit is 0 or 1
            "elif given != total:",  # less was asked before
            # As long as the line above found them.
            "shares = [share + part * (top - share) "
            "for share, top in zip(shares, most, strict=False)]",
        ),
    ),
    "values": Plan(
        "boucle.matching.kinds.pooling.values",
        (f"{_POOLING}/test_values.py",),
    ),
    "value": Plan(
        "boucle.matching.scoring.criteria.value",
        tuple(f"tests/unit/matching/scoring/test_{each}.py" for each in _SCORING),
        (
            'if verdict <= "fail":',  # first of the verdicts by letters
            '"unknown" if worst >= TYPICAL else "partial" if worst == ESTIMATED else "pass"',
        ),
    ),
    "formulas": Plan(
        "boucle.indicators.figures.formulas",
        ("tests/unit/indicators",),
    ),
    "group formulas": Plan(
        "boucle.indicators.figures.group_formulas",
        ("tests/unit/indicators",),
    ),
}
