"""Store the inputs of a life's figures in its row. Pure. They are stored as scoring read them, so
only the same catalogue, rules and factors can compute the score again. They are as private as the
flows."""

from typing import Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.contract.views import Versions
from boucle.matching.candidates.synergy import PairInputs, of_best_families, versions_of
from boucle.matching.scoring import RULES_VERSION, FlowInputs, Rules, ScoringSettings
from boucle.platform.ids import uuid_of

MissingInputs = Literal["not_kept", "older_rules"]
"""Why inputs are not there to compute with: none were kept with the figures (taken back from the
log, or older than their keeping); another catalogue, other rules or factors than this release's
made the score."""

_Ids = tuple[UUID, UUID, UUID]


class _Rows(msgspec.Struct, frozen=True, gc=False):
    offer: FlowInputs
    need: FlowInputs
    settings: tuple[ScoringSettings, ScoringSettings]
    free: tuple[int, int]


class _Stored(msgspec.Struct, frozen=True, gc=False):
    """A flow for MessagePack, which has infinities (JSON has none) but no whole numbers beyond 64
    bits: the ids stand apart."""

    rows: _Rows = msgspec.field(name="kept")
    offer: _Ids
    need: _Ids
    versions: Versions


class StoredInputs(msgspec.Struct, frozen=True, gc=False):
    """``versions`` are those of the score that came from the inputs."""

    inputs: PairInputs
    versions: Versions


_encoder = msgspec.msgpack.Encoder(uuid_format="bytes", order="deterministic")
_decoder = msgspec.msgpack.Decoder(_Stored)


def encoded_inputs(inputs: PairInputs, rules: Rules) -> bytes:
    """Encode the inputs of a score by these rules, of its two families."""
    inputs = of_best_families(inputs, rules)
    offer, need = inputs.offer, inputs.need
    rows = _Rows(_without_ids(offer), _without_ids(need), inputs.settings, inputs.free)
    return _encoder.encode(_Stored(rows, _ids(offer), _ids(need), versions_of(inputs, rules)))


def read(body: bytes | None, rules: Rules) -> StoredInputs | MissingInputs:
    """Decode the inputs of a row."""
    if body is None:
        return "not_kept"
    # The versions first: rows of other rules may not be as these rules read them.
    made_by = msgspec.msgpack.decode(body, type=_MadeBy).versions
    ours = (rules.version, RULES_VERSION, rules.catalogue.factors_version)
    if (made_by.catalogue, made_by.rules, made_by.factors) != ours:
        return "older_rules"
    stored = _decoder.decode(body)
    rows = stored.rows
    inputs = PairInputs(
        _with_ids(rows.offer, stored.offer),
        _with_ids(rows.need, stored.need),
        rows.settings,
        rows.free,
        made_by.life or 0,
    )
    return StoredInputs(inputs, made_by)


class _MadeBy(msgspec.Struct, frozen=True, gc=False):
    versions: Versions


def _ids(row: FlowInputs) -> _Ids:
    return uuid_of(row.flow), uuid_of(row.organisation), uuid_of(row.site)


def _without_ids(row: FlowInputs) -> FlowInputs:
    return replace(row, flow=0, organisation=0, site=0)


def _with_ids(row: FlowInputs, ids: _Ids) -> FlowInputs:
    flow, organisation, site = ids
    return replace(row, flow=flow.int, organisation=organisation.int, site=site.int)
