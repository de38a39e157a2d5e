"""Once a pair has a life, its score can be computed again whatever becomes of its inputs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.common.events.matching import Synergy
from boucle.matching.candidates.decisions import PairChange, PairRow, insert_of, update_of
from boucle.matching.candidates.replay import Replay, ReplayInputs, pair_of, replay
from boucle.matching.candidates.score_inputs import LATE, KeptInputs, read, to_keep
from boucle.matching.candidates.synergy import PairInputs, synergy_of
from boucle.matching.lists.publication import publication
from boucle.matching.reference import recompute
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowRow, LifeFact, Settings
from tests.unit.matching.engine import test_exact as exact
from tests.unit.matching.scoring.test_scoring import rows as a_pair
from tests.unit.matching.worlds import rows, rules, settings

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class World(exact.World):
    """The pairs' rows beside the lists, and what a replay finds stored."""

    def __init__(self, owners: list[int]) -> None:
        self.rows: dict[UUID, PairRow] = {}
        self.insert_of: list[UUID] = []
        super().__init__(owners)

    def drain(self) -> None:
        for engine in self.engines:
            found = publication(engine, engine.drain().lists, {})
            for key, change in found.pairs.items():
                self._write(key, change)

    def _write(self, key: UUID, change: PairChange) -> None:
        row = self.rows.get(key)
        after = insert_of(change, NOW) if row is None else update_of(row, change, NOW)
        if after is not None:
            self.rows[key] = after.pair

    def begin(self, choice: int, runs: int) -> LifeFact | None:
        """A life on one of the pairs in lists, which the engines have yet to read. ``runs``: base
        units that it takes; 0: it does not run."""
        at_hand = [
            key
            for key, row in sorted(self.rows.items())
            if row.withdrawn_at is None and key not in self.insert_of
        ]
        if not at_hand:
            return None
        key = at_hand[choice % len(at_hand)]
        row = self.rows[key]
        again = self._replay(row)
        assert (again.agrees, again.moved) == (True, ())
        self.rows[key] = replace(row, inputs=to_keep(pair_of(self._now(row.synergy), rules())))
        self.insert_of.append(key)
        offer, need = _flows(row.synergy)
        return LifeFact(offer, need, 0, runs > 0, (), runs, runs)

    def replayed(self) -> Iterator[Replay]:
        """Every pair that has a life."""
        return (self._replay(self.rows[key]) for key in self.insert_of)

    def _replay(self, row: PairRow) -> Replay:
        kept = read(row.inputs, row.synergy.versions, rules())
        return replay(row.synergy, self._now(row.synergy), rules(), kept)

    def _now(self, synergy: Synergy) -> ReplayInputs:
        offer, need = (self.flows.get(flow) for flow in _flows(synergy))
        taken = recompute.taken_by(self.lives.values())
        life = self.lives.get(_flows(synergy))
        return ReplayInputs(
            offer,
            need,
            (self._settings(offer), self._settings(need)),
            (_free(offer, taken), _free(need, taken)),
            life.version if life else 0,
            ran=tuple(UUID(int=one.version) for one in self.lives.values() if one.barred),
        )

    def _settings(self, row: FlowRow | None) -> Settings:
        return DEFAULT_SETTINGS if row is None else self.settings[row.territory]


def _flows(synergy: Synergy) -> tuple[int, int]:
    assert synergy.offer.flow_id is not None
    assert synergy.need.flow_id is not None
    return synergy.offer.flow_id.int, synergy.need.flow_id.int


def _free(row: FlowRow | None, taken: dict[int, int]) -> int:
    return 0 if row is None else row.quantity - taken.get(row.flow, 0)


@hypothesis_settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    start=exact.beginning,
    batches=st.lists(
        st.tuples(
            st.integers(0, 100),
            st.sampled_from([0, 10**6, 10**9]),
            st.lists(exact.operations, max_size=6),
            st.booleans(),
        ),
        min_size=1,
        max_size=5,
    ),
    owners=st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_a_score_with_a_life_is_replayed_whatever_moves(
    start: list[exact.Operation],
    batches: list[tuple[int, int, list[exact.Operation], bool]],
    owners: list[int],
) -> None:
    """Lives begin one after the other, each read by the engines only after what came next."""
    world = World(owners)
    world.do(start)
    world.refresh()
    world.drain()
    for choice, runs, batch, refreshed in batches:
        fact = world.begin(choice, runs)
        world.do(batch)
        if refreshed:  # else what settings changed is followed in the next round
            world.refresh()
            world.drain()
        else:
            world.drain()
            assert all(one.agrees for one in world.replayed())
            world.refresh()
            world.drain()
        assert all(one.agrees for one in world.replayed())
        if fact is not None:
            world.do([fact])
            world.drain()
    for again in world.replayed():
        assert again.agrees
        assert again.unkept is None
        assert (again.inputs == "kept") == bool(again.moved)


