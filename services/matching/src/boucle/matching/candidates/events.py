"""The events that publish changes of pairs, each with its masked copy. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.common import masking, outbox
from boucle.common.events import Event, shared
from boucle.common.events.matching import Synergy
from boucle.matching.candidates.decisions import PairOutcome, PairRow

_encoder = msgspec.json.Encoder()


class EncodedPair(msgspec.Struct, frozen=True, gc=False):
    """A row to write (``body``: JSON of its synergy), and the type of its event."""

    pair: PairRow
    event: str | None
    body: bytes
    cause: Event[Any] | None = None


def encoded(decided: PairOutcome, cause: Event[Any] | None = None) -> EncodedPair:
    body = _encoder.encode(decided.pair.synergy)
    return EncodedPair(decided.pair, decided.event, body, cause)


def events_of(
    outcomes: Mapping[UUID, EncodedPair], versions: Mapping[UUID, int], now: datetime
) -> list[outbox.Row]:
    chains: dict[int, outbox.Chain] = {}
    rows: list[outbox.Row] = []
    for key, one in outcomes.items():
        if one.event is not None:
            chain = chains.get(id(one.cause))
            if chain is None:
                chain = chains[id(one.cause)] = outbox.Chain.of(one.cause, now)
            rows += event_rows(one.event, one, versions[key], chain)
    return rows


def event_rows(
    type_: str, one: EncodedPair, version: int, chain: outbox.Chain
) -> tuple[outbox.Row, ...]:
    """The event, and its masked copy if companies' tools may know of the pair."""
    synergy = one.pair.synergy
    event = outbox.encoded_row("synergy", type_, synergy.synergy_id, version, one.body, chain)
    to_others = _to_others(type_, synergy)
    if to_others is None:
        return (event,)
    masked = _encoder.encode(masking.shared_candidacy(synergy))
    return (
        event,
        outbox.encoded_row(
            "shared.synergy", shared(to_others), synergy.synergy_id, version, masked, chain
        ),
    )


def _to_others(type_: str, synergy: Synergy) -> str | None:
    """The type of the event for companies' tools. A pair deduced from an activity is hidden from
    them until it has a life; one that they knew and that became deduced is withdrawn."""
    if synergy.versions.life > 0 or not synergy.deduced:
        return type_
    return None if type_ == "synergy.detected.v1" else "synergy.withdrawn.v1"
