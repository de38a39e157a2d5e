"""Keep what a caller may name: any other id is answered as unknown."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple
from uuid import UUID

import msgspec

from boucle.contract.events.matching import Life
from boucle.contract.masking import mask_synergy
from boucle.contract.views import view_of
from boucle.matching.crowds.places import SiteLocation
from boucle.matching.declared import DeclaredFlow
from boucle.matching.queries.callers import Caller
from boucle.platform.db import Session

_SHOWN = """
SELECT body FROM life
WHERE introduced && $1::uuid[] AND (introduced && $2::uuid[] OR territories && $3::text[])
"""
_life = msgspec.json.Decoder(Life)


class Readable(NamedTuple):
    flows: Mapping[UUID, DeclaredFlow]
    places: tuple[SiteLocation, ...]


async def readable(
    session: Session,
    caller: Caller,
    flows: Mapping[UUID, DeclaredFlow],
    places: Collection[SiteLocation] = (),
) -> Readable:
    """Keep those that are the caller's or of his territories, and those whose names he knows as
    both companies consented."""
    whose = {(kept.flow.organisation_id, kept.flow.territory) for kept in flows.values()}
    whose |= {(one.organisation_id, one.territory) for one in places}
    named = await _named(session, caller, {one for one, of in whose if not caller.owns(one, of)})
    return Readable(
        {
            id_: kept
            for id_, kept in flows.items()
            if caller.owns(kept.flow.organisation_id, kept.flow.territory) or id_ in named
        },
        tuple(
            one
            for one in places
            if caller.owns(one.organisation_id, one.territory) or one.site_id in named
        ),
    )


async def _named(session: Session, caller: Caller, others: Iterable[UUID]) -> frozenset[UUID]:
    """Return the flows and sites of these organisations that synergies show the caller now."""
    viewer = caller.viewer
    mine = list(viewer.organisations), list(viewer.territories)
    rows = await session.fetch(_SHOWN, list(others), *mine)
    views = (mask_synergy(view_of(_life.decode(row["body"])), viewer=viewer) for row in rows)
    shown = (id_ for view in views for side in view.sides for id_ in (side.flow_id, side.site_id))
    return frozenset(id_ for id_ in shown if id_ is not None)
