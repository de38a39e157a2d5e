"""The inputs that a pair's score came from, as its row keeps them once the pair has a life. Pure.

They are kept as scoring read them, so they mean something to the catalogue, rules and factors of
that score alone; no other could compute it again. They are as private as the flows.
"""

from typing import Final, Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.common.events.matching import Versions
from boucle.common.ids import uuid_of
from boucle.matching.candidates.synergy import PairInputs
from boucle.matching.scoring import RULES_VERSION, FlowRow, Rules, Settings

LATE: Final = b""
"""What a row keeps where a life began while the score had yet to follow its inputs: they are not
those of the score, which are gone. The next score that is written brings its own."""

Unkept = Literal["no_life", "late", "older_rules"]
"""Why inputs are not there to compute with: nobody did anything with the pair; ``LATE``; another
catalogue, other rules or factors than this release's made the score."""

_Ids = tuple[UUID, UUID, UUID]


class KeptInputs(msgspec.Struct, frozen=True, gc=False):
    """``settings`` and ``free`` (base units that running synergies left): of offer and need."""

    offer: FlowRow
    need: FlowRow
    settings: tuple[Settings, Settings]
    free: tuple[int, int]


class _Stored(msgspec.Struct, frozen=True, gc=False):
    """MessagePack has infinities, where JSON has none; neither has whole numbers beyond 64 bits, so
    the ids (flow, organisation, site) stand apart."""

    kept: KeptInputs
    offer: _Ids
    need: _Ids


_encoder = msgspec.msgpack.Encoder(uuid_format="bytes", order="deterministic")
_decoder = msgspec.msgpack.Decoder(_Stored)


def to_keep(inputs: PairInputs | None) -> bytes:
    """The bytes that a row keeps of these inputs; ``LATE`` where they are not known."""
    if inputs is None:
        return LATE
    offer, need = inputs.offer, inputs.need
    kept = KeptInputs(_without_ids(offer), _without_ids(need), inputs.settings, inputs.free)
    return _encoder.encode(_Stored(kept, _ids(offer), _ids(need)))


def read(body: bytes | None, made_by: Versions, rules: Rules) -> KeptInputs | Unkept:
    """What a row keeps of the inputs of its score, whose versions are ``made_by``."""
    if body is None:
        return "no_life"
    ours = (rules.version, RULES_VERSION, rules.catalogue.factors_version)
    if (made_by.catalogue, made_by.rules, made_by.factors) != ours:
        return "older_rules"
    if body == LATE:
        return "late"
    stored = _decoder.decode(body)
    kept = stored.kept
    return replace(
        kept,
        offer=_with_ids(kept.offer, stored.offer),
        need=_with_ids(kept.need, stored.need),
    )


def _ids(row: FlowRow) -> _Ids:
    return uuid_of(row.flow), uuid_of(row.organisation), uuid_of(row.site)


def _without_ids(row: FlowRow) -> FlowRow:
    return replace(row, flow=0, organisation=0, site=0)


def _with_ids(row: FlowRow, ids: _Ids) -> FlowRow:
    flow, organisation, site = ids
    return replace(row, flow=flow.int, organisation=organisation.int, site=site.int)
