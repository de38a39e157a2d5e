"""Which modules are changed, and by which tests each change must be noticed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

BAR: Final = 0.95
"""Share of mutants that die, at least, of each module."""


@dataclass(frozen=True)
class Plan:
    """``properties``: tests of random inputs count too. They take long, and say no figure."""

    module: str
    tests: Sequence[str]
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
    for each in ("money", "more_cases", "pipes", "real_cases")
)
_EQUIPMENT: Final = tuple(
    f"tests/unit/matching/kinds/sharing/test_{each}.py"
    for each in ("equipment", "lines", "blind_cases", "real_cases")
)
_POOLED: Final = ("tests/unit/matching/kinds/pooling/test_thresholds.py",)
_TARIFFS: Final = ("tests/unit/matching/kinds/sharing/test_tariffs.py",)
_MASKS: Final = (
    "tests/unit/contract/test_masks_by_hand.py",
    "tests/unit/contract/test_masking.py",
    "tests/unit/contract/test_group_masking.py",
    *_GAINS,
)
_ROUNDED: Final = ("tests/unit/contract/test_agreed_and_rounded.py",)
_LETTERS: Final = ("tests/unit/notifications/letters/test_gain.py",)
_AMOUNTS: Final = ("tests/unit/notifications/letters/test_amounts.py",)
_CROWDS: Final = ("tests/unit/matching/crowds/test_partition.py",)
_INTRODUCED: Final = (
    "tests/unit/matching/lives/test_introduced.py",
    "tests/unit/matching/disclosures/test_decisions.py",
)
PLANS: Final[Mapping[str, Plan]] = {
    "shapley": Plan(
        f"{_KINDS}.pooling.shapley",
        ("tests/unit/matching/kinds/pooling/test_shapley.py",),
        properties=True,
    ),
    "values": Plan(
        f"{_KINDS}.pooling.values",
        ("tests/unit/matching/kinds/pooling/test_values.py",),
    ),
    "value": Plan(
        "boucle.matching.scoring.criteria.value",
        _SCORING,
    ),
    "scoring figures": Plan("boucle.matching.scoring.figures", _PAIRS),
    "pairing": Plan("boucle.matching.scoring.pairing", _PAIRS),
    "gains": Plan(
        "boucle.matching.candidates.gains",
        _GAINS,
    ),
    "worth": Plan(
        "boucle.matching.candidates.worth",
        ("tests/unit/matching/candidates/test_worth.py",),
    ),
    "coarse": Plan(
        "boucle.matching.candidates.coarse", ("tests/unit/matching/candidates/test_coarse.py",)
    ),
    "doubts": Plan("boucle.matching.lives.doubts", ("tests/unit/matching/lives/test_doubts.py",)),
    "formulas": Plan(
        f"{_INDICATORS}.formulas",
        _FIGURES,
    ),
    "group formulas": Plan(
        f"{_INDICATORS}.group_formulas",
        _FIGURES,
    ),
    "sums": Plan(
        f"{_INDICATORS}.sums",
        _FIGURES,  # an amount has both ends or none
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
    ),
    "waste": Plan(
        f"{_KINDS}.pooling.services.waste", ("tests/unit/matching/kinds/pooling/test_sites.py",)
    ),
    "electrical": Plan(
        f"{_KINDS}.pooling.services.electrical",
        _POOLING,
    ),
    "emissions": Plan(
        f"{_KINDS}.pooling.services.emissions",
        _POOLING,
    ),
    "thresholds": Plan(f"{_KINDS}.pooling.services.thresholds", _POOLED),
    "members": Plan(
        f"{_KINDS}.pooling.members", ("tests/unit/matching/kinds/pooling/test_members.py",)
    ),
    "carriers": Plan(f"{_KINDS}.pooling.carriers", _POOLED),
    "capacity": Plan(f"{_KINDS}.pooling.capacity", _POOLING),
    "conditions": Plan(f"{_KINDS}.pooling.conditions", _POOLED),
    "tariffs": Plan(
        f"{_KINDS}.sharing.equipment.tariffs",
        _TARIFFS,
    ),
    "transport": Plan(
        f"{_KINDS}.sharing.equipment.transport",
        _TARIFFS,
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
        _ROUNDED,  # far beyond
    ),
    "rounding": Plan(
        "boucle.contract.rounding",
        _ROUNDED,
    ),
    "masking": Plan("boucle.contract.masking", _MASKS, properties=True),
    "group masking": Plan("boucle.contract.group_masking", _MASKS, properties=True),
    "crowds": Plan("boucle.matching.crowds.partition", _CROWDS, properties=True),
    "crowd steps": Plan("boucle.matching.crowds.steps", _CROWDS, properties=True),
    "seen": Plan(
        "boucle.matching.lives.seen", ("tests/unit/matching/lives/test_seen.py",), properties=True
    ),
    "introduced": Plan("boucle.contract.introduced", _INTRODUCED, properties=True),
    "sure": Plan(
        "boucle.matching.candidates.sure",
        ("tests/unit/matching/candidates/test_sure.py",),
        properties=True,
    ),
    "possibilities": Plan(
        "boucle.matching.possibilities.decisions",
        ("tests/unit/matching/possibilities/test_decisions.py",),
        properties=True,
    ),
    "group previews": Plan(
        "boucle.matching.lives.group_previews",
        (
            "tests/unit/matching/lives/test_share_shown.py",
            "tests/unit/matching/lives/test_group_previews.py",
        ),
        properties=True,
    ),
    "disclosures": Plan(
        "boucle.matching.disclosures.decisions",
        ("tests/unit/matching/disclosures/test_decisions.py",),
        properties=True,
    ),
    "letters of gain": Plan("boucle.notifications.letters.gain", _LETTERS),
    "letters of amounts": Plan(
        "boucle.notifications.letters.amounts",
        _AMOUNTS,
    ),
}
