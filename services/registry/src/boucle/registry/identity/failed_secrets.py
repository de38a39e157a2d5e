"""Throttle callers who send many wrong secrets, without delaying others. Failures count by client
id and by address, per minute and process. Beyond that, further secrets for the id from addresses
that failed too, and all from the address, are checked one after the other, a few a second, and
refused unchecked if too many wait (429). Of one address only a few are checked at once, so that a
burst is counted before most of it is checked. A secret that was proved before is never delayed, nor
is the first one of an address that did not fail: an attack on a client shuts out neither its owner
nor its neighbours."""

import asyncio
from collections.abc import Awaitable, Callable
from ipaddress import ip_network
from typing import Final, NamedTuple
from weakref import WeakValueDictionary

import structlog
from prometheus_client import CollectorRegistry, Counter

from boucle.platform.http.quotas import counter

_log = structlog.get_logger(__name__)

A_MINUTE_BY_CLIENT: Final = 10
A_MINUTE_BY_ADDRESS: Final = 30
AT_ONCE_BY_ADDRESS: Final = 3
_REMEMBERED: Final = 10_000
_WAITING: Final = 20  # at most
PAUSE_S: Final = 0.1  # between two


class TooManyFailures(Exception):
    """The secret was not checked. ``retry_after``: whole seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"wait {retry_after} s")
        self.retry_after = retry_after


class Claim(NamedTuple):
    """Who a caller claims to be. ``known``: there is such a client; ``address``: as quotas
    count."""

    client_id: str
    known: bool
    address: str

    @property
    def network(self) -> str:
        """Return the network for logs, which names no person's address."""
        try:
            return str(ip_network(f"{self.address}/24", strict=False))
        except ValueError:
            return self.address  # a /64, or none


class FailedSecrets:
    """One process's memory of failures."""

    def __init__(self, metrics: CollectorRegistry) -> None:
        self._by_client = counter(A_MINUTE_BY_CLIENT, remembered=_REMEMBERED)
        self._by_address = counter(A_MINUTE_BY_ADDRESS, remembered=_REMEMBERED)
        self._lane = asyncio.Semaphore(1)
        self._waiting = 0
        # By address; one is forgotten when nobody of it is looked at or waits.
        self._turns = WeakValueDictionary[str, asyncio.Semaphore]()
        self._failed = Counter(
            "boucle_failed_secrets", "Wrong secrets, and those not looked at.", registry=metrics
        )

    async def heard(self, claim: Claim, proves: Callable[[], Awaitable[bool]]) -> bool:
        """Return what ``proves`` returns, slowly after many failures. Raises TooManyFailures."""
        turns = self._turns.setdefault(claim.address, asyncio.Semaphore(AT_ONCE_BY_ADDRESS))
        async with turns:
            if not self._is_suspect(claim):
                return self._counted(claim, await proves())
        return self._counted(claim, await self._slowly(proves))

    def _is_suspect(self, claim: Claim) -> bool:
        left = self._by_address.peek(claim.address).remaining
        if left == A_MINUTE_BY_ADDRESS:
            return False
        return left < 1 or self._by_client.peek(claim.client_id).remaining < 1

    def _counted(self, claim: Claim, right: bool) -> bool:
        if not right:
            self._remember(claim)
        return right

    async def _slowly(self, proves: Callable[[], Awaitable[bool]]) -> bool:
        if self._waiting >= _WAITING:
            self._failed.inc()
            raise TooManyFailures(1 + round(_WAITING * PAUSE_S))
        self._waiting += 1
        try:
            async with self._lane:
                await asyncio.sleep(PAUSE_S)
                return await proves()
        finally:
            self._waiting -= 1

    def _remember(self, claim: Claim) -> None:
        self._failed.inc()
        for found in (
            self._by_client.limit(claim.client_id),
            self._by_address.limit(claim.address),
        ):
            if found.state.remaining == 0 and not found.limited:
                # Who is not known may have typed anything as an id, a secret too.
                client_id = claim.client_id if claim.known else "(unknown)"
                _log.warning("secrets slowed", client_id=client_id, network=claim.network)
