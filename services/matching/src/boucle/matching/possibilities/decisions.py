"""Possibilities of a flow: its exact row against coarse copies of all others. Pure.

Nothing here reads another's exact value, nor which lists hold what: whoever asks, however often and
with whatever values of his own, learns what the copies say and no more.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from boucle.contract.events.matching import Role
from boucle.contract.events.reasons import Amount, Criterion
from boucle.contract.events.registry import Quantity
from boucle.contract.rounding import distance_band
from boucle.matching.candidates.coarse import nearby
from boucle.matching.candidates.coarse_views import visible_criteria
from boucle.matching.candidates.gains import gain_shown, without_place
from boucle.matching.candidates.synergy import PairInputs, of_best_families, quantity_of
from boucle.matching.crowds.steps import Crowd
from boucle.matching.possibilities.lacks import Lack, lacks_of
from boucle.matching.scoring import Assessment, FlowInputs, Rules, ScoringSettings, assess, explain

_OF_NO_COPY: Final = frozenset({"parties", "window"})
"""Criteria that say nothing of a copy."""


class Copy(NamedTuple):
    """A coarse copy (``row``), as wide as its ``crowd`` needs."""

    row: FlowInputs
    crowd: Crowd

    @property
    def placed(self) -> bool:
        return self.crowd.step.level is not None


class PossibleGroup(NamedTuple):
    """What makes one possibility: copies that agree in it are shown as one. ``division``: NAF, 0
    where it is not shown; ``band``: None where the place is not."""

    family: int
    division: int
    band: str | None


@dataclass(frozen=True, slots=True)
class Possibility:
    """The best of the copies behind it says score, reasons and figures. ``companies``: how many fit
    what is shown, at least; None where there is no register to count in. ``gain``: EUR a year, what
    the other pays today left out."""

    group: PossibleGroup
    route: str
    companies: int | None
    score: int
    quantity: Quantity
    gain: Amount
    tco2e: Amount
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Possibilities:
    """Best first. ``excluded``: where there are none, how many of what was looked at each criterion
    excludes; ``looked_at``: copies."""

    found: Sequence[Possibility]
    lacks: Sequence[Lack]
    excluded: Mapping[str, int]
    looked_at: int


class _Fit(NamedTuple):
    copy: Copy
    pair: PairInputs
    seen: Assessment


def possibilities(
    own: FlowInputs, free: int, settings: ScoringSettings, copies: Iterable[Copy], rules: Rules
) -> Possibilities:
    """``own``: the exact row; of several families, whichever suits a copy best. ``free``: base
    units that its running synergies leave; ``settings``: of its own territory, for both sides."""
    fits: dict[PossibleGroup, list[_Fit]] = defaultdict(list)
    excluded: list[PairInputs] = []
    looked_at = 0
    for copy in copies:
        looked_at += 1
        pair = of_best_families(pair_with(own, free, settings, copy), rules)
        seen = assess(pair.offer, pair.need, rules, pair.settings, pair.free)
        if seen is None:
            excluded.append(pair)
            continue
        band = distance_band(f"{seen.km:.1f}") if copy.placed else None
        group = PossibleGroup(copy.row.family, copy.row.division, band)
        fits[group].append(_Fit(copy, pair, seen))
    found = [_possibility(group, some, own, rules) for group, some in fits.items()]
    found.sort(
        key=lambda one: (-one.score, one.group.family, one.group.band or "", one.group.division)
    )
    lacks = lacks_of(own, [fit.seen for some in fits.values() for fit in some], rules)
    return Possibilities(found, lacks, {} if found else _failing(excluded, rules), looked_at)


def role_of(row: FlowInputs) -> Role:
    return "offer" if row.output else "need"


def pair_with(own: FlowInputs, free: int, settings: ScoringSettings, copy: Copy) -> PairInputs:
    other = copy.row if copy.placed else nearby(copy.row, own)
    both = settings, settings
    if own.output:
        return PairInputs(own, other, both, (free, other.quantity), 0)
    return PairInputs(other, own, both, (other.quantity, free), 0)


def _failing(pairs: Iterable[PairInputs], rules: Rules) -> Counter[str]:
    """How many each criterion excludes."""
    found: Counter[str] = Counter()
    for pair in pairs:
        reasons = explain(pair.offer, pair.need, rules, pair.settings, pair.free)
        found.update(one.name for one in reasons if one.verdict == "fail")
    return found


def _possibility(
    group: PossibleGroup, fits: Sequence[_Fit], own: FlowInputs, rules: Rules
) -> Possibility:
    best = max(fits, key=lambda fit: (fit.seen.score, fit.seen.moved, -fit.seen.km))
    crowds = [fit.copy.crowd.companies for fit in fits]
    counted = [one for one in crowds if one is not None]
    placed = group.band is not None
    shown = [one for one in best.seen.criteria if one.name not in _OF_NO_COPY]
    return Possibility(
        group=group,
        route=best.seen.rule.key,
        companies=min(counted) if len(counted) == len(crowds) else None,
        score=best.seen.score,
        quantity=quantity_of(round(best.seen.moved), best.pair.offer.family, rules),
        gain=gain_shown(best.pair, role_of(own), rules, placed=placed),
        tco2e=best.seen.tco2e if placed else without_place("tCO2e"),
        criteria=visible_criteria(shown, placed=placed),
    )
