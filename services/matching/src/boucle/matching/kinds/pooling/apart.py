"""Which two declarations may not stand in one group. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
from dateutil.relativedelta import relativedelta

from boucle.contract.events.sharing import Sharing
from boucle.matching.kinds.pooling.places import Spot, Spots
from boucle.matching.kinds.starting import begins_on


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


def begin_apart(members: Sequence[Sharing], months: int) -> Any:
    """Those of which one may begin more than so many months after the other (as ``starting``): a
    matrix of booleans."""
    declared = np.array([member.valid_from.toordinal() for member in members])
    ends = np.array([_free(member).toordinal() for member in members])
    begins = np.maximum(np.maximum(declared[:, None], declared), ends[:, None])
    first = np.minimum(begins, begins.T)
    days, places = np.unique(first, return_inverse=True)
    span = relativedelta(months=months)
    last = np.array([(date.fromordinal(int(day)) + span).toordinal() for day in days])
    return np.maximum(begins, begins.T) > last[places].reshape(first.shape)


def _free(member: Sharing) -> date:
    """From which day on no contract binds it."""
    return begins_on([member])[0]
