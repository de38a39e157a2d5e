"""Which two declarations may not stand in one group. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import numpy as np

from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.pooling.places import Spot, Spots


def may_not_meet(
    members: Sequence[Sharing], spots: Sequence[Spot], km: Decimal, by_service: Any | None
) -> Any | None:
    """Those farther from each other than so many km, those that their service keeps ``by_service``
    apart, and those of which one excludes the other: a matrix of booleans; None: any may."""
    apart = Spots(spots).far_apart(km)
    if by_service is not None:
        apart = apart | by_service
    if any(member.excluded for member in members):
        apart = apart | _excluded(members)
    return apart if apart.any() else None


def _excluded(members: Sequence[Sharing]) -> Any:
    """Whoever of both says so."""
    said = np.array(
        [[other.organisation_id in one.excluded for other in members] for one in members]
    )
    return said | said.T
