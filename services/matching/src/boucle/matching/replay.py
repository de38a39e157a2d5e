"""A score computed again from what is stored, beside the score that was told. Pure.

Same inputs, same score, to the last digit: where both differ and no input moved, something is
wrong, and ``agrees`` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from msgspec.structs import replace

from boucle.common.events.matching import Criterion, Synergy
from boucle.matching.candidacies import PairInputs, side_of, synergy_of, versions_of
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


@dataclass(frozen=True, slots=True)
class Inputs:
    """What is stored now. ``free``: base units that running synergies leave of offer and need.

    A row is None when its flow takes no part in matching any more. ``ran``: running synergies of
    either flow that moved since the score was written.
    """

    offer: FlowRow | None
    need: FlowRow | None
    settings: tuple[Settings, Settings]
    free: tuple[int, int]
    life_version: int
    ran: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Moved:
    """An input that is no longer what the stored score came from."""

    input: str
    stored: str | None = None
    now: str | None = None


@dataclass(frozen=True, slots=True)
class Replay:
    """``recomputed`` None: the pair is excluded now, ``criteria`` say by what (none are told
    where a flow is gone). ``differs``: the figures that are not the same."""

    stored: Synergy
    recomputed: Synergy | None
    criteria: tuple[Criterion, ...]
    differs: tuple[str, ...]
    moved: tuple[Moved, ...]

    @property
    def agrees(self) -> bool:
        return self.recomputed is not None and not self.differs


def replay(stored: Synergy, inputs: Inputs, rules: Rules) -> Replay:
    """The score of ``stored`` computed again from ``inputs``."""
    offer, need = inputs.offer, inputs.need
    if offer is None or need is None:
        gone = [Moved(f"{name}: gone") for name, row in _rows(inputs) if row is None]
        return Replay(stored, None, (), (), (*gone, *_ran(inputs)))
    pair = PairInputs(
        offer,
        need,
        (side_of(offer, "offer", rules), side_of(need, "need", rules)),
        inputs.settings,
        inputs.free,
        inputs.life_version,
    )
    moved = (*_moved(stored, pair, rules), *_ran(inputs))
    again = synergy_of(pair, rules)
    if again is None:
        failing = explain(offer, need, rules, inputs.settings, inputs.free)
        return Replay(stored, None, failing, ("score",), moved)
    flags = {"in_offer_list": stored.in_offer_list, "in_need_list": stored.in_need_list}
    again = replace(again, **flags)
    differs = tuple(_differing(stored, again))
    if not differs:
        # Most steps of a pair's own life weigh nothing, and leave its row as it is.
        moved = tuple(one for one in moved if one.input != "life")
    return Replay(stored, again, again.criteria, differs, moved)


def _rows(inputs: Inputs) -> tuple[tuple[str, FlowRow | None], ...]:
    return ("offer", inputs.offer), ("need", inputs.need)


def _differing(stored: Synergy, again: Synergy) -> Iterable[str]:
    return (name for name in _FIGURES if getattr(stored, name) != getattr(again, name))


def _moved(stored: Synergy, pair: PairInputs, rules: Rules) -> Iterable[Moved]:
    now = versions_of(pair, rules)
    for name in _VERSIONS:
        before, after = getattr(stored.versions, name), getattr(now, name)
        if before != after:
            yield Moved(name, str(before), str(after))


def _ran(inputs: Inputs) -> Iterable[Moved]:
    return (Moved("running synergy", now=str(synergy_id)) for synergy_id in inputs.ran)
