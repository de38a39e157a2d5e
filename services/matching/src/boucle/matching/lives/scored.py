"""Pairs as they score now, with their reasons and figures: computed from what is stored of their
flows, their territories' settings and the lives of both."""

from collections.abc import Collection
from uuid import UUID

from boucle.common.db import Session
from boucle.common.events.matching import Synergy
from boucle.matching import declared
from boucle.matching.candidates.synergy import PairInputs, side_of, synergy_of
from boucle.matching.lives import store
from boucle.matching.lives.pair_scoring import free, row_of, rules, settings_of, taken_by

Pair = tuple[UUID, UUID]
"""Offer and need."""


async def scored(session: Session, pairs: Collection[Pair]) -> dict[Pair, Synergy]:
    """Those of the pairs that match now, in no list yet. A pair is left out when one of its flows
    takes no part in matching or a hard criterion excludes it."""
    inputs = await inputs_of(session, pairs)
    found = {pair: synergy_of(each, rules()) for pair, each in inputs.items()}
    return {pair: synergy for pair, synergy in found.items() if synergy is not None}


async def inputs_of(session: Session, pairs: Collection[Pair]) -> dict[Pair, PairInputs]:
    """What the scores of these pairs come from; without those whose flow takes no part."""
    ids = {flow for pair in pairs for flow in pair}
    known = {id_: row_of(kept) for id_, kept in (await declared.flows(session, ids)).items()}
    rows = {id_: row for id_, row in known.items() if row is not None}
    territories = await declared.territories(session, {row.territory for row in rows.values()})
    settings = {row.territory: settings_of(row, territories) for row in rows.values()}
    taken = taken_by(await store.running(session, ids))
    versions = await store.versions_of_pairs(session, ids)

    def inputs(pair: Pair) -> PairInputs:
        offer, need = (rows[flow] for flow in pair)
        return PairInputs(
            offer=offer,
            need=need,
            sides=(side_of(offer, "offer", rules()), side_of(need, "need", rules())),
            settings=(settings[offer.territory], settings[need.territory]),
            free=(free(offer, taken), free(need, taken)),
            life_version=versions.get(pair, 0),
        )

    return {pair: inputs(pair) for pair in pairs if rows.keys() >= set(pair)}
