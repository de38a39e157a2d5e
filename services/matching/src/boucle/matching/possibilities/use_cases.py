"""Reading the possibilities of one flow."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from msgspec.structs import replace

from boucle.contract.cells import cell_of
from boucle.contract.sandboxes import sandbox_of
from boucle.matching import declared
from boucle.matching.candidates.coarse import coarse
from boucle.matching.crowds.steps import NOWHERE, WIDEST_LEVEL, Crowd
from boucle.matching.crowds.store import has_register
from boucle.matching.crowds.use_cases import crowds_of
from boucle.matching.declared import DeclaredFlow
from boucle.matching.kinds.coarse import two_of_each
from boucle.matching.lives import store as lives
from boucle.matching.lives.pair_scoring import facts_of, row_of, rules, settings_of
from boucle.matching.possibilities.decisions import Copy, Possibilities, possibilities
from boucle.matching.queries import near
from boucle.matching.queries.near import FlowOwner, NearFlow
from boucle.matching.scoring import FlowInputs, ScoringSettings, wire
from boucle.matching.scoring.families import left_of, of_family
from boucle.matching.scoring.pairing import chord_km
from boucle.matching.threads import computed
from boucle.platform.db import ReadSession

_LOOKED_AT: Final = 200
"""Flows looked at, about: shared out among the families that could be partners."""
_LEAST_OF_A_FAMILY: Final = 8


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
    reaches, registered = near.reaches_of(own, one.settings), await has_register(session)
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
    known = (each for each in flows if each.key in crowds)
    few = two_of_each(known, lambda each: (each.organisation, each.key.family))
    return [(each, crowds[each.key]) for each in few]


async def copied(session: ReadSession, shown: Sequence[tuple[NearFlow, Crowd]]) -> list[Copy]:
    """Coarse copies, of those that can be compared."""
    rows = await near.copies_of(session, [each.flow_id for each, _ in shown])
    return [
        Copy(coarse(_of(each, rows[each.flow_id]), crowd.step), crowd)
        for each, crowd in shown
        if each.flow_id in rows
    ]


def _of(flow: NearFlow, copy: FlowInputs) -> FlowInputs:
    """The copy as of the family that it was found by."""
    return of_family(copy, rules().catalogue.family_index[flow.key.family])


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
    found = await near.anywhere(
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
    placed = await near.near(
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
