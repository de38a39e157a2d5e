"""Pairs as they score now, with their reasons and figures: computed from what is stored of their
flows, their territories' settings and the lives of both."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Life
from boucle.matching import declared
from boucle.matching.candidates import store as candidates
from boucle.matching.candidates.across import inputs_across
from boucle.matching.candidates.coarse_views import of_coarse_families
from boucle.matching.candidates.replay import InputsNow, pair_of
from boucle.matching.candidates.store import Pair
from boucle.matching.candidates.synergy import (
    PairInputs,
    Synergy,
    declared_alone,
    families_of_sides,
    of_best_families,
    of_families,
    side_of,
    synergy_of,
)
from boucle.matching.lives import store
from boucle.matching.lives.pair_scoring import facts_of, row_of, rules, settings_of
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, LifeFact, ScoringSettings
from boucle.matching.scoring.families import left_of
from boucle.matching.threads import computed
from boucle.platform.db import Session


class ScoredPair(NamedTuple):
    """A pair that matches, as its best two families do, and what its score came from: flows of
    several families whole."""

    synergy: Synergy
    inputs: PairInputs


async def scored(
    session: Session, pairs: Collection[Pair], alone: Collection[Pair] = ()
) -> dict[Pair, ScoredPair]:
    """Those of the pairs that match now; those ``alone`` by what was declared, whatever runs. A
    pair is left out when one of its flows takes no part in matching or a hard criterion excludes
    it."""
    inputs = await inputs_of(session, pairs)
    inputs |= {pair: declared_alone(inputs[pair]) for pair in alone if pair in inputs}
    return await computed(partial(_scored, inputs), len(inputs))


async def scored_candidate(session: Session, synergy_id: UUID) -> ScoredPair | None:
    """The pair of this id, if a list holds it and it matches."""
    found = (await candidates.candidates(session, [synergy_id])).get(synergy_id)
    return None if found is None else (await scored(session, [found.pair])).get(found.pair)


async def scored_for_life(
    session: Session, synergy_id: UUID, life: Life | None
) -> ScoredPair | None:
    """The same as ``scored_candidate``, of two families (``_of_its_families``)."""
    pair = await scored_candidate(session, synergy_id)
    return None if pair is None else _of_its_families(pair, life)


async def scored_across(session: Session, synergy_id: UUID) -> ScoredPair | None:
    """The pair of this id, if an animator of one side was shown it (``candidates.across``)."""
    pair = (await candidates.pairs_across(session, [synergy_id])).get(synergy_id)
    exact = None if pair is None else (await inputs_of(session, [pair])).get(pair)
    return None if exact is None else _of_copies(exact)


def _of_copies(exact: PairInputs) -> ScoredPair | None:
    """Its sides are as declared, whatever a copy was needed for."""
    inputs = inputs_across(exact, rules())
    synergy = None if inputs is None else synergy_of(inputs, rules())
    if inputs is None or synergy is None:
        return None
    pair = of_best_families(inputs, rules())
    whole = of_families(exact, (pair.offer.family, pair.need.family)) or exact
    offer, need = side_of(whole.offer, "offer", rules()), side_of(whole.need, "need", rules())
    return ScoredPair(msgspec.structs.replace(synergy, offer=offer, need=need), inputs)


async def scored_unlisted(session: Session, life: Life) -> ScoredPair | None:
    """The pair of a life, as its flows are now, whether a list holds it or not: beside what else
    runs, or as declared where that leaves too little. What people found has no score."""
    pair = flows_of(life)
    if pair is None or life.score is None:
        return None
    found = await scored(session, [pair]) or await scored(session, [pair], [pair])
    return _of_its_families(found[pair], life) if found else None


def flows_of(life: Life) -> Pair | None:
    sides = {party.side.role: party.side.flow_id for party in life.parties}
    offer, need = sides.get("offer"), sides.get("need")
    return None if offer is None or need is None else (offer, need)


def _of_its_families(pair: ScoredPair, life: Life | None) -> ScoredPair:
    """Those that its life is of, while they match; else the best ones by coarse copies, while these
    match; else the best ones."""
    if not (pair.inputs.offer.others or pair.inputs.need.others):
        return pair
    its = None
    if life is not None:
        families = families_of_sides((party.side for party in life.parties), rules())
        its = of_families(pair.inputs, families)
    for inputs in (its, of_coarse_families(pair.inputs, rules())):
        synergy = None if inputs is None else synergy_of(inputs, rules())
        if inputs is not None and synergy is not None:
            return ScoredPair(synergy, inputs)
    return ScoredPair(pair.synergy, of_best_families(pair.inputs, rules()))


async def inputs_of(session: Session, pairs: Collection[Pair]) -> dict[Pair, PairInputs]:
    """What the scores of these pairs come from, flows of several families whole; without those
    whose flow takes no part."""
    stored = await stored_now(session, {flow for pair in pairs for flow in pair})
    found = {pair: pair_of(stored.of(pair)) for pair in pairs}
    return {pair: inputs for pair, inputs in found.items() if inputs is not None}


@dataclass(frozen=True, slots=True)
class StoredNow:
    """What is stored of some flows and of all that scores between them come from. ``rows``: of
    those that take part; ``settings``: by territory; ``versions``: of lives; ``running``: what
    running synergies take."""

    rows: Mapping[UUID, FlowInputs]
    settings: Mapping[str, ScoringSettings]
    versions: Mapping[Pair, int]
    running: Sequence[LifeFact]

    def of(self, pair: Pair) -> InputsNow:
        """What others run is deducted, never the pair's own."""
        offer, need = self.rows.get(pair[0]), self.rows.get(pair[1])
        own = pair[0].int, pair[1].int
        others = [one for one in self.running if (one.offer, one.need) != own]
        ours, theirs = _left(offer, others), _left(need, others)
        return InputsNow(
            offer=ours[0],
            need=theirs[0],
            settings=(self._settings(offer), self._settings(need)),
            free=(ours[1], theirs[1]),
            life_version=self.versions.get(pair, 0),
        )

    def _settings(self, row: FlowInputs | None) -> ScoringSettings:
        return DEFAULT_SETTINGS if row is None else self.settings[row.territory]


async def stored_now(session: Session, flow_ids: Collection[UUID]) -> StoredNow:
    known = await declared.flows(session, flow_ids)
    rows = await computed(partial(_rows, list(known.values())), len(known))
    territories = await declared.territories(session, {row.territory for row in rows.values()})
    return StoredNow(
        rows,
        {row.territory: settings_of(row, territories) for row in rows.values()},
        await store.versions_of_pairs(session, flow_ids),
        facts_of(await store.running(session, flow_ids)),
    )


def _left(row: FlowInputs | None, running: Sequence[LifeFact]) -> tuple[FlowInputs | None, int]:
    return (None, 0) if row is None else left_of(row, running)


def _rows(flows: Sequence[declared.DeclaredFlow]) -> dict[UUID, FlowInputs]:
    found = {one.flow.flow_id: row_of(one) for one in flows}
    return {flow_id: row for flow_id, row in found.items() if row is not None}


def _scored(inputs: Mapping[Pair, PairInputs]) -> dict[Pair, ScoredPair]:
    found = {pair: (synergy_of(each, rules()), each) for pair, each in inputs.items()}
    return {
        pair: ScoredPair(synergy, each)
        for pair, (synergy, each) in found.items()
        if synergy is not None
    }
