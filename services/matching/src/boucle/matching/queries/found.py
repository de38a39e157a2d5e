"""A synergy as it was found, and what of it a viewer is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.kinds.members import organisations
from boucle.contract.masking import Viewer, mask_synergy, preview_for
from boucle.contract.views import SynergyView, view_of
from boucle.matching.candidates import stored_inputs
from boucle.matching.candidates.coarse_views import coarse_view, hidden_roles
from boucle.matching.candidates.store import Candidate
from boucle.matching.candidates.stored_inputs import StoredInputs
from boucle.matching.candidates.synergy import PairInputs, Synergy
from boucle.matching.candidates.views import view_of_candidate
from boucle.matching.lives.groups import view_of_found
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.scored import ScoredPair
from boucle.matching.lives.seen import TOGETHER
from boucle.matching.queries.across import FoundAcross
from boucle.matching.queries.groups_across import DetectedGroup


@dataclass(frozen=True, slots=True)
class FoundSynergy:
    """A synergy that a list holds (``candidate``, and ``pair`` with its current score), or that has
    a life, or both. ``kept``: the stored inputs of the life's figures. ``group``: of a group, as
    last found. ``shown``: when what each party sees last changed; ``declared_at``: when a flow of
    the life did. ``across``: as the animator of one side finds it, by a copy of the other."""

    synergy_id: UUID
    updated_at: datetime
    candidate: Candidate | None
    pair: ScoredPair | None
    life: Life | None
    life_version: int
    inputs: bytes | None = None
    shown: Mapping[UUID, datetime] = field(default_factory=dict)
    stored_group: DetectedGroup | None = None
    declared_at: datetime | None = None
    across: FoundAcross | None = None

    @property
    def synergy(self) -> Synergy | None:
        return None if self.pair is None else self.pair.synergy

    @property
    def copied(self) -> DetectedGroup | None:
        """Return the group that nobody acts on, where it was found by copies."""
        found = self.stored_group
        if found is None or found.across is None:
            return None
        return found if self.life is None or self.life.state == "detected" else None

    def whole(self) -> SynergyView:
        """Return the unmasked view."""
        if self.synergy is not None:
            return view_of_candidate(self.synergy, self.life)
        if self.life is not None and (self.life.state != "detected" or not self.stored_group):
            return view_of(self.life)
        if not self.stored_group:
            raise ValueError("a synergy is held by a list, is of a group or has a life")
        return view_of_found(self.stored_group.group, self.stored_group.updated_at, self.life)

    def masked_for(self, viewer: Viewer) -> SynergyView:
        """Return the masked view: by its preview once qualified; before, with figures from coarse
        copies of the masked sides (see ``coarse``). Figures of a life without stored inputs, which
        do not move, are rounded."""
        return self.masked(self.whole(), viewer)

    def masked(self, whole: SynergyView, viewer: Viewer) -> SynergyView:
        """Mask a view with other figures of this pair."""
        view = mask_synergy(whole, viewer=viewer)
        if not view.masked or preview_for(whole, viewer) is not None:
            return view
        inputs = self._inputs()
        if inputs is None:
            return view
        coarse = coarse_view(whole, inputs, hidden_roles(view), rules())
        return mask_synergy(coarse, viewer=viewer)

    def updated_for(self, viewer: Viewer, *, masked: bool) -> datetime:
        """Return when what the viewer sees last changed. A company hears of no step that changes
        nothing for it, and follows figures where it sees every side."""
        if self.life is None or not viewer.organisations:
            return self.updated_at
        parties = organisations(self.life.parties)
        own = parties & viewer.organisations
        if own == parties:
            own |= {TOGETHER}
        moments = [at for one, at in self.shown.items() if one in own]
        if self.declared_at is not None and not masked:
            moments.append(self.declared_at)
        return max(moments, default=self.updated_at)

    def _inputs(self) -> PairInputs | None:
        if self.pair is not None:
            return self.pair.inputs
        inputs = stored_inputs.read(self.inputs, rules())
        return inputs.inputs if isinstance(inputs, StoredInputs) else None
