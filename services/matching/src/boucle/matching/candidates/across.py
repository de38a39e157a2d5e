"""Choose the pairs across a border that the animator of one side is shown, and score them. Pure.
One side is as declared, the other a coarse copy: which pairs there are, and in which order, tells
no more of the other than its copy, however often one's own is changed."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Final, NamedTuple

from boucle.contract.events.matching import Role
from boucle.matching.candidates.coarse_views import coarse_inputs, of_coarse_families
from boucle.matching.candidates.synergy import PairInputs, of_best_families, pair_id, synergy_of
from boucle.matching.kinds.coarse import two_of_each
from boucle.matching.scoring import FlowInputs, Rules, ScoringSettings, assess

_EACH: Final[tuple[tuple[Role], ...]] = (("need",), ("offer",))


class FreeFlow(NamedTuple):
    """``free``: base units that its running synergies leave."""

    row: FlowInputs
    free: int
    settings: ScoringSettings


def best_across(
    own: FreeFlow, copies: Iterable[tuple[FlowInputs, ScoringSettings]], rules: Rules
) -> list[PairInputs]:
    """Return the best pairs, as long as a list of the flow may be, at most two of an
    organisation."""
    found = sorted(_ranked(own, copies, rules), key=lambda one: one[0])
    few = two_of_each(
        (inputs for _, inputs in found),
        lambda one: (one.need if own.row.output else one.offer).organisation,
    )
    return list(islice(few, own.settings.k))


def _ranked(
    own: FreeFlow, copies: Iterable[tuple[FlowInputs, ScoringSettings]], rules: Rules
) -> Iterator[tuple[tuple[int, int], PairInputs]]:
    for copy, settings in copies:
        inputs = _pair(own, copy, settings)
        pair = of_best_families(inputs, rules)
        seen = assess(pair.offer, pair.need, rules, pair.settings, pair.free)
        if seen is not None and seen.score >= own.settings.threshold:
            yield (-seen.rank, pair_id(pair.offer.flow, pair.need.flow).int), inputs


def _pair(own: FreeFlow, copy: FlowInputs, settings: ScoringSettings) -> PairInputs:
    if own.row.output:
        both = own.settings, settings
        return PairInputs(own.row, copy, both, (own.free, copy.quantity), 0)
    return PairInputs(copy, own.row, (settings, own.settings), (copy.quantity, own.free), 0)


def inputs_across(exact: PairInputs, rules: Rules) -> PairInputs | None:
    """Return the inputs of a pair that an animator introduces: exact ones where they match, else
    those with the copy that he was shown: an answer that depends on exact values would tell
    them. Of several families those that both copies choose, else those that he was shown."""
    by_copies = (of_coarse_families(coarse_inputs(exact, hidden), rules) for hidden in ((), *_EACH))
    as_shown = (of_best_families(coarse_inputs(exact, hidden), rules) for hidden in _EACH)
    found = chain(by_copies, as_shown)
    return next((one for one in found if synergy_of(one, rules) is not None), None)
