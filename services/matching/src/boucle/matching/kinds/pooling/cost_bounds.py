"""What part of its own declared cost a member may save at most, whatever others pay. Pure."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from boucle.matching.kinds.detector import Parameters

_SHARES: Final = {"waste_collection": "waste_collection_share_most"}
"""By service: the parameter that bounds it; elsewhere all of it."""


def most_part(subject: str, parameters: Parameters) -> Decimal:
    bound = _SHARES.get(subject)
    return Decimal(1) if bound is None else parameters[bound]
