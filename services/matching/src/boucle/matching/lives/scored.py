"""Pairs as they score now, with their reasons and figures: computed from what is stored of their
flows, their territories' settings and the lives of both."""

from collections.abc import Collection

from boucle.common.db import Session
from boucle.common.events.matching import Synergy
from boucle.matching.candidates.replay import pair_of
from boucle.matching.candidates.synergy import PairInputs, synergy_of
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.stored_inputs import Pair, stored_now


async def scored(session: Session, pairs: Collection[Pair]) -> dict[Pair, Synergy]:
    """Those of the pairs that match now, in no list yet. A pair is left out when one of its flows
    takes no part in matching or a hard criterion excludes it."""
    inputs = await inputs_of(session, pairs)
    found = {pair: synergy_of(each, rules()) for pair, each in inputs.items()}
    return {pair: synergy for pair, synergy in found.items() if synergy is not None}


async def inputs_of(session: Session, pairs: Collection[Pair]) -> dict[Pair, PairInputs]:
    """What the scores of these pairs come from; without those whose flow takes no part."""
    stored = await stored_now(session, {flow for pair in pairs for flow in pair})
    found = {pair: pair_of(stored.of(pair), rules()) for pair in pairs}
    return {pair: inputs for pair, inputs in found.items() if inputs is not None}
