"""Define what readers of synergies may ask for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from boucle.contract.events.groups import GroupState
from boucle.contract.events.matching import FoundBy, State
from boucle.contract.events.reasons import SynergyKind
from boucle.contract.events.registry import Nature
from boucle.contract.kinds import OfAForm, of_group
from boucle.contract.masking import Viewer
from boucle.contract.rounding import least_of_band, score_band
from boucle.matching.kinds import DETECTED


@dataclass(frozen=True, slots=True)
class SynergyFilters:
    """Filters of synergies: any of the values of each; ``None``: anything."""

    territories: Collection[str] | None = None
    organisations: Collection[UUID] | None = None
    flows: Collection[UUID] | None = None
    natures: Collection[Nature] | None = None
    kinds: Collection[SynergyKind] | None = None
    states: Collection[State] | None = None
    found_by: Collection[FoundBy] | None = None
    min_score: int | None = None
    min_gain: int | None = None
    candidacy: bool | None = None
    action_before: date | None = None
    answered_since: datetime | None = None
    group_states: Collection[GroupState] | None = None

    @property
    def asks_staff(self) -> bool:
        """Tell whether a filter is for animators and the operator only."""
        return (self.action_before, self.answered_since) != (None, None)

    @property
    def of_lives_only(self) -> bool:
        """Tell whether no pair without a life can match."""
        return (
            self.candidacy is False
            or self.group_states is not None
            or self.asks_staff
            or (self.kinds is not None and DETECTED not in self.kinds)
            or (self.states is not None and "detected" not in self.states)
            or (self.found_by is not None and "engine" not in self.found_by)
        )

    @property
    def asks_for_groups(self) -> bool:
        """Tell whether groups without a life can match: they have no flow, no nature and no score,
        and are in no list of best partners."""
        no_pair = (self.flows, self.natures, self.min_score, self.candidacy)
        return (
            no_pair == (None, None, None, None)
            and not self.asks_staff
            and (self.states is None or "detected" in self.states)
            and (self.found_by is None or "engine" in self.found_by)
        )

    def compares_shown(self, viewer: Viewer) -> bool:
        """Tell whether a filter compares what is shown, which no table holds."""
        by_score = self.min_score is not None and not viewer.everything
        return by_score or (self.min_gain, self.group_states) != (None, None)

    def within(self, viewer: Viewer) -> bool:
        """Tell whether all requested territories are the viewer's: he sees everything in them
        whole."""
        return self.territories is not None and (
            viewer.everything or viewer.territories.issuperset(self.territories)
        )


class _ShownGroup(Protocol):
    @property
    def state(self) -> GroupState | None: ...


class ShownAmount(Protocol):
    """An amount as it is shown."""

    @property
    def low(self) -> str | None: ...
    @property
    def high(self) -> str | None: ...


def least(amount: ShownAmount | None) -> Decimal | None:
    """Return the lesser end of what is shown."""
    ends = () if amount is None else (amount.low, amount.high)
    return min((Decimal(end) for end in ends if end is not None), default=None)


def stands(filters: SynergyFilters, shown: OfAForm[_ShownGroup]) -> bool:
    """Tell whether a synergy displayed so is of a group in a requested state."""
    wanted = filters.group_states
    return wanted is None or bool(of_group(shown, lambda group: group.state in wanted))


def gains(filters: SynergyFilters, eur: ShownAmount | None) -> bool:
    """Tell whether a synergy displayed with these euros matches."""
    if filters.min_gain is None:
        return True
    gain = least(eur)
    return gain is not None and gain >= filters.min_gain


def reaches(filters: SynergyFilters, viewer: Viewer, band: str | None) -> bool:
    """Tell whether a synergy displayed with a score of this band matches."""
    if filters.min_score is None or viewer.everything:
        return True
    return band is not None and least_of_band(band) >= least_of_band(score_band(filters.min_score))
