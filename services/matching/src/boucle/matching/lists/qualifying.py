"""Choose the pairs that the ``auto`` policy qualifies in changed lists. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np

from boucle.contract.events.changed_lists import DECLARED_FIRST
from boucle.matching.candidates.coarse_views import coarse_score, is_weak, of_coarse_families
from boucle.matching.candidates.sure import is_sure
from boucle.matching.candidates.synergy import (
    PairInputs,
    Synergy,
    synergy_of,
)
from boucle.matching.candidates.worth import is_worth_a_mail
from boucle.matching.engine import Engine, ListColumns
from boucle.matching.engine.changes import GAINED
from boucle.matching.scoring import FlowInputs, ScoringSettings
from boucle.platform.events import Event


class ToQualify(NamedTuple):
    """A pair to qualify if it has no life yet, for the list of ``flow``, with its inputs and
    cause."""

    flow: int
    synergy: Synergy
    inputs: PairInputs
    cause: Event[Any] | None


class _First(NamedTuple):
    """The partner that just became the first of a list."""

    flow: int
    gives: bool
    partner: int
    rank: int


def to_qualify(
    engine: Engine, changed: ListColumns, causes: Mapping[int, Event[Any]]
) -> list[ToQualify]:
    """Return first pairs of lists whose territories both have the policy ``auto``, above the list's
    threshold and the least share of the need, by coarse copies of both: repeated introductions tell
    no more than the copies. Typical flows, a pair that would surely emit more CO2 than it avoids,
    a loss, and what saves less than the least gain wait for the animator. ``causes``: by flow, the
    event that changed it."""
    if not any(settings.auto for settings in engine.settings.all):
        return []
    firsts = _new_firsts(changed)
    rows = engine.matched({flow for one in firsts for flow in (one.flow, one.partner)})
    found: dict[tuple[int, int], ToQualify] = {}
    for one in firsts:
        pair = (one.flow, one.partner) if one.gives else (one.partner, one.flow)
        if pair in found or not _qualifies(engine, one, rows):
            continue
        inputs = _inputs(engine, pair, rows)
        if not _is_strong(engine, one, inputs):
            continue
        synergy = synergy_of(inputs, engine.rules)
        if synergy is not None:
            cause = causes.get(one.flow) or causes.get(one.partner)
            found[pair] = ToQualify(one.flow, synergy, inputs, cause)
    return sorted(found.values(), key=lambda each: each.synergy.synergy_id)


def _new_firsts(changed: ListColumns) -> list[_First]:
    nonempty = np.flatnonzero(np.diff(changed.starts))
    at = changed.starts[nonempty]
    fresh = (changed.what[at] == GAINED) & (changed.rank[at] >= DECLARED_FIRST)
    return list(_read(changed, nonempty[fresh], at[fresh]))


def _read(changed: ListColumns, lists: Any, entries: Any) -> Iterator[_First]:
    columns = (
        changed.owner[lists],
        changed.gives[lists],
        changed.partner[entries],
        changed.rank[entries],
    )
    for owner, gives, partner, rank in zip(*(each.tolist() for each in columns), strict=True):
        yield _First(int.from_bytes(owner), gives, int.from_bytes(partner), rank)


def _qualifies(engine: Engine, first: _First, rows: Mapping[int, tuple[FlowInputs, int]]) -> bool:
    if first.flow not in rows or first.partner not in rows:
        return False
    own, other = (_settings(engine, rows[flow]) for flow in (first.flow, first.partner))
    return own.auto and other.auto


def _is_strong(engine: Engine, first: _First, inputs: PairInputs) -> bool:
    score, own = coarse_score(inputs, engine.rules), inputs.settings[0 if first.gives else 1]
    if score is None or score < own.auto_threshold or is_weak(inputs, engine.rules):
        return False
    return is_worth_a_mail(inputs, engine.rules) and is_sure(inputs, engine.rules)


def _settings(engine: Engine, rows: tuple[FlowInputs, int]) -> ScoringSettings:
    return engine.settings.get(rows[0].territory)


def _inputs(
    engine: Engine, pair: tuple[int, int], rows: Mapping[int, tuple[FlowInputs, int]]
) -> PairInputs:
    offer, need = rows[pair[0]], rows[pair[1]]
    life = engine.lives.get(*pair)
    inputs = PairInputs(
        offer[0],
        need[0],
        (_settings(engine, offer), _settings(engine, need)),
        (offer[1], need[1]),
        life.version if life else 0,
    )
    return of_coarse_families(inputs, engine.rules)
