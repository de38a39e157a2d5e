"""Compute a score again, to compare it with the published one. Pure. The same inputs give the same
score, to the last digit. A life's figures were computed at its last step, from inputs stored in its
row; a list's, from what is stored now."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from boucle.contract.events.matching import Life
from boucle.contract.events.reasons import Criterion
from boucle.matching.candidates.stored_inputs import MissingInputs, StoredInputs
from boucle.matching.candidates.synergy import (
    PairInputs,
    Synergy,
    families_of_sides,
    of_best_families,
    of_families,
    synergy_of,
    versions_of,
)
from boucle.matching.scoring import FlowInputs, Rules, ScoringSettings, explain

_FIGURES: Final = {
    "score": "score",
    "route": "route",
    "potential": "quantity",
    "distance_km": "distance_km",
    "criteria": "criteria",
    "tco2e": "tco2e",
    "eur": "eur",
}
"""A life's figures, and the same ones of a pair."""
_VERSIONS: Final = (
    "catalogue",
    "rules",
    "factors",
    "offer",
    "need",
    "settings_offer",
    "settings_need",
)
_RUNNING: Final = "running synergies"


@dataclass(frozen=True, slots=True)
class InputsNow:
    """What is stored now. ``free``: base units that running synergies leave of offer and need. A
    row is None if its flow is no longer matched."""

    offer: FlowInputs | None
    need: FlowInputs | None
    settings: tuple[ScoringSettings, ScoringSettings]
    free: tuple[int, int]
    life_version: int


@dataclass(frozen=True, slots=True)
class MovedInput:
    """An input that has changed since the score."""

    input: str
    stored: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """``recomputed``: None if the pair is excluded; ``criteria`` tell by what (empty if a flow is
    gone). ``differs``: the figures that differ. ``inputs``: which inputs were used; ``unkept``: why
    the stored ones are missing."""

    recomputed: Synergy | None
    criteria: tuple[Criterion, ...]
    differs: tuple[str, ...]
    moved: tuple[MovedInput, ...]
    inputs: Literal["current", "kept"] = "current"
    unkept: MissingInputs | None = None

    @property
    def agrees(self) -> bool:
        return self.recomputed is not None and not self.differs


def replay_list_score(score: int, now: InputsNow, rules: Rules) -> Replay:
    """Replay the score that a list gave a pair without a life."""
    again = _computed(now, rules)
    synergy = again.recomputed
    differs = () if synergy is not None and synergy.score == score else ("score",)
    return Replay(synergy, again.criteria, differs, tuple(_missing(now)))


def replay_life(
    life: Life, stored: StoredInputs | MissingInputs, now: InputsNow, rules: Rules
) -> Replay:
    """Replay the figures of a life, from the inputs stored with them, else from current ones."""
    if isinstance(stored, StoredInputs):
        again = _recomputed(stored.inputs, rules)
        moved = (*_missing(now), *_moved(stored, now, rules))
        return Replay(*again, differing(life, again.recomputed), moved, "kept")
    families = families_of_sides((party.side for party in life.parties), rules)
    again = _computed(now, rules, families)
    return Replay(*again, differing(life, again.recomputed), tuple(_missing(now)), unkept=stored)


def differing(life: Life, again: Synergy | None) -> tuple[str, ...]:
    """Return the figures of a life that differ from those computed again; all if none were."""
    return tuple(
        name
        for ours, name in _FIGURES.items()
        if again is None or getattr(life, ours) != getattr(again, name)
    )


def pair_of(now: InputsNow) -> PairInputs | None:
    """Return the inputs of scoring; None if a flow is gone."""
    if now.offer is None or now.need is None:
        return None
    return PairInputs(now.offer, now.need, now.settings, now.free, now.life_version)


class _Again(NamedTuple):
    recomputed: Synergy | None
    criteria: tuple[Criterion, ...]


def _computed(now: InputsNow, rules: Rules, families: tuple[int, int] | None = None) -> _Again:
    """Compute the pair of these families if the flows still have them, else of their best."""
    pair = pair_of(now)
    if pair is None:
        return _Again(None, ())
    return _recomputed((families and of_families(pair, families)) or pair, rules)


def _recomputed(pair: PairInputs, rules: Rules) -> _Again:
    synergy = synergy_of(pair, rules)
    if synergy is not None:
        return _Again(synergy, synergy.criteria)
    return _Again(None, explain(pair.offer, pair.need, rules, pair.settings, pair.free))


def _missing(now: InputsNow) -> Iterable[MovedInput]:
    rows = ("offer", now.offer), ("need", now.need)
    return (MovedInput(f"{name}: gone") for name, row in rows if row is None)


def _moved(stored: StoredInputs, now: InputsNow, rules: Rules) -> Iterator[MovedInput]:
    whole = pair_of(now)
    if whole is None:
        return
    families = stored.inputs.offer.family, stored.inputs.need.family
    pair = of_families(whole, families) or of_best_families(whole, rules)
    current = versions_of(pair, rules)
    for name in _VERSIONS:
        before, after = getattr(stored.versions, name), getattr(current, name)
        if before != after:
            yield MovedInput(name, str(before), str(after))
    if _taken(stored.inputs) != _taken(pair):
        yield MovedInput(_RUNNING)


def _taken(pair: PairInputs) -> list[tuple[int, tuple[int, ...]]]:
    """Return what running synergies take of offer and need, in all and by month."""
    sides = zip((pair.offer, pair.need), pair.free, strict=True)
    return [(row.quantity - free, row.taken_by_month) for row, free in sides]
