"""A score computed again, to compare with the published one. Pure.

The same inputs give the same score, to the last digit: if they differ and no input changed,
something is wrong, and ``agrees`` says so. If inputs changed, those that the pair's row keeps still
give the published score.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from msgspec import structs

from boucle.common.events.matching import Criterion, Synergy
from boucle.matching.candidates.score_inputs import KeptInputs, Unkept
from boucle.matching.candidates.synergy import PairInputs, side_of, synergy_of, versions_of
from boucle.matching.scoring import FlowRow, Rules, Settings, explain

_FIGURES = ("score", "route", "quantity", "distance_km", "criteria", "tco2e", "eur")
_VERSIONS = (
    "catalogue",
    "rules",
    "factors",
    "offer",
    "need",
    "life",
    "settings_offer",
    "settings_need",
)
_RAN = "running synergy"


@dataclass(frozen=True, slots=True)
class ReplayInputs:
    """What is stored now. ``free``: base units that running synergies leave of offer and need.

    A row is None when its flow takes no part in matching any more. ``ran``: other synergies of
    either flow that run or ran, and moved since the score was written, or may have.
    """

    offer: FlowRow | None
    need: FlowRow | None
    settings: tuple[Settings, Settings]
    free: tuple[int, int]
    life_version: int
    ran: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class MovedInput:
    """An input that is no longer what the stored score came from."""

    input: str
    stored: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """``recomputed``: None when the pair is excluded now; ``criteria`` say by what (empty where a
    flow is gone). ``differs``: the figures that are not the same. ``inputs``: which inputs were
    used; ``unkept``: why the kept ones were not, where inputs changed."""

    stored: Synergy
    recomputed: Synergy | None
    criteria: tuple[Criterion, ...]
    differs: tuple[str, ...]
    moved: tuple[MovedInput, ...]
    inputs: Literal["current", "kept"] = "current"
    unkept: Unkept | None = None

    @property
    def agrees(self) -> bool:
        return self.recomputed is not None and not self.differs


def replay(
    stored: Synergy, now: ReplayInputs, rules: Rules, kept: KeptInputs | Unkept = "no_life"
) -> Replay:
    """The score of ``stored`` computed again: from the inputs of ``now`` if none moved, else from
    those ``kept`` with it, if they are. ``moved`` says what did in either case."""
    current = _replay(stored, now, rules)
    if not current.moved:
        return current
    if not isinstance(kept, KeptInputs):
        return replace(current, unkept=kept)
    then = ReplayInputs(kept.offer, kept.need, kept.settings, kept.free, stored.versions.life)
    moved = tuple(_truly(current.moved, now, then))
    return replace(_replay(stored, then, rules), moved=moved, inputs="kept")


def _replay(stored: Synergy, inputs: ReplayInputs, rules: Rules) -> Replay:
    pair = pair_of(inputs, rules)
    if pair is None:
        gone = [MovedInput(f"{name}: gone") for name, row in _rows(inputs) if row is None]
        return Replay(stored, None, (), (), (*gone, *_ran(inputs)))
    moved = (*_moved(stored, pair, rules), *_ran(inputs))
    again = synergy_of(pair, rules)
    if again is None:
        failing = explain(pair.offer, pair.need, rules, pair.settings, pair.free)
        return Replay(stored, None, failing, ("score",), moved)
    flags = {"in_offer_list": stored.in_offer_list, "in_need_list": stored.in_need_list}
    again = structs.replace(again, **flags)
    differs = tuple(_differing(stored, again))
    if not differs:
        # Most steps of a pair's own life, and of others', weigh nothing: its row stays as it is.
        moved = tuple(one for one in moved if one.input not in ("life", _RAN))
    return Replay(stored, again, again.criteria, differs, moved)


def pair_of(inputs: ReplayInputs, rules: Rules) -> PairInputs | None:
    """What scoring computes with; None where a flow is gone."""
    offer, need = inputs.offer, inputs.need
    if offer is None or need is None:
        return None
    sides = side_of(offer, "offer", rules), side_of(need, "need", rules)
    return PairInputs(offer, need, sides, inputs.settings, inputs.free, inputs.life_version)


def _rows(inputs: ReplayInputs) -> tuple[tuple[str, FlowRow | None], ...]:
    return ("offer", inputs.offer), ("need", inputs.need)


def _differing(stored: Synergy, again: Synergy) -> Iterable[str]:
    return (name for name in _FIGURES if getattr(stored, name) != getattr(again, name))


def _moved(stored: Synergy, pair: PairInputs, rules: Rules) -> Iterable[MovedInput]:
    now = versions_of(pair, rules)
    for name in _VERSIONS:
        before, after = getattr(stored.versions, name), getattr(now, name)
        if before != after:
            yield MovedInput(name, str(before), str(after))


def _truly(
    moved: Iterable[MovedInput], now: ReplayInputs, then: ReplayInputs
) -> Iterable[MovedInput]:
    """Without the running synergies that take no more and no less than they did."""
    same = _taken(now) == _taken(then)
    return (one for one in moved if not (same and one.input == _RAN))


def _taken(inputs: ReplayInputs) -> list[int | None]:
    sides = zip(_rows(inputs), inputs.free, strict=True)
    return [None if row is None else row.quantity - free for (_, row), free in sides]


def _ran(inputs: ReplayInputs) -> Iterable[MovedInput]:
    return (MovedInput(_RAN, now=str(synergy_id)) for synergy_id in inputs.ran)
