"""A flow as it was sent, field by field right, not yet looked at as a whole."""

from datetime import date

import msgspec

from boucle.contract.events.registry import FlowAttributes, LegalStatus, QualityRange


class SentFlow(FlowAttributes, frozen=True, kw_only=True, omit_defaults=False):
    """What was sent, before anything was worked out from it."""

    family: str | None = None
    text: str | None = None
    hazardous: bool | None = None
    qualities: dict[str, QualityRange] = msgspec.field(default_factory=dict)
    accepts: tuple[LegalStatus, ...] | None = None
    provenance: str | None = None
    since: date | None = None
