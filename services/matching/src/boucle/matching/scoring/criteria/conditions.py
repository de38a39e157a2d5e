"""These criteria only exclude: two companies, common dates, transport rules."""

from datetime import date
from functools import lru_cache

from boucle.contract.events.reasons import Criterion, Verdict
from boucle.contract.sandboxes import sandbox_of
from boucle.matching.scoring.criteria.criterion import MANY
from boucle.matching.scoring.inputs import EVER_SINCE
from boucle.matching.scoring.pairing import Pairing
from boucle.matching.scoring.rules import RouteRule

_SAME_COMPANY = Criterion(name="parties", verdict="fail", private=False)
_OF_TWO_SANDBOXES = Criterion(name="parties", verdict="fail", value="sandbox", private=False)
_TWO_COMPANIES = Criterion(name="parties", verdict="pass", private=False)
_A_COMMON_DAY = Criterion(name="window", verdict="pass")
_NO_COMMON_DAY = Criterion(name="window", verdict="fail")


def parties(pair: Pairing) -> Criterion:
    """Refuse a company as its own partner, and pairs across sandboxes."""
    if sandbox_of(pair.offer.territory) != sandbox_of(pair.need.territory):
        return _OF_TWO_SANDBOXES
    same = pair.offer.organisation == pair.need.organisation
    return _SAME_COMPANY if same else _TWO_COMPANIES


def window(pair: Pairing) -> Criterion:
    """Check that the declared dates, and the contracts that bind both flows, leave them a common
    day; ``value``: the first."""
    start = max(pair.offer.start, pair.need.start)
    end = min(pair.offer.end, pair.need.end)
    if start > end:
        return _NO_COMMON_DAY
    if start == EVER_SINCE:
        return _A_COMMON_DAY
    return Criterion(name="window", verdict="pass", value=date.fromordinal(start).isoformat())


def transport(pair: Pairing) -> Criterion:
    """Check the road: dangerous goods travel under ADR, at its cost; a pipe needs none of it.
    ``value``: the ADR class. Hazardous goods of unknown class are unknown, never exempt."""
    return _transport(pair.rule, pair.offer.hazardous, pair.joined)


@lru_cache(maxsize=MANY)
def _transport(rule: RouteRule, hazardous: bool, joined: bool) -> Criterion:
    dangerous = rule.dangerous
    verdict: Verdict = "pass"
    if dangerous is None and hazardous:
        verdict = "unknown"
    under_adr = dangerous is not None and (dangerous.always or hazardous)
    if under_adr and not joined:
        verdict = "partial"
    return Criterion(
        name="transport",
        verdict=verdict,
        value=dangerous.adr_class if dangerous is not None and under_adr else None,
        limit="network" if joined else None,
        private=False,
    )
