"""How measurements are told."""

from __future__ import annotations

from collections.abc import Sequence


def percentiles(seconds: Sequence[float]) -> str:
    """p50, p95, p99 and the worst, in milliseconds: of the values themselves, none in between."""
    told = [(f"p{p}", percentile(seconds, p)) for p in (50, 95, 99)]
    told.append(("max", max(seconds)))
    return "   ".join(f"{name} {value * 1e3:6.1f} ms" for name, value in told)


def percentile(seconds: Sequence[float], p: int) -> float:
    """One of the values themselves."""
    return sorted(seconds)[min(len(seconds) - 1, len(seconds) * p // 100)]


def met(holds: bool) -> str:
    """What stands behind a bar."""
    return "met" if holds else "MISSED"
