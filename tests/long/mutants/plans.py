"""Which modules are changed, and by which tests each change must be noticed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

BAR: Final = 0.95
"""Share of mutants that die, at least, of each module."""


@dataclass(frozen=True)
class Plan:
    """``same``: mutated lines, without their indent, that compute the same; each was read.
    ``properties``: tests of random inputs count too. They take long, and say no figure."""

    module: str
    tests: Sequence[str]
    same: Sequence[str] = ()
    properties: bool = False


_INDICATORS: Final = "boucle.indicators.figures"
_KINDS: Final = "boucle.matching.kinds"
_SCORING: Final = tuple(
    f"tests/unit/matching/scoring/test_{each}.py"
    for each in ("value", "scoring", "figures_shown", "piped")
)
_PAIRS: Final = ("tests/unit/matching/scoring/test_pairs_by_hand.py",)
_GAINS: Final = ("tests/unit/matching/candidates/test_gains.py",)
_FIGURES: Final = tuple(
    f"tests/unit/indicators/figures/test_{each}.py"
    for each in ("agreed", "apart", "candidates", "figures", "group_figures", "ran", "settled")
)
_POOLING: Final = tuple(
    f"tests/unit/matching/kinds/pooling/test_{each}.py"
    for each in ("money", "more_cases", "real_cases")
)
_EQUIPMENT: Final = tuple(
    f"tests/unit/matching/kinds/sharing/test_{each}.py"
    for each in ("equipment", "lines", "blind_cases", "real_cases")
)
_POOLED: Final = ("tests/unit/matching/kinds/pooling/test_thresholds.py",)
_TARIFFS: Final = ("tests/unit/matching/kinds/sharing/test_tariffs.py",)
_MASKS: Final = (
    "tests/unit/contract/test_masking.py",
    "tests/unit/contract/test_group_masking.py",
    *_GAINS,
)
_ROUNDED: Final = ("tests/unit/contract/test_agreed_and_rounded.py",)
_LETTERS: Final = ("tests/unit/notifications/letters/test_gain.py",)
_AMOUNTS: Final = ("tests/unit/notifications/letters/test_amounts.py",)
PLANS: Final[Mapping[str, Plan]] = {
    "shapley": Plan(
        f"{_KINDS}.pooling.shapley",
        ("tests/unit/matching/kinds/pooling/test_shapley.py",),
        (
            "_AT_ONCE: Final = 8193",  # how many at a time changes no answer
            "_AT_ONCE: Final = 8191",
            "inside = (masks[:, None] >> np.arange(count)) & 1 >= 1",  # a bit is 0 or 1
            "elif given != total:",  # less was asked before
            # As long as the line above found them.
            "shares = [share + part * (top - share) "
            "for share, top in zip(shares, most, strict=False)]",
        ),
        properties=True,
    ),
    "values": Plan(
        f"{_KINDS}.pooling.values",
        ("tests/unit/matching/kinds/pooling/test_values.py",),
    ),
    "value": Plan(
        "boucle.matching.scoring.criteria.value",
        _SCORING,
        (
            'if verdict <= "fail":',  # first of the verdicts by letters
            'return two_figures(value, 100.0)[0] if verdict <= "partial" else number(value), '
            "number(limit)",
            '"unknown" if worst >= TYPICAL else "partial" if worst == ESTIMATED else "pass"',
            '"unknown" if worst == TYPICAL else "partial" if worst >= ESTIMATED else "pass"',
            # Either way it is 1, or 0.
            "return served / wanted if served < wanted else wanted / served",
            "return round(0.0 if points <= 0.0 else min(points, 10000.0))",
        ),
    ),
    "scoring figures": Plan("boucle.matching.scoring.figures", _PAIRS),
    "pairing": Plan("boucle.matching.scoring.pairing", _PAIRS),
    "gains": Plan(
        "boucle.matching.candidates.gains",
        _GAINS,
        (
            "def gain_shown(coarse_pair: PairInputs, to: Role, rules: Rules, /, placed: bool) "
            "-> Amount:",  # all give it by name
            "if saving is not None and (public is None or Decimal(saving.low or 1) > 0):",  # it has
            "if saving is not None and (public is None or Decimal(saving.low or -1) > 0):",
            "if saving is not None and (public is None or Decimal(saving.low or 0) > 1):",  # a euro
            "if saving is not None and (public is None or Decimal(saving.low or 0) > -1):",
            "if saving is not None and (public is None or Decimal(saving.low or 0) >= 0):",
            "if isinstance(worst, str) or isinstance(best, str) or best.high < 0.0:",  # a point
            "if isinstance(worst, str) and isinstance(best, str) or best.high <= 0.0:",  # alike
            "low = worst.low * (least if worst.low >= 0.0 else most)",  # of 0 any part is 0
            "return (own.eur or 1.0) * float(free)",  # it pays something
            "return (own.eur or -1.0) * float(free)",
            'if to >= "offer":',  # "need" comes before "offer"
            'own, free = _row(pair, to), pair.offer_free if to >= "offer" else pair.need_free',
            'return pair.offer if role >= "offer" else pair.need',
        ),
    ),
    "worth": Plan(
        "boucle.matching.candidates.worth",
        ("tests/unit/matching/candidates/test_worth.py",),
        (
            # No territory asks for less than 0.
            "least = max( -1.0, *(one.least_gain for one in inputs.settings))",
            # Of what costs nothing or earns something a loss is left: as if nothing were known.
            "if known is None or known <= -1.0:",
            "if known is None or known == 0.0:",
            "if known is None or known < 0.0:",
            "return alone is None or alone < 0.0 or alone >= least",  # a point
            "return alone is None or alone <= 0.0 or alone > least",
            "return 1.0",  # a pair of a list has a route
            "return -1.0",
            'exact = inputs.offer if hidden >= "offer" else inputs.need',  # "need" comes before
            'if hidden >= "offer":',
        ),
    ),
    "coarse": Plan(
        "boucle.matching.candidates.coarse", ("tests/unit/matching/candidates/test_coarse.py",)
    ),
    "doubts": Plan("boucle.matching.lives.doubts", ("tests/unit/matching/lives/test_doubts.py",)),
    "formulas": Plan(
        f"{_INDICATORS}.formulas",
        _FIGURES,
        # A life has as many places as companies, or none.
        ("for organisation, place in zip(life.organisations, places, strict=False):",),
    ),
    "group formulas": Plan(
        f"{_INDICATORS}.group_formulas",
        _FIGURES,
        (
            # There are no more values than posts.
            "missing = (FEW_OTHERS,) if len(values) != len(posts) else ()",
            # An amount has both ends or none.
            "return (Decimal(amount.low or 1) + Decimal(amount.high or 0)) / 2",
            "return (Decimal(amount.low or -1) + Decimal(amount.high or 0)) / 2",
            "return (Decimal(amount.low or 0) + Decimal(amount.high or 1)) / 2",
            "return (Decimal(amount.low or 0) + Decimal(amount.high or -1)) / 2",
            "values = [_middle(one) for one in found "
            "if one.low is not None or one.high is not None]",
        ),
    ),
    "sums": Plan(
        f"{_INDICATORS}.sums",
        _FIGURES,
        ("elif amount.low is None and amount.high is None:",),  # an amount has both ends or none
    ),
    "running groups": Plan(f"{_INDICATORS}.running_groups", _FIGURES),
    "plausible": Plan(f"{_INDICATORS}.plausible", _FIGURES),
    "reported": Plan(f"{_INDICATORS}.reported", _FIGURES),
    "settled": Plan(f"{_INDICATORS}.settled", _FIGURES),
    "ran": Plan(f"{_INDICATORS}.ran", _FIGURES),
    "indicator candidates": Plan(f"{_INDICATORS}.candidates", _FIGURES),
    "freight": Plan(
        f"{_KINDS}.pooling.services.freight", ("tests/unit/matching/kinds/pooling/test_lanes.py",)
    ),
    "rainwater": Plan(
        f"{_KINDS}.pooling.services.rainwater",
        _POOLING,
        (
            "ANY: Final = 11**15",  # more than any saving
            "ANY: Final = 9**15",
            "ANY: Final = 10** 16",
            "ANY: Final = 10** 14",
            # Of a litre a year no cent is saved.
            "saved = np.rint(paid * (used / np.maximum(taken, 2))).astype(np.int64)",
            "cost = euros(int(_Judge(parameters).tank_cents(used, tank)[ -1]))",  # of one group
            "m3 = plain(Decimal(int(used[ -1])) / 1000)",
            'role="owner" if sharing.direction >= "offer" else "user",',  # "need" comes before
            "whole_time = True",  # nobody carries rain
        ),
    ),
    "waste": Plan(f"{_KINDS}.pooling.services.waste", _POOLING),
    "electrical": Plan(
        f"{_KINDS}.pooling.services.electrical",
        _POOLING,
        (
            'once = tonnes / max(figure(sharing, "pickups") or 0, 1)',  # 1 at least all the same
            "return tonnes_of(int(totals.sums[1][ -1]))",  # of one group
        ),
    ),
    "emissions": Plan(
        f"{_KINDS}.pooling.services.emissions",
        _POOLING,
        (
            '_LORRIES: Final = ((27, "road_44t"), (15, "road_40t"), (6, "road_26t"), '
            '( -1, "road_12t"))',  # no payload is below 0
            "unsure = Decimal(factor.uncertainty_pct or 1) / 100",  # each lorry's is published
            "unsure = Decimal(factor.uncertainty_pct or -1) / 100",
        ),
    ),
    "thresholds": Plan(f"{_KINDS}.pooling.services.thresholds", _POOLED),
    "members": Plan(f"{_KINDS}.pooling.members", _POOLING),
    "carriers": Plan(f"{_KINDS}.pooling.carriers", _POOLED),
    "capacity": Plan(f"{_KINDS}.pooling.capacity", _POOLING),
    "conditions": Plan(f"{_KINDS}.pooling.conditions", _POOLED),
    "tariffs": Plan(
        f"{_KINDS}.sharing.equipment.tariffs",
        _TARIFFS,
        (
            # Of what all can pay, what is stated is a part.
            "alone=min(stated) if len(stated) >= len(alone) else None,",
            "alone = [worth_of(user, cost) for user, cost in zip(users, brought, strict=False)]",
        ),
    ),
    "transport": Plan(
        f"{_KINDS}.sharing.equipment.transport",
        _TARIFFS,
        (  # "cold" and "compressed_air" never go by road
            'return need.booked if need.subject.key <= _EFFLUENT else need.price("moved")',
        ),
    ),
    "equipment groups": Plan(f"{_KINDS}.sharing.equipment.groups", _EQUIPMENT),
    "equipment links": Plan(f"{_KINDS}.sharing.equipment.links", _EQUIPMENT),
    "post contracts": Plan(
        f"{_KINDS}.sharing.posts.contracts",
        ("tests/unit/matching/kinds/sharing/test_contracts.py",),
    ),
    "lines": Plan(
        "boucle.catalogue.sharing.lines", ("tests/unit/catalogue/sharing/test_line_costs.py",)
    ),
    "factors": Plan(
        "boucle.catalogue.loading.factors", ("tests/unit/catalogue/facts/test_factors.py",)
    ),
    "agreed": Plan(
        "boucle.contract.agreed",
        _ROUNDED,
        ("_EXACT: Final = Context(prec= 61)", "_EXACT: Final = Context(prec= 59)"),  # far beyond
    ),
    "rounding": Plan(
        "boucle.contract.rounding",
        _ROUNDED,
        (  # of a step only the place of its digit counts
            "step = Decimal( 2).scaleb(value.adjusted() - 1)",
            "step = Decimal( 0).scaleb(value.adjusted() - 1)",
            "step = Decimal( 2).scaleb(number.adjusted())",
            "step = Decimal( 0).scaleb(number.adjusted())",
        ),
    ),
    "masking": Plan("boucle.contract.masking", _MASKS, properties=True),
    "group masking": Plan("boucle.contract.group_masking", _MASKS, properties=True),
    "letters of gain": Plan("boucle.notifications.letters.gain", _LETTERS),
    "letters of amounts": Plan(
        "boucle.notifications.letters.amounts",
        _AMOUNTS,
        (
            # The ends are in order; a quarter more than what is not above 0 is no more.
            "if low == high or -1 < low <= high <= low * _NARROW:",
            "if low == high or 0 <= low <= high <= low * _NARROW:",
            "if low == high or 0 != low <= high <= low * _NARROW:",
            "if low == high or 0 < low < high <= low * _NARROW:",
            "if low == high or 0 < low != high <= low * _NARROW:",
            "if low >= high or 0 < low <= high <= low * _NARROW:",
            "if value == 1:",  # 0 and 1 read the same with one digit or two
            "if value == -1:",
            # Of a step only the place of its digit counts.
            "return value.quantize(Decimal( 2).scaleb(value.adjusted() - 1), rounding=rounding)",
            "return value.quantize(Decimal( 0).scaleb(value.adjusted() - 1), rounding=rounding)",
            "else _written(_two_figures(ends[ -1] / factor, upper), _)",  # there is one
            "if len(ends) != 1",
        ),
    ),
}