@given(offer=rows(), need=rows(), own=settings(), free=st.integers(-(2**62), 2**62))
def test_inputs_are_kept_to_the_bit(
    offer: FlowRow, need: FlowRow, own: Settings, free: int
) -> None:
    now = ReplayInputs(offer, need, (own, DEFAULT_SETTINGS), (free, 0), 3)
    made = synergy_of(_agreeing(), rules())
    assert made is not None
    kept = read(to_keep(pair_of(now, rules())), made.versions, rules())
    assert kept == KeptInputs(offer, need, (own, DEFAULT_SETTINGS), (free, 0))


def _agreeing() -> PairInputs:
    pair = pair_of(_inputs(), rules())
    assert pair is not None
    return pair


def _inputs() -> ReplayInputs:
    offer, need = a_pair()
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    return ReplayInputs(offer, need, both, (offer.quantity, need.quantity), 0)


def _stored() -> Synergy:
    made = synergy_of(_agreeing(), rules())
    assert made is not None
    return made


def _moved_on() -> ReplayInputs:
    """The offer halved since."""
    now = _inputs()
    assert now.offer is not None
    offer = replace(now.offer, version=7, quantity=now.offer.quantity // 2)
    return ReplayInputs(offer, now.need, now.settings, (offer.quantity, now.free[1]), 0)


def test_what_did_not_move_is_computed_from_the_inputs_of_now() -> None:
    stored = _stored()
    kept = read(to_keep(_agreeing()), stored.versions, rules())
    again = replay(stored, _inputs(), rules(), kept)
    assert (again.agrees, again.inputs, again.moved, again.unkept) == (True, "current", (), None)


def test_what_moved_is_named_and_the_score_computed_from_what_was_kept() -> None:
    stored = _stored()
    kept = read(to_keep(_agreeing()), stored.versions, rules())
    again = replay(stored, _moved_on(), rules(), kept)
    assert (again.agrees, again.inputs, again.unkept) == (True, "kept", None)
    assert [one.input for one in again.moved] == ["offer"]
    gone = replay(stored, ReplayInputs(None, None, _inputs().settings, (0, 0), 0), rules(), kept)
    assert (gone.agrees, gone.inputs) == (True, "kept")
    assert [one.input for one in gone.moved] == ["offer: gone", "need: gone"]


def test_a_score_that_its_kept_inputs_do_not_make_is_a_fault_that_shows() -> None:
    stored = _stored()
    kept = read(to_keep(_agreeing()), stored.versions, rules())
    again = replay(replace(stored, score=stored.score - 1), _moved_on(), rules(), kept)
    assert (again.agrees, again.inputs, again.differs) == (False, "kept", ("score",))


@pytest.mark.parametrize("taken", [0, 10**6])
def test_a_running_synergy_moved_only_if_it_takes_more_or_less(taken: int) -> None:
    stored, now = _stored(), _moved_on()
    kept = read(to_keep(_agreeing()), stored.versions, rules())
    free = (now.free[0] - taken, now.free[1])
    ran = ReplayInputs(now.offer, now.need, now.settings, free, 0, ran=(UUID(int=9),))
    named = [one.input for one in replay(stored, ran, rules(), kept).moved]
    assert named == ["offer", "running synergy"][: 1 + bool(taken)]


def test_why_nothing_is_kept_is_shown() -> None:
    stored, kept = _stored(), to_keep(_agreeing())
    older = replace(stored.versions, factors="before")
    for body, made_by, why in (
        (None, stored.versions, "no_life"),
        (None, older, "no_life"),
        (LATE, stored.versions, "late"),
        (kept, older, "older_rules"),
        (LATE, replace(older, rules="before"), "older_rules"),
        (b"of another form", replace(older, catalogue="before"), "older_rules"),
    ):
        found = read(body, made_by, rules())
        assert found == why
        again = replay(stored, _moved_on(), rules(), found)
        assert (again.agrees, again.inputs, again.unkept) == (False, "current", why)
        assert [one.input for one in again.moved] == ["offer"]
