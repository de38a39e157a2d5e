"""What counts as movement, and how much of it is unusual: in a sandbox, where there is nobody to
measure, none does. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal

from boucle.contract.sandboxes import sandbox_of
from boucle.registry.domain.entities import Flow, Site

Kind = Literal["site_moved", "flow_revised", "flows_declared"]


@dataclass(frozen=True, slots=True)
class MovementLimit:
    """More than ``most`` times within so many days is unusual."""

    most: int
    days: int


LIMITS: Final[Mapping[Kind, MovementLimit]] = {
    "site_moved": MovementLimit(most=3, days=7),
    "flow_revised": MovementLimit(most=20, days=7),
    "flows_declared": MovementLimit(most=50, days=1),  # of one family, by one organisation
}
LEAST_DEGREES: Final = 0.001
"""About 100 m. A site that is placed more exactly, or twice by a tool, does not move; who measures
goes farther."""


def site_moved(before: Site, after: Site) -> bool:
    """Whether it is somewhere else now, by more than ``LEAST_DEGREES``."""
    one, other = before.draft, after.draft
    north, east = one.latitude - other.latitude, one.longitude - other.longitude
    return max(abs(north), abs(east)) > LEAST_DEGREES and not sandbox_of(other.territory)


def flow_revised(before: Flow, after: Flow) -> bool:
    """Whether a score of it may read otherwise now: another quantity, other shares, another site,
    months, qualities or price."""
    return _measured(before) != _measured(after) and not sandbox_of(after.territory)


def _measured(flow: Flow) -> tuple[object, ...]:
    draft = flow.draft
    return (
        flow.site_id,
        draft.base,
        draft.families,
        draft.availability,
        draft.qualities,
        draft.current_route,
        draft.current_supply,
    )


def first_day(kind: Kind, now: datetime) -> date:
    """The first of the days that count today (UTC)."""
    return now.date() - timedelta(days=LIMITS[kind].days - 1)


def first_moment(kind: Kind, now: datetime) -> datetime:
    """From when on it counts, where the moment is known."""
    return now - timedelta(days=LIMITS[kind].days)
