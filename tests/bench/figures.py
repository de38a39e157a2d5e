"""How measurements are told."""

from __future__ import annotations

from collections.abc import Sequence


def percentiles(seconds: Sequence[float]) -> str:
    """p50, p95, p99 and the worst, in milliseconds: of the values themselves, none in between."""
    ordered = sorted(seconds)
    last = len(ordered) - 1
    told = [(f"p{p}", ordered[min(last, len(ordered) * p // 100)]) for p in (50, 95, 99)]
    told.append(("max", ordered[-1]))
    return "   ".join(f"{name} {value * 1e3:6.1f} ms" for name, value in told)


def met(holds: bool) -> str:
    """What stands behind a bar."""
    return "met" if holds else "MISSED"
