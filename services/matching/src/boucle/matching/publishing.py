"""From list changes to what is written: list rows, pair changes, pairs to qualify. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from boucle.common.events import Event
from boucle.common.events.matching import Synergy
from boucle.matching.candidacies import PairInputs, synergy_of
from boucle.matching.domain import synergy_id
from boucle.matching.engine import Engine, ListChange
from boucle.matching.ownership import StoredList
from boucle.matching.pairs import PairChange
from boucle.matching.scoring.assess import DECLARED_FIRST


@dataclass(slots=True)
class Publication:
    """``qualify``: ids that the ``auto`` policy qualifies if they have no life yet."""

    lists: list[StoredList] = field(default_factory=list)
    pairs: dict[UUID, PairChange] = field(default_factory=dict)
    qualify: set[UUID] = field(default_factory=set)


def publication(
    engine: Engine, changes: Sequence[ListChange], causes: Mapping[int, Event[Any]]
) -> Publication:
    """What these list changes write. ``causes``: by flow, the event that changed it."""
    found = Publication()
    for change in changes:
        found.lists.append(
            StoredList(UUID(int=change.flow), change.partition, change.gives, change.entries)
        )
        partners = [(partner, True, change.gives) for partner, _ in (*change.gained, *change.kept)]
        partners += [(partner, False, change.gave) for partner in change.lost]
        for partner, held, gives in partners:
            pair = _pair(change.flow, partner, gives)
            cause = causes.get(change.flow) or causes.get(partner)
            _add(found, engine, pair, (held, None) if gives else (None, held), cause)
        first = _first_to_qualify(engine, change)
        if first is not None:
            pair = _pair(change.flow, first, change.gives)
            found.qualify.add(synergy_id(UUID(int=pair[0]), UUID(int=pair[1])))
    return found


def _pair(flow: int, partner: int, gives: bool) -> tuple[int, int]:
    """(offer, need)."""
    return (flow, partner) if gives else (partner, flow)


def _add(
    found: Publication,
    engine: Engine,
    pair: tuple[int, int],
    held: tuple[bool | None, bool | None],
    cause: Event[Any] | None,
) -> None:
    key = synergy_id(UUID(int=pair[0]), UUID(int=pair[1]))
    known = found.pairs.get(key)
    if known is None:
        synergy = _synergy(engine, pair) if True in held else None
        found.pairs[key] = PairChange(key, *held, synergy, cause)
        return
    synergy = known.synergy
    if synergy is None and True in held:
        synergy = _synergy(engine, pair)
    found.pairs[key] = replace(
        known,
        in_offer_list=known.in_offer_list if held[0] is None else held[0],
        in_need_list=known.in_need_list if held[1] is None else held[1],
        synergy=synergy,
        cause=known.cause or cause,
    )


def _synergy(engine: Engine, pair: tuple[int, int]) -> Synergy | None:
    offer, need = engine.row(pair[0]), engine.row(pair[1])
    if offer is None or need is None:
        return None
    life = engine.lives.get(*pair)
    inputs = PairInputs(
        offer,
        need,
        (engine.settings.get(offer.territory), engine.settings.get(need.territory)),
        (engine.free(pair[0]), engine.free(pair[1])),
        life.version if life else 0,
    )
    return synergy_of(inputs, engine.rules)


def _first_to_qualify(engine: Engine, change: ListChange) -> int | None:
    """The partner that has just become a list's first, if the policy of both territories is
    ``auto`` and the list's own threshold is met. Typical flows wait for the animator."""
    if not change.entries:
        return None
    partner, rank = change.entries[0]
    if rank < DECLARED_FIRST or partner not in dict(change.gained):
        return None
    own, other = engine.row(change.flow), engine.row(partner)
    if own is None or other is None:
        return None
    settings = engine.settings.get(own.territory)
    both = settings.auto and engine.settings.get(other.territory).auto
    return partner if both and rank - DECLARED_FIRST >= settings.auto_threshold else None
