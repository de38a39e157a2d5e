"""The whole of a pair: excluded or not, its score, its rank, its reasons, its figures."""

import msgspec

from boucle.common.events.changed_lists import DECLARED_FIRST
from boucle.common.events.matching import Amount, Criterion
from boucle.matching.scoring.criteria import CONDITIONS, WEIGHED, qualities
from boucle.matching.scoring.figures import eur_a_year, tco2e_a_year
from boucle.matching.scoring.inputs import TYPICAL, FlowRow, Settings
from boucle.matching.scoring.pairing import Pairing, apart_km
from boucle.matching.scoring.rules import RouteRule, Rules


class Assessment(msgspec.Struct, frozen=True, gc=False):
    """``score`` 0..10,000; lists are ordered by ``rank``. ``moved``: base units of offer a year."""

    rule: RouteRule
    score: int
    rank: int
    criteria: tuple[Criterion, ...]
    km: float
    moved: float
    eur: Amount
    tco2e: Amount


def assess(
    offer: FlowRow,
    need: FlowRow,
    rules: Rules,
    settings: tuple[Settings, Settings],
    free: tuple[int, int] | None = None,
) -> Assessment | None:
    """The pair's assessment, or None when a hard criterion excludes it (``explain`` says which).

    ``settings``: of the offer's and of the need's territory. ``free``: base units that running
    synergies leave of offer and need; all of both when not given.
    """
    pair = pairing_of(offer, need, rules, settings, free)
    if pair is None:
        return None
    reasons = _reasons(pair)
    if "fail" in [reason.verdict for reason in reasons]:
        return None
    score = _score(reasons)
    typical = max(offer.certainty, need.certainty) == TYPICAL
    return Assessment(
        rule=pair.rule,
        score=score,
        rank=score if typical else score + DECLARED_FIRST,
        criteria=reasons,
        km=pair.km,
        moved=pair.moved,
        eur=eur_a_year(pair),
        tco2e=tco2e_a_year(pair),
    )


def explain(
    offer: FlowRow,
    need: FlowRow,
    rules: Rules,
    settings: tuple[Settings, Settings],
    free: tuple[int, int] | None = None,
) -> tuple[Criterion, ...]:
    """Why a pair is, or is not, a synergy: every criterion, those that ``fail`` excluding it.

    The rows come from ``scoring.wire.row_of(flow, version, rules)``. Without any route between the
    two families only that is said. Never raises for two rows of the right direction.
    """
    pair = pairing_of(offer, need, rules, settings, free)
    if pair is None:
        names = (rules.family(offer.family).key, rules.family(need.family).key)
        return (Criterion(name="route", verdict="fail", value=">".join(names), private=False),)
    return _reasons(pair)


def pairing_of(
    offer: FlowRow,
    need: FlowRow,
    rules: Rules,
    settings: tuple[Settings, Settings],
    free: tuple[int, int] | None,
) -> Pairing | None:
    """None without a route between the two families."""
    rule = rules.between.get((offer.family, need.family))
    if rule is None:
        return None
    offer_free, need_free = free or (offer.quantity, need.quantity)
    km = apart_km(offer, need)
    return Pairing(rules, rule, offer, need, *settings, offer_free, need_free, km)


def _reasons(pair: Pairing) -> tuple[Criterion, ...]:
    """Weighed criteria carry the need's territory's weights; the others only say yes or no."""
    weights = pair.need_settings.weights
    return (
        *[condition(pair) for condition in CONDITIONS],
        *[criterion.judge(pair, getattr(weights, criterion.name)) for criterion in WEIGHED],
        *qualities(pair),
    )


def _score(reasons: tuple[Criterion, ...]) -> int:
    """Weighed mean of the points, half to even. Only weighed criteria have a weight."""
    total = sum([reason.weight * reason.points for reason in reasons])
    weights = sum([reason.weight for reason in reasons])
    return round(float(total) / float(weights)) if weights else 0
