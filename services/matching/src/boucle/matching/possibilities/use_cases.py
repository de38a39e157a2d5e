"""Reading the possibilities of one flow."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final
from uuid import UUID

import msgspec
from msgspec.structs import replace

from boucle.contract.cells import cell_of
from boucle.contract.events.registry import Flow
from boucle.contract.sandboxes import sandbox_of
from boucle.matching import declared
from boucle.matching.candidates.coarse import coarse
from boucle.matching.crowds.steps import NOWHERE, WIDEST_LEVEL, Crowd
from boucle.matching.crowds.store import has_register
from boucle.matching.crowds.use_cases import crowds_of
from boucle.matching.declared import DeclaredFlow
from boucle.matching.lives import store as lives
from boucle.matching.lives.pair_scoring import facts_of, row_of, rules, settings_of
from boucle.matching.possibilities import store
from boucle.matching.possibilities.decisions import Copy, Possibilities, possibilities
from boucle.matching.possibilities.group_decisions import OF_ONE
from boucle.matching.possibilities.store import FlowOwner, NearFlow
from boucle.matching.scoring import FlowInputs, ScoringSettings, wire
from boucle.matching.scoring.families import families_of, left_of, of_family
from boucle.matching.scoring.pairing import chord_km
from boucle.matching.scoring.rules import MOST_SLACK_KM, STOP
from boucle.matching.threads import computed
from boucle.platform.db import ReadSession

_LOOKED_AT: Final = 200
"""Flows looked at, about: shared out among the families that could be partners."""
_LEAST_OF_A_FAMILY: Final = 8

_flow = msgspec.json.Decoder(Flow)


@dataclass(frozen=True, slots=True)
class PossibilityRequest:
    """A flow whose possibilities are asked for, with what is its owner's. ``row`` None: it cannot
    be matched (withdrawn, unclassified, a duplicate)."""

    kept: DeclaredFlow
    row: FlowInputs | None
    free: int
    settings: ScoringSettings
    viewers: Collection[UUID]

    @property
    def owner(self) -> FlowOwner:
        flow = self.kept.flow
        return FlowOwner(flow.organisation_id, sandbox_of(flow.territory))


async def asked(
    session: ReadSession, kept: DeclaredFlow, viewers: Collection[UUID]
) -> PossibilityRequest:
    """``viewers``: organisations that the reader knows, beside the flow's own."""
    row = _own_row(kept)
    settings = settings_of(row, await declared.territories(session, [kept.flow.territory]))
    running = facts_of(await lives.running(session, [kept.flow.flow_id]))
    row, left = (None, 0) if row is None else left_of(row, running)
    return PossibilityRequest(kept, row, left, settings, {kept.flow.organisation_id, *viewers})


async def read(session: ReadSession, one: PossibilityRequest) -> Possibilities:
    """Of a flow that can be matched; of any other there are none."""
    if one.row is None:
        return Possibilities((), (), {}, 0)
    found = await copies_of_others(session, one, one.row)
    work = partial(possibilities, one.row, one.free, one.settings, found, rules())
    return await computed(work, len(found))


def _own_row(kept: DeclaredFlow) -> FlowInputs | None:
    """On trial too: its owner sees what there would be."""
    return row_of(DeclaredFlow(replace(kept.flow, on_trial=False), kept.version, kept.withdrawn))


async def copies_of_others(
    session: ReadSession, one: PossibilityRequest, own: FlowInputs
) -> list[Copy]:
    """Of flows within reach, as wide as the crowd of each needs."""
    reaches, registered = reaches_of(own, one.settings), await has_register(session)
    flows = await _near(session, one, own, reaches, registered=registered) if reaches else []
    known = await shown_to(session, one, flows, registered=registered)
    return await copied(
        session,
        [
            (each, crowd)
            for each, crowd in known
            if _is_within(each, crowd, own, reaches[each.key.family])
        ],
    )


