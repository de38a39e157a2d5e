"""Rows of pairs as releases up to revision 0009 wrote them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import msgspec

from boucle.matching.candidates.kept_inputs import to_keep
from boucle.matching.candidates.synergy import PairInputs, Synergy
from boucle.matching.scoring import Rules

COLUMNS: Final = (
    "synergy_id entity_version offer_id need_id offer_organisation need_organisation "
    "offer_territory need_territory nature route score told_score in_offer_list in_need_list "
    "deduced offer_version need_version life_version settings_offer settings_need catalogue body "
    "inputs detected_at updated_at withdrawn_at"
)
LATE: Final = b""
"""Inputs of a life that began while the score had yet to follow."""


@dataclass(frozen=True, slots=True)
class OldPair:
    """``held``: in the offer's list, in the need's; in neither, it is withdrawn. ``inputs``: null
    while nobody did anything with it."""

    synergy: Synergy
    held: tuple[bool, bool]
    inputs: bytes | None

    @property
    def withdrawn(self) -> bool:
        return self.held == (False, False)


def kept_by_its_row(inputs: PairInputs, rules: Rules) -> bytes:
    """Without their versions, which the body had."""
    stored: dict[str, Any] = msgspec.msgpack.decode(to_keep(inputs, rules))
    del stored["versions"]
    return msgspec.msgpack.encode(stored)


def row_of(one: OldPair, version: int, since: datetime, now: datetime) -> Sequence[object]:
    """The values of ``COLUMNS``."""
    synergy, versions = one.synergy, one.synergy.versions
    deduced = any(each.name == "certainty" and each.value == "typical" for each in synergy.criteria)
    return (
        synergy.synergy_id,
        version,
        synergy.offer.flow_id,
        synergy.need.flow_id,
        synergy.offer.organisation_id,
        synergy.need.organisation_id,
        synergy.offer.territory,
        synergy.need.territory,
        synergy.nature,
        synergy.route,
        synergy.score,
        synergy.score,
        *one.held,
        deduced,
        versions.offer,
        versions.need,
        versions.life,
        versions.settings_offer,
        versions.settings_need,
        versions.catalogue,
        msgspec.json.encode(_body(one)),
        one.inputs,
        since,
        now,
        now if one.withdrawn else None,
    )


def _body(one: OldPair) -> dict[str, Any]:
    body: dict[str, Any] = msgspec.to_builtins(one.synergy)
    body["in_offer_list"], body["in_need_list"] = one.held
    body["versions"] |= {"lives_offer": 1, "lives_need": 0}
    return body
