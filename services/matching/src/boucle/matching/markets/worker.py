"""Process stale markets one after another: woken by its own process's commits, else by polling. Any
number may run: a market belongs to one worker for one transaction. A market whose groups cannot be
found (an error of a detector) keeps its marks and waits, longer each time; the others go on."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import structlog

from boucle.matching.groups import sharings, stale
from boucle.matching.groups.sharings import FoundByNewerRelease
from boucle.matching.markets.metrics import MarketMetrics
from boucle.matching.markets.turns import take_turn
from boucle.platform.clock import Clock, steady_now
from boucle.platform.consuming.watchdog import Stuck
from boucle.platform.db import Database
from boucle.platform.failures import backoff, is_transient, pause
from boucle.platform.http.health import Check, NotReady

_log = structlog.get_logger(__name__)
_RELEASED_AT_ONCE: Final = 500
_LONGEST_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class MarketSettings:
    """Seconds. ``poll``: between two looks while nothing waits; ``stall``: that a turn may take;
    ``too_late``: a market that waits longer makes the worker not ready; ``release``: between two
    looks for declarations whose markets an older release found."""

    poll: float = 0.2
    stall: float = 120.0
    too_late: float = 120.0
    release: float = 60.0


@dataclass
class _Postponed:
    attempts: int = 0
    until: float = 0.0


def postponed_s(attempts: int) -> float:
    """Return the seconds until a failed market is tried again: 2, 4, 8 … at most 60."""
    return float(min(_LONGEST_S, 2 ** min(attempts, 16)))


@dataclass
class MarketWorker:
    """``wake`` is set by whoever marks markets in this process."""

    database: Database
    clock: Clock
    metrics: MarketMetrics
    wake: asyncio.Event
    settings: MarketSettings = MarketSettings()
    _postponed: dict[str, _Postponed] = field(default_factory=dict)
    _released_at: float | None = None

    @property
    def check(self) -> Check:
        """Return the check: ready unless a market waits for too long."""

        async def probe() -> Mapping[str, object]:
            async with self.database.read() as session:
                waiting, since = await stale.waiting(session)
            age = 0.0 if since is None else (self.clock() - since).total_seconds()
            if age > self.settings.too_late:
                raise NotReady(f"{waiting} markets wait, the oldest for {age:.0f} s")
            return {"waiting": waiting, "oldest_s": round(age, 3)}

        return Check("groups", probe)

    async def run(self, stop: asyncio.Event) -> None:
        """Run until stopped; the current turn is finished. Raises errors that are not transient."""
        attempt = 0
        while not stop.is_set():
            self.wake.clear()
            try:
                await self._follow_release()
                busy = await self._turn()
                attempt = 0
            except Exception as error:
                if not is_transient(error):
                    raise
                attempt += 1
                _log.warning("markets_interrupted", attempt=attempt, cause=repr(error))
                await pause(stop, backoff(attempt))
                continue
            if not busy:
                await pause(stop, self.settings.poll, self.wake)

    async def _turn(self) -> bool:
        """Tell whether a market was processed. Raises transient errors."""
        began, processed = steady_now(), list[str]()
        try:
            async with asyncio.timeout(self.settings.stall) as limit:
                async with self.database.write() as session:
                    skipped = self._skipped(began)
                    different = await take_turn(
                        session, skipped, self.clock, processed, self.metrics.failed
                    )
        except Exception as error:
            stuck = isinstance(error, TimeoutError) and limit.expired()
            if not processed or (is_transient(error) and not stuck):
                raise
            for market in processed:
                why = Stuck(f"more than {self.settings.stall:g} s") if stuck else error
                self._postpone(market, why)
            return True
        for market in processed:
            self._postponed.pop(market, None)
        if different is None:
            return False
        self.metrics.seconds.observe(steady_now() - began)
        self.metrics.changed.inc(len(different.changed) + len(different.lost))
        return True

    def _skipped(self, now: float) -> list[str]:
        return [market for market, one in self._postponed.items() if one.until > now]

    def _postpone(self, market: str, error: Exception) -> None:
        one = self._postponed.setdefault(market, _Postponed())
        one.attempts += 1
        one.until = steady_now() + postponed_s(one.attempts)
        if isinstance(error, FoundByNewerRelease):
            _log.info("market_left_to_newer", market=market)
            return
        self.metrics.failures.inc()
        _log.error("market_failed", market=market, attempts=one.attempts, exc_info=error)

    async def _follow_release(self) -> None:
        """Find again the markets of what an older release stored; now and then, as it may still
        run."""
        now = steady_now()
        if self._released_at is not None and now - self._released_at < self.settings.release:
            return
        count = _RELEASED_AT_ONCE
        while count == _RELEASED_AT_ONCE:
            async with self.database.write() as session:
                count, markets = await sharings.follow_release(session, _RELEASED_AT_ONCE)
                await stale.mark_stale(session, markets)
        self._released_at = now
