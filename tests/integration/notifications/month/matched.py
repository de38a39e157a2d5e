"""What matching makes of these companies: pairs, who is shown what, and the lives that follow. By
matching's own functions, without its database. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, cached_property
from itertools import count, islice, product
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.catalogue.facts.crowds import could_give, could_take, falls_under
from boucle.contract.cells import cell_of
from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Territory
from boucle.demo.declarations import all_places
from boucle.demo.public_register import activities
from boucle.matching.candidates.coarse_views import (
    coarse_score,
    of_coarse_families,
    preview,
    share_of_need,
)
from boucle.matching.candidates.sure import is_sure
from boucle.matching.candidates.synergy import PairInputs, Synergy, synergy_of
from boucle.matching.candidates.worth import is_worth_a_mail
from boucle.matching.crowds.partition import crowd_of, partition
from boucle.matching.crowds.steps import Crowd, CrowdCompanies
from boucle.matching.lives.commands import Qualify
from boucle.matching.lives.decisions import decide
from boucle.matching.lives.opening import life_of, qualify_automatically
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.previews import crowd_key
from boucle.matching.lives.seen import with_seen
from boucle.matching.scoring import FlowInputs, ScoringSettings, wire
from boucle.platform.ids import uuid_of
from tests.integration.notifications.month.companies import Company
from tests.reference.recompute import recompute

_OF_EACH: Final = 2
"""Companies of one activity at one place, in the made-up public register."""
_RARE: Final = frozenset({"co2", "foundry_sand", "textile_offcuts"})
"""Families of which, in that register, nobody else could be meant."""


@dataclass(frozen=True)
class Match:
    """A pair that a list has first, and what its score came from. ``automatic``: the policy would
    introduce it; ``share``: of the need, by coarse copies."""

    synergy: Synergy
    inputs: PairInputs
    automatic: bool
    share: float

    @property
    def companies(self) -> tuple[UUID, UUID]:
        return self.synergy.offer.organisation_id, self.synergy.need.organisation_id


@dataclass(frozen=True)
class Matched:
    companies: Sequence[Company]
    territories: Mapping[str, Territory]

    @cached_property
    def settings(self) -> dict[str, ScoringSettings]:
        known = self.territories.items()
        return {siren: wire.settings_of(one, 1, rules()) for siren, one in known}

    @cached_property
    def rows(self) -> dict[int, FlowInputs]:
        flows = (flow for company in self.companies for flow in company.flows)
        found = (wire.row_of(flow, 1, rules()) for flow in flows)
        return {row.flow: row for row in found if row is not None}

    @cached_property
    def matches(self) -> list[Match]:
        """The first of each list, each pair once, those below the least share too; best first."""
        lists = recompute(self.rows.values(), self.settings, (), rules())
        pairs = set[tuple[int, int]]()
        for flow, entries in lists.items():
            for entry in entries[:1]:
                gives = self.rows[flow].output
                pairs.add((flow, entry.partner) if gives else (entry.partner, flow))
        found = [one for pair in pairs if (one := self._match(*pair)) is not None]
        return sorted(found, key=lambda one: (-one.synergy.score, one.synergy.synergy_id))

    def _match(self, offered: int, needed: int) -> Match | None:
        offer, need = self.rows[offered], self.rows[needed]
        settings = self.settings[offer.territory], self.settings[need.territory]
        whole = PairInputs(offer, need, settings, (offer.quantity, need.quantity), 0)
        inputs = of_coarse_families(whole, rules())
        synergy = synergy_of(inputs, rules())
        if synergy is None:
            return None
        score = coarse_score(inputs, rules())
        automatic = (
            all(one.auto for one in settings)
            and score is not None
            and score >= min(one.auto_threshold for one in settings)
            and is_sure(inputs, rules())
            and is_worth_a_mail(inputs, rules())
        )
        return Match(synergy, inputs, automatic, share_of_need(inputs, rules()))

    def least(self, match: Match) -> float:
        return match.inputs.settings[1].least_share

    def qualified(self, match: Match, now: datetime, *, automatic: bool) -> Life:
        """The first version of its life, with what each party is shown."""
        if automatic:
            life = qualify_automatically(match.synergy, now)
        else:
            life = decide(life_of(match.synergy, now), Qualify(), who="animator", now=now).life
        return with_seen(None, self._previewed(life, match.inputs), 1)

    def _previewed(self, life: Life, inputs: PairInputs) -> Life:
        """As ``lives.previews`` does, from a register that is not in a database."""
        offer, need = inputs.offer, inputs.need
        of_offer, of_need = self._crowd(offer), self._crowd(need)
        hidden = [row for row, seen in ((need, of_need), (offer, of_offer)) if seen is None]
        return replace(
            life,
            previews=(
                preview(inputs, "offer", of_need, rules()),
                preview(inputs, "need", of_offer, rules()),
            ),
            asked_first=uuid_of(hidden[0].organisation) if hidden else None,
            coarse_score=coarse_score(inputs, rules()),
        )

    def _crowd(self, row: FlowInputs) -> Crowd | None:
        key = crowd_key(row, rules())
        if key.family in _RARE:
            return None
        codes = (could_give if key.output else could_take)(rules().catalogue, key.family)
        could = [one for one in _register() if falls_under(one.nace, codes)]
        return crowd_of(key, partition(could))


@cache
def _register() -> list[CrowdCompanies]:
    """Some of each activity of the demo at each of its places."""
    numbers = count(1)
    return [
        CrowdCompanies(
            naf[:5], cell_of(place.latitude, place.longitude), [*islice(numbers, _OF_EACH)]
        )
        for place, naf in product(all_places().values(), activities())
    ]
