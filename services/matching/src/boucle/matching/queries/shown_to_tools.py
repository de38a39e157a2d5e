"""Register pairs that a tool is shown because it declared both flows, before they are shown."""

from collections.abc import Iterable
from datetime import datetime

from boucle.contract.masking import Viewer
from boucle.matching.candidates.synergy import Synergy
from boucle.matching.disclosures import tools
from boucle.matching.disclosures.decisions import ShownPair
from boucle.matching.queries.found import FoundSynergy
from boucle.platform.db import Database, ReadSession


async def not_registered(
    session: ReadSession, viewer: Viewer, found: Iterable[FoundSynergy], now: datetime
) -> list[ShownPair]:
    """Return displayed ``declared_alone`` pairs that the register lacks."""
    alone = [one.synergy for one in found if one.declared_alone and one.synergy is not None]
    if viewer.tool is None or not alone:
        return []
    before = await tools.already_shown(session, viewer.tool, [one.synergy_id for one in alone])
    return [_shown(one, viewer.tool, now) for one in alone if one.synergy_id not in before]


async def register(database: Database, pairs: list[ShownPair]) -> None:
    """Register the pairs in their own transaction, if there are any."""
    if pairs:
        async with database.write() as session:
            await tools.show(session, pairs)


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
