"""The life of a pair, as its flows are scored now; and of what people found, which has none."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from boucle.contract.events.matching import Life
from boucle.contract.events.registry import Quantity
from boucle.matching.candidates.store import Pair
from boucle.matching.candidates.stored_inputs import StoredInputs, encoded_inputs, read
from boucle.matching.candidates.synergy import (
    PairInputs,
    families_of_sides,
    most_moved,
    of_families,
)
from boucle.matching.declared import DeclaredFlow
from boucle.matching.lives import store
from boucle.matching.lives.commands import Answer
from boucle.matching.lives.opening import life_of, with_figures
from boucle.matching.lives.pair_scoring import rules
from boucle.matching.lives.previews import ensure_not_weak, with_previews
from boucle.matching.lives.scored import (
    flows_of,
    inputs_of,
    scored_across,
    scored_for_life,
    scored_unlisted,
)
from boucle.matching.lives.store import StoredLife
from boucle.matching.lives.transitions import ACTED_ON
from boucle.matching.scoring.refusals import refused_value
from boucle.platform.db import Session, WriteSession

Flows = Mapping[UUID, DeclaredFlow]
RISK_BY_FLOWS = True


async def begun(session: WriteSession, synergy_id: UUID, now: datetime) -> StoredLife | None:
    pair = await scored_for_life(session, synergy_id, None)
    pair = pair or await scored_across(session, synergy_id)
    if pair is None:
        return None
    return StoredLife(life_of(pair.synergy, now), 0, encoded_inputs(pair.inputs, rules()))


async def refreshed(session: WriteSession, kept: StoredLife, *, agrees: bool = False) -> StoredLife:
    life = kept.life
    if life.state in ("running", "stopped") and not agrees:
        return kept
    pair = await scored_for_life(session, life.synergy_id, life)
    if pair is None and (agrees or life.state in ACTED_ON):
        pair = await scored_unlisted(session, life)
    if pair is None:
        return kept
    inputs = encoded_inputs(pair.inputs, rules())
    return StoredLife(with_figures(kept.life, pair.synergy), kept.version, inputs)


async def previewed(session: Session, life: Life, inputs: bytes | None) -> Life:
    """Raises WeakLead for a pair that the engine found."""
    kept = read(inputs, rules())
    pair = kept.inputs if isinstance(kept, StoredInputs) else None
    if pair is not None and life.found_by == "engine":
        ensure_not_weak(pair)
    return await with_previews(session, life, pair)


def refused(life: Life, given: Answer, flows: Flows, _versions: Mapping[UUID, int]) -> Answer:
    """What is refused is the other side's."""
    if given.given != "refused" or given.reason is None:
        return given
    own = {p.side.role for p in life.parties if p.side.organisation_id == given.organisation_id}
    others = [kept.flow for role, kept in by_role(life, flows).items() if role not in own]
    if not others:
        return given
    return replace(given, refused_value=refused_value(given.reason, others[0]))


async def most_agreed(session: WriteSession, life: Life) -> Quantity | None:
    """What its flows leave it now, or as they were when its parties last acted, if that is more.
    Who says that another pair of one of them runs waits for this one."""
    flows = flows_of(life)
    if flows is None:
        return None
    await store.lock_runs_of(session, flows)
    stored = await store.life(session, life.synergy_id)
    then = read(None if stored is None else stored.inputs, rules())
    kept = then.inputs if isinstance(then, StoredInputs) else None
    return most_moved(await _inputs_now(session, life, flows), kept, rules())


async def most_now(session: Session, life: Life) -> Quantity | None:
    """What its flows leave it now; where that is not known, as its parties last acted."""
    flows = flows_of(life)
    now = None if flows is None else await _inputs_now(session, life, flows)
    return most_moved(now, None, rules()) or life.potential


async def _inputs_now(session: Session, life: Life, flows: Pair) -> PairInputs | None:
    now = (await inputs_of(session, [flows])).get(flows)
    families = families_of_sides((party.side for party in life.parties), rules())
    return None if now is None else of_families(now, families)


async def in_its_place(_session: WriteSession, _life: Life) -> tuple[Life, ...]:
    return ()


def leaving(_life: Life, given: Answer) -> Answer:
    """Nobody leaves a pair: a refusal is the end of it."""
    return given


def by_role(life: Life, flows: Flows) -> dict[str, DeclaredFlow]:
    sides = [party.side for party in life.parties]
    found = {side.role: flows.get(side.flow_id) for side in sides if side.flow_id is not None}
    return {role: kept for role, kept in found.items() if kept is not None}
