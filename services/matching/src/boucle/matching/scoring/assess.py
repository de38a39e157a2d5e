"""Assess a pair: exclusion, score, rank, reasons, figures. A pair of flows of several families is
what its best two families are."""

from typing import Final, NamedTuple

import msgspec

from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.contract.events.reasons import Amount, Criterion
from boucle.matching.scoring.criteria import CONDITIONS, WEIGHED, qualities
from boucle.matching.scoring.families import parts_of
from boucle.matching.scoring.figures import eur_a_year, tco2e_a_year
from boucle.matching.scoring.inputs import TYPICAL, FlowInputs, ScoringSettings
from boucle.matching.scoring.pairing import Pairing, chord_km
from boucle.matching.scoring.rules import RouteRule, Rules

_NO_ROUTE: Final = -1000


class Assessment(msgspec.Struct, frozen=True, gc=False):
    """``score`` 0..10,000; lists are ordered by ``rank``. ``moved``: base units of offer a year,
    in these ``months``."""

    rule: RouteRule
    score: int
    rank: int
    criteria: tuple[Criterion, ...]
    km: float
    moved: float
    months: int | None
    eur: Amount
    tco2e: Amount


class OfFamilies(NamedTuple):
    """An offer and a need, each a row of one family, and what is left of them."""

    offer: FlowInputs
    need: FlowInputs
    free: tuple[int, int]


def best_families(
    offer: FlowInputs,
    need: FlowInputs,
    rules: Rules,
    settings: tuple[ScoringSettings, ScoringSettings],
    free: tuple[int, int] | None = None,
) -> OfFamilies:
    """Return the two families of the highest rank, the first declared of equals. If all are
    excluded, those that the fewest criteria exclude; without any route, the main ones."""
    free = free or (offer.quantity, need.quantity)
    if not offer.others and not need.others:
        return OfFamilies(offer, need, free)
    ours, theirs = parts_of(offer, free[0]), parts_of(need, free[1])
    best, most = OfFamilies(ours[0][0], theirs[0][0], free), _NO_ROUTE
    for one, one_free in ours:
        for other, other_free in theirs:
            both = OfFamilies(one, other, (one_free, other_free))
            rank = _rank_of(pairing_of(one, other, rules, settings, both.free))
            if rank > most:
                best, most = both, rank
    return best


def _rank_of(pair: Pairing | None) -> int:
    """Return the rank; if negative, how many criteria exclude the pair."""
    if pair is None:
        return _NO_ROUTE
    reasons = _reasons(pair)
    fails = sum([reason.verdict == "fail" for reason in reasons])
    return -fails if fails else _rank(pair, _score(reasons))


def assess(
    offer: FlowInputs,
    need: FlowInputs,
    rules: Rules,
    settings: tuple[ScoringSettings, ScoringSettings],
    free: tuple[int, int] | None = None,
) -> Assessment | None:
    """Return the pair's assessment, or None if a hard criterion excludes it (``explain`` tells
    which). ``settings``: of the offer's and of the need's territory. ``free``: base units that
    running synergies leave of offer and need; by default all of both."""
    offer, need, free = best_families(offer, need, rules, settings, free)
    pair = pairing_of(offer, need, rules, settings, free)
    if pair is None:
        return None
    reasons = _reasons(pair)
    if "fail" in [reason.verdict for reason in reasons]:
        return None
    score = _score(reasons)
    return Assessment(
        rule=pair.rule,
        score=score,
        rank=_rank(pair, score),
        criteria=reasons,
        km=pair.km,
        moved=pair.moved,
        months=pair.months,
        eur=eur_a_year(pair),
        tco2e=tco2e_a_year(pair),
    )


def explain(
    offer: FlowInputs,
    need: FlowInputs,
    rules: Rules,
    settings: tuple[ScoringSettings, ScoringSettings],
    free: tuple[int, int] | None = None,
) -> tuple[Criterion, ...]:
    """Return every criterion of a pair; those that ``fail`` exclude it. The rows come from
    ``scoring.wire.row_of(flow, version, rules)``. Without any route between the two families that
    is the only reason. Never raises for two rows of the right direction."""
    offer, need, free = best_families(offer, need, rules, settings, free)
    pair = pairing_of(offer, need, rules, settings, free)
    if pair is None:
        names = (rules.family(offer.family).key, rules.family(need.family).key)
        return (Criterion(name="route", verdict="fail", value=">".join(names), private=False),)
    return _reasons(pair)


def pairing_of(
    offer: FlowInputs,
    need: FlowInputs,
    rules: Rules,
    settings: tuple[ScoringSettings, ScoringSettings],
    free: tuple[int, int] | None,
) -> Pairing | None:
    """Return None without a route between the main families; ``best_families`` chooses the
    families."""
    rule = rules.between.get((offer.family, need.family))
    if rule is None:
        return None
    offer_free, need_free = free or (offer.quantity, need.quantity)
    km = chord_km(offer, need)
    return Pairing(rules, rule, offer, need, *settings, offer_free, need_free, km)


def _rank(pair: Pairing, score: int) -> int:
    typical = max(pair.offer.certainty, pair.need.certainty) == TYPICAL
    return score if typical else score + DECLARED_FIRST


def _reasons(pair: Pairing) -> tuple[Criterion, ...]:
    """Give weighed criteria the weights of the need's territory; the others only pass or fail."""
    weights = pair.need_settings.weights
    return (
        *[condition(pair) for condition in CONDITIONS],
        *[criterion.evaluate(pair, getattr(weights, criterion.name)) for criterion in WEIGHED],
        *qualities(pair),
    )


def _score(reasons: tuple[Criterion, ...]) -> int:
    """Return the weighed mean of the points, half to even. Only weighed criteria have a weight."""
    total = sum([reason.weight * reason.points for reason in reasons])
    weights = sum([reason.weight for reason in reasons])
    return round(float(total) / float(weights)) if weights else 0
