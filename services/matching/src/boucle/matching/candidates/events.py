"""The events that tell what became of pairs: of each change, and of its masked twin. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from boucle.common import masking, outbox
from boucle.common.events import Event, shared
from boucle.common.events.matching import Synergy
from boucle.matching.candidates.decisions import KeptPair, Settled

_encoder = msgspec.json.Encoder()


class Written(msgspec.Struct, frozen=True, gc=False):
    """A row as it will stand (``body``: JSON of its synergy), and the event that tells it."""

    pair: KeptPair
    event: str | None
    body: bytes
    cause: Event[Any] | None = None


def written(decided: Settled, cause: Event[Any] | None = None) -> Written:
    body = _encoder.encode(decided.pair.synergy)
    return Written(decided.pair, decided.event, body, cause)


def told(
    outcomes: Mapping[UUID, Written], versions: Mapping[UUID, int], now: datetime
) -> list[outbox.Row]:
    chains: dict[int, outbox.Chain] = {}
    rows: list[outbox.Row] = []
    for key, one in outcomes.items():
        if one.event is not None:
            chain = chains.get(id(one.cause))
            if chain is None:
                chain = chains[id(one.cause)] = outbox.Chain.of(one.cause, now)
            rows += events_of(one.event, one, versions[key], chain)
    return rows


def events_of(
    type_: str, one: Written, version: int, chain: outbox.Chain
) -> tuple[outbox.Row, ...]:
    """Of the change, and of its masked twin, if others may know."""
    synergy = one.pair.synergy
    said = outbox.told_row("synergy", type_, synergy.synergy_id, version, one.body, chain)
    to_others = _to_others(type_, synergy)
    if to_others is None:
        return (said,)
    twin = _encoder.encode(masking.shared_candidacy(synergy))
    return (
        said,
        outbox.told_row(
            "shared.synergy", shared(to_others), synergy.synergy_id, version, twin, chain
        ),
    )


def _to_others(type_: str, synergy: Synergy) -> str | None:
    """What companies' tools are told: of what is deduced from an activity nothing before somebody
    gave it a life. One that they knew, and that is deduced since, is gone for them."""
    if synergy.versions.life > 0 or not synergy.deduced:
        return type_
    return None if type_ == "synergy.detected.v1" else "synergy.withdrawn.v1"