async def shown_to(
    session: ReadSession, one: PossibilityRequest, flows: Sequence[NearFlow], *, registered: bool
) -> list[tuple[NearFlow, Crowd]]:
    """Those of which something may be shown, and how much: the first two of an organisation and
    family."""
    keys = {each.key for each in flows}
    crowds = await crowds_of(session, keys, one.viewers, registered=registered)
    count = Counter[tuple[UUID, str]]()

    def few(each: NearFlow) -> bool:
        count[each.organisation, each.key.family] += 1
        return count[each.organisation, each.key.family] <= OF_ONE

    return [(each, crowds[each.key]) for each in flows if each.key in crowds and few(each)]


async def copied(session: ReadSession, shown: Sequence[tuple[NearFlow, Crowd]]) -> list[Copy]:
    """Coarse copies, of those that can be compared."""
    rows = await _rows(session, [each for each, _ in shown])
    return [
        Copy(coarse(_of(each, rows[each.flow_id]), crowd.step), crowd)
        for each, crowd in shown
        if each.flow_id in rows
    ]


def _of(flow: NearFlow, copy: FlowInputs) -> FlowInputs:
    """The copy as of the family that it was found by."""
    return of_family(copy, rules().catalogue.family_index[flow.key.family])


def reaches_of(own: FlowInputs, settings: ScoringSettings) -> dict[str, float]:
    """By family that could be a partner, how far it may be at most, in km."""
    found: dict[str, float] = {}
    for rule in rules().routes:
        mine, theirs = (rule.output, rule.input) if own.output else (rule.input, rule.output)
        if mine in families_of(own) and rule.index not in settings.routes_off:
            stop = min(STOP * rule.reach_km, settings.max_km) + MOST_SLACK_KM
            key = rules().family(theirs).key
            found[key] = max(stop, found.get(key, 0.0))
    return found


async def _near(
    session: ReadSession,
    one: PossibilityRequest,
    own: FlowInputs,
    reaches: Mapping[str, float],
    *,
    registered: bool,
) -> list[NearFlow]:
    owner = one.owner
    limit = max(_LEAST_OF_A_FAMILY, _LOOKED_AT // len(reaches))
    found = await store.anywhere(
        session,
        reaches,
        output=not own.output,
        apart_from=owner,
        limit=limit,
        unplaced=registered,
    )
    if not registered:
        return found
    site = one.kept.flow.site
    around = cell_of(site.latitude, site.longitude).widened(WIDEST_LEVEL)
    cells = {family: around.steps_within(km) for family, km in reaches.items()}
    placed = await store.near(
        session,
        cells,
        around,
        output=not own.output,
        apart_from=owner,
        limit=limit,
    )
    known = set(found)
    return [*found, *(each for each in placed if each not in known)]


def _is_within(flow: NearFlow, crowd: Crowd, own: FlowInputs, km: float) -> bool:
    """Of the cell that is shown: of a flow whose place is not, nothing is known."""
    if crowd.step == NOWHERE:
        return True
    cell = flow.key.cell.widened(crowd.step.level or 0)
    x, y, z = wire.unit_vector(*cell.centre)
    return chord_km(replace(own, x=x, y=y, z=z), own) - cell.slack_km <= km


async def _rows(session: ReadSession, flows: Sequence[NearFlow]) -> dict[UUID, FlowInputs]:
    """In the smallest cells."""
    bodies = await store.bodies(session, [one.flow_id for one in flows])
    work = partial(_copies_of, bodies)
    return await computed(work, len(bodies))


def _copies_of(bodies: Mapping[UUID, bytes]) -> dict[UUID, FlowInputs]:
    found = {flow_id: _copy_of(body) for flow_id, body in bodies.items()}
    return {flow_id: row for flow_id, row in found.items() if row is not None}


@lru_cache(maxsize=20_000)
def _copy_of(body: bytes) -> FlowInputs | None:
    """In the smallest cell."""
    try:
        row = wire.row_of(_flow.decode(body), 0, rules())
    except wire.UnusableEvent:
        return None
    return None if row is None else coarse(row)
