"""Limit the requests per minute of a principal, or of an address without one. Each process counts
for itself, by GCRA (throttled-py): an idle caller may send a minute's requests at once, and then
continues at that rate. An IPv6 subscriber has a /64. Header fields:
draft-ietf-httpapi-ratelimit-headers-10."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_address
from typing import TYPE_CHECKING, Final

from fastapi import Request
from prometheus_client import CollectorRegistry, Counter

from boucle.platform.http.problems import Problem
from boucle.platform.identity.principal import Principal
from boucle.platform.translating import tr

if TYPE_CHECKING:
    from throttled import Throttled
    from throttled.rate_limiter import RateLimitState

ADDRESS: Final = "address"
HEADERS: Final = ("RateLimit", "RateLimit-Policy")
ANSWER_HEADERS: Final = "boucle.answer_headers"
"""In a request's scope: a dict of header fields that its answer gets, whatever it is."""

_OPEN: Final = "open"
_OPEN_AGAIN_S: Final = 10
_REMEMBERED: Final = 50_000  # callers of one quota


@dataclass(frozen=True, slots=True)
class QuotaUsage:
    """The state of a quota after one request. ``refused``: it was one too many."""

    quota: str
    refused: bool
    state: RateLimitState

    @property
    def retry_after(self) -> int:
        """Return the whole seconds after which the next request passes."""
        return max(1, math.ceil(self.state.retry_after))

    def headers(self) -> dict[str, str]:
        """``r``: requests that are left; ``t``: seconds until the whole quota is available."""
        left, whole = self.state.remaining, math.ceil(self.state.reset_after)
        return {
            "RateLimit-Policy": f'"{self.quota}";q={self.state.limit};w=60',
            "RateLimit": f'"{self.quota}";r={left};t={whole}',
        }


def counter(a_minute: int, *, remembered: int) -> Throttled:
    """Make a counter by key. ``remembered``: most keys; the one idle longest is dropped first."""
    # Late: 2 MB that processes without an API do without.
    from throttled import MemoryStore, RateLimiterType, Throttled, per_min  # noqa: PLC0415

    return Throttled(
        using=RateLimiterType.GCRA.value,
        quota=per_min(a_minute),
        store=MemoryStore(options={"MAX_SIZE": remembered}),
    )


class Quotas:
    """Requests per minute by the name of a quota: a role, or ``address``. Others are not
    limited. ``open_at_once``: streams and waits of one principal."""

    def __init__(
        self, a_minute: Mapping[str, int], metrics: CollectorRegistry, *, open_at_once: int = 20
    ) -> None:
        self._open_at_once = open_at_once
        self._open: dict[str, int] = {}
        self._counts = {
            name: counter(requests, remembered=_REMEMBERED) for name, requests in a_minute.items()
        }
        self._refused = Counter(
            "boucle_http_over_quota", "Requests over a quota.", ("quota",), registry=metrics
        )
        for name in (*self._counts, _OPEN):
            self._refused.labels(name)

    def count_one(self, name: str, key: str) -> QuotaUsage | None:
        """Count one request of ``key``; return None if no quota has this name."""
        if name not in self._counts:
            return None
        result = self._counts[name].limit(key)
        if result.limited:
            self._refused.labels(name).inc()
        return QuotaUsage(name, result.limited, result.state)

    @contextmanager
    def held_open(self, key: str) -> Iterator[None]:
        """Count what ``key`` holds open while it lasts. Raises Problem (429)."""
        already = self._open.get(key, 0)
        if already >= self._open_at_once:
            self._refused.labels(_OPEN).inc()
            raise too_many(
                tr(
                    "{limit} streams and waits are the most at once; close one",
                    limit=self._open_at_once,
                ),
                _OPEN_AGAIN_S,
            )
        self._open[key] = already + 1
        try:
            yield
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]


@contextmanager
def held_open(request: Request, principal: Principal) -> Iterator[None]:
    """Count a stream or a wait of the principal while it lasts. Raises Problem (429)."""
    quotas: Quotas | None = request.app.state.quotas
    if quotas is None:
        yield
        return
    with quotas.held_open(principal.client_id):
        yield


def count(request: Request, name: str, key: str) -> None:
    """Count the request, and add the quota's headers to its answer. Raises Problem (429)."""
    quotas: Quotas | None = request.app.state.quotas
    usage = quotas.count_one(name, key) if quotas else None
    if usage is None:
        return
    request.scope.get(ANSWER_HEADERS, {}).update(usage.headers())
    if usage.refused:
        raise over_quota(usage)


def over_quota(usage: QuotaUsage) -> Problem:
    return too_many(
        tr(
            "{limit} requests a minute are the most for the quota {quota}; wait {retry_after} s",
            limit=usage.state.limit,
            quota=usage.quota,
            retry_after=usage.retry_after,
        ),
        usage.retry_after,
    )


def too_many(detail: str, retry_after: int) -> Problem:
    """Return 429. ``retry_after``: whole seconds."""
    return Problem(
        429,
        "quota-exceeded",
        "Too many requests",
        detail,
        headers={"Retry-After": str(retry_after)},
    )


def address_of(request: Request) -> str:
    """Return the key of callers without a principal: an IPv4 address, or the /64 of an IPv6 one."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        return host
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(IPv6Network((int(address), 64), strict=False))
