"""Pairs of a flow with the tool's own other flows, by what was declared of both alone: no deal of
others, no list and no rank is in them, so nothing of a stranger."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.cells import cell_of
from boucle.contract.masking import Viewer
from boucle.matching.candidates.synergy import Synergy
from boucle.matching.crowds.steps import WIDEST_LEVEL
from boucle.matching.disclosures import tools
from boucle.matching.disclosures.decisions import ShownPair
from boucle.matching.lives.scored import scored
from boucle.matching.possibilities.use_cases import PossibilityRequest
from boucle.matching.queries import near
from boucle.matching.queries.near import reaches_of
from boucle.platform.db import Database, ReadSession

_SHOWN: Final = 50
"""The best, of so many of each family that are near."""


async def read(session: ReadSession, one: PossibilityRequest, viewer: Viewer) -> list[Synergy]:
    """Return those that match, best first: none but to the tool under whose source the flow is."""
    flow = one.kept.flow
    if one.row is None or viewer.tool is None or flow.declared_by != viewer.tool:
        return []
    others = await near.declared_by(
        session,
        viewer.tool,
        viewer.organisations,
        list(reaches_of(one.row, one.settings)),
        cell_of(flow.site.latitude, flow.site.longitude).widened(WIDEST_LEVEL),
        output=not one.row.output,
        apart_from=one.owner,
        limit=_SHOWN,
    )
    pairs = [_pair(flow.flow_id, other, gives=one.row.output) for other in others]
    found = [pair.synergy for pair in (await scored(session, pairs, pairs)).values()]
    return sorted(found, key=lambda pair: (-pair.score, pair.synergy_id))[:_SHOWN]


async def register(database: Database, tool: str, pairs: Sequence[Synergy], now: datetime) -> None:
    """Register pairs that the tool is about to be shown, those that the register lacks."""
    if not pairs:
        return
    async with database.read() as session:
        known = await tools.already_shown(session, tool, [one.synergy_id for one in pairs])
    new = [_shown(one, tool, now) for one in pairs if one.synergy_id not in known]
    if new:
        async with database.write() as writing:
            await tools.show(writing, new)


def _pair(own: UUID, other: UUID, *, gives: bool) -> tuple[UUID, UUID]:
    return (own, other) if gives else (other, own)


def _shown(synergy: Synergy, tool: str, now: datetime) -> ShownPair:
    offer, need = synergy.offer, synergy.need
    return ShownPair(
        synergy.synergy_id,
        tool,
        now,
        offer.organisation_id,
        offer.territory,
        need.organisation_id,
        need.territory,
    )
