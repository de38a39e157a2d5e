"""The version of a life as each party sees it: it moves when what the party may see does. Pure."""

from uuid import UUID

from msgspec.structs import replace

from boucle.common.events.matching import Life, Party
from boucle.common.introduced import introduced_to
from boucle.common.masking import Viewer, mask_synergy
from boucle.common.views import SynergyView, view_of


def with_seen(before: Life | None, after: Life, version: int) -> Life:
    """``after``, as its row will have it in that version."""
    parties = tuple(_party(before, after, party, version) for party in after.parties)
    return replace(after, parties=parties)


def _party(before: Life | None, after: Life, party: Party, version: int) -> Party:
    organisation = party.side.organisation_id
    known = None if before is None else _shown(before, organisation)
    return party if _shown(after, organisation) == known else replace(party, seen=version)


def _shown(life: Life, organisation: UUID) -> SynergyView | None:
    if organisation not in introduced_to(life):
        return None
    return mask_synergy(view_of(life), viewer=Viewer.company(organisation))


def version_for(life: Life, version: int, viewer: Viewer) -> int:
    """``version``: the life's own, which the animator of a side and the operator see."""
    if viewer.everything or any(p.side.territory in viewer.territories for p in life.parties):
        return version
    own = (p.seen for p in life.parties if p.side.organisation_id in viewer.organisations)
    return max(own, default=0) or version
