"""What people acted on can be computed again whatever becomes of its inputs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from msgspec.structs import replace

from boucle.contract.events.changed_lists import score_of
from boucle.contract.events.matching import Life
from boucle.matching.candidates.replay import (
    InputsNow,
    Replay,
    pair_of,
    replay_life,
    replay_list_score,
)
from boucle.matching.candidates.stored_inputs import StoredInputs, encoded_inputs, read
from boucle.matching.candidates.synergy import (
    PairInputs,
    Synergy,
    of_best_families,
    synergy_of,
)
from boucle.matching.lives.opening import life_of
from boucle.matching.scoring import DEFAULT_SETTINGS, FlowInputs, LifeFact, ScoringSettings
from boucle.matching.scoring.families import left_of
from tests.unit.matching.engine import test_exact as exact
from tests.unit.matching.scoring.test_scoring import rows as a_pair
from tests.unit.matching.worlds import rows, rules, settings

NOW = datetime(2026, 3, 1, tzinfo=UTC)


class World(exact.World):
    """The lists, and lives on some of their pairs with the inputs that their rows keep."""

    def __init__(self, owners: list[int]) -> None:
        self.begun: dict[tuple[int, int], tuple[Life, bytes]] = {}
        super().__init__(owners)

    def begin(self, choice: int) -> None:
        """A life on one of the pairs in lists, which the engines have yet to read."""
        at_hand = sorted(
            (flow, partner) if gives else (partner, flow) for flow, partner, gives in self.pairs
        )
        if not at_hand:
            return
        pair = at_hand[choice % len(at_hand)]
        inputs = pair_of(self.now(*pair))
        synergy = None if inputs is None else synergy_of(inputs, rules())
        if inputs is not None and synergy is not None:
            self.begun[pair] = life_of(synergy, NOW), encoded_inputs(inputs, rules())

    def replayed(self) -> list[Replay]:
        return [
            replay_life(life, read(body, rules()), self.now(*pair), rules())
            for pair, (life, body) in self.begun.items()
        ]

    def now(self, offer: int, need: int) -> InputsNow:
        """What is stored of a pair."""
        sides = self.flows.get(offer), self.flows.get(need)
        left = [_left(row, self.lives.values()) for row in sides]
        life = self.lives.get((offer, need))
        return InputsNow(
            left[0][0],
            left[1][0],
            (self._settings(sides[0]), self._settings(sides[1])),
            (left[0][1], left[1][1]),
            life.version if life else 0,
        )

    def _settings(self, row: FlowInputs | None) -> ScoringSettings:
        return DEFAULT_SETTINGS if row is None else self.settings[row.territory]


def _left(row: FlowInputs | None, lives: Iterable[LifeFact]) -> tuple[FlowInputs | None, int]:
    return (None, 0) if row is None else left_of(row, lives)


@hypothesis_settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    start=exact.beginning,
    batches=st.lists(
        st.tuples(st.integers(0, 100), st.lists(exact.operations, max_size=6), st.booleans()),
        min_size=1,
        max_size=5,
    ),
    owners=st.lists(st.integers(0, 2), min_size=4, max_size=4),
)
def test_the_figures_of_a_life_are_replayed_and_so_is_every_list(
    start: list[exact.Operation],
    batches: list[tuple[int, list[exact.Operation], bool]],
    owners: list[int],
) -> None:
    world = World(owners)
    world.do(start)
    world.refresh()
    world.drain()
    for choice, batch, refreshed in batches:
        world.begin(choice)
        world.do(batch)
        if refreshed:  # else what settings changed is followed in the next round
            world.refresh()
        world.drain()
        assert all(one.agrees for one in world.replayed())
        assert all(one.inputs == "kept" for one in world.replayed())
    world.refresh()
    world.drain()
    for (flow, partner), rank in world.stored.items():
        pair = (flow, partner) if world.flows[flow].output else (partner, flow)
        again = replay_list_score(score_of(rank), world.now(*pair), rules())
        assert (again.agrees, again.moved) == (True, ())


@given(offer=rows(), need=rows(), own=settings(), free=st.integers(-(2**62), 2**62))
def test_inputs_are_kept_to_the_bit(
    offer: FlowInputs, need: FlowInputs, own: ScoringSettings, free: int
) -> None:
    inputs = PairInputs(offer, need, (own, DEFAULT_SETTINGS), (free, 0), 3)
    kept = read(encoded_inputs(inputs, rules()), rules())
    assert isinstance(kept, StoredInputs)
    assert kept.inputs == of_best_families(inputs, rules())


def _inputs() -> InputsNow:
    offer, need = a_pair()
    both = (DEFAULT_SETTINGS, DEFAULT_SETTINGS)
    return InputsNow(offer, need, both, (offer.quantity, need.quantity), 0)


def _pair() -> PairInputs:
    pair = pair_of(_inputs())
    assert pair is not None
    return pair


def _synergy() -> Synergy:
    made = synergy_of(_pair(), rules())
    assert made is not None
    return made


def _life() -> Life:
    return life_of(_synergy(), NOW)


def _kept() -> bytes:
    return encoded_inputs(_pair(), rules())


def _moved_on() -> InputsNow:
    """The offer halved since."""
    now = _inputs()
    assert now.offer is not None
    offer = replace(now.offer, version=7, quantity=now.offer.quantity // 2)
    return InputsNow(offer, now.need, now.settings, (offer.quantity, now.free[1]), 0)


def test_what_moved_is_named_and_the_figures_computed_from_what_was_kept() -> None:
    again = replay_life(_life(), read(_kept(), rules()), _inputs(), rules())
    assert (again.agrees, again.inputs, again.moved, again.unkept) == (True, "kept", (), None)
    again = replay_life(_life(), read(_kept(), rules()), _moved_on(), rules())
    assert (again.agrees, again.inputs, again.unkept) == (True, "kept", None)
    assert [one.input for one in again.moved] == ["offer"]
    gone = InputsNow(None, None, _inputs().settings, (0, 0), 0)
    again = replay_life(_life(), read(_kept(), rules()), gone, rules())
    assert (again.agrees, again.inputs) == (True, "kept")
    assert [one.input for one in again.moved] == ["offer: gone", "need: gone"]


def test_figures_that_their_kept_inputs_do_not_make_are_a_fault_that_shows() -> None:
    score = _life().score
    assert score is not None
    wrong = replace(_life(), score=score - 1)
    again = replay_life(wrong, read(_kept(), rules()), _moved_on(), rules())
    assert (again.agrees, again.inputs, again.differs) == (False, "kept", ("score",))


def test_a_list_that_gives_another_score_shows() -> None:
    score = _synergy().score
    assert replay_list_score(score, _inputs(), rules()).agrees
    again = replay_list_score(score - 1, _inputs(), rules())
    assert (again.agrees, again.differs) == (False, ("score",))
    gone = InputsNow(None, _inputs().need, _inputs().settings, (0, 0), 0)
    again = replay_list_score(score, gone, rules())
    assert (again.agrees, [one.input for one in again.moved]) == (False, ["offer: gone"])


@pytest.mark.parametrize("taken", [0, 10**6])
def test_running_synergies_moved_only_if_they_take_more_or_less(taken: int) -> None:
    now = _moved_on()
    ran = InputsNow(now.offer, now.need, now.settings, (now.free[0] - taken, now.free[1]), 0)
    named = [one.input for one in replay_life(_life(), read(_kept(), rules()), ran, rules()).moved]
    assert named == ["offer", "running synergies"][: 1 + bool(taken)]


def test_why_nothing_is_kept_is_shown() -> None:
    stored = msgspec.msgpack.decode(_kept())
    for body, why in (
        (None, "not_kept"),
        ({**stored, "versions": {**stored["versions"], "factors": "before"}}, "older_rules"),
        ({"of": "another form", "versions": {**stored["versions"], "rules": "0"}}, "older_rules"),
    ):
        found = read(None if body is None else msgspec.msgpack.encode(body), rules())
        assert found == why
        again = replay_life(_life(), found, _inputs(), rules())
        assert (again.agrees, again.inputs, again.unkept) == (True, "current", why)
