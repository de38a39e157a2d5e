"""The events that publish changes of pairs. Pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.common import outbox
from boucle.common.events import Event
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
            rows.append(event_row(one.event, one, versions[key], chain))
    return rows


def event_row(type_: str, one: EncodedPair, version: int, chain: outbox.Chain) -> outbox.Row:
    id_ = one.pair.synergy.synergy_id
    return outbox.encoded_row("synergy", type_, id_, version, one.body, chain)
