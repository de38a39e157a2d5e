"""From request bodies to what they ask of a group's life."""

from boucle.common.db import Session
from boucle.common.errors import invalid_field
from boucle.common.events.matching import Side
from boucle.common.events.sharing import Sharing
from boucle.common.sandboxes import sandbox_of
from boucle.matching import sites
from boucle.matching.api.requests import CarrierIn
from boucle.matching.groups import sharings
from boucle.matching.queries.search import FoundSynergy

_FIELD = "body.sharing_id"


async def carrier_of(session: Session, body: CarrierIn) -> Sharing | None:
    """The offer that ``body`` names. Raises 422 where none is declared under this id."""
    if body.sharing_id is None:
        return None
    known = await sharings.declarations(session, [body.sharing_id])
    if body.sharing_id not in known:
        raise invalid_field(
            _FIELD,
            body.sharing_id,
            "no such offer is declared",
            "an offer declared at registry, by a site or by an animator with its source",
        )
    return known[body.sharing_id].sharing


def ensure_carries(found: FoundSynergy, offer: Sharing | None) -> Side | None:
    """The side of the carrier. Raises 422 where it is no offer of what the group pools."""
    group = found.whole().group
    if group is None:
        raise invalid_field(_FIELD, None, "this synergy is of no group", "a synergy of a group")
    if offer is None:
        return None
    apart = sandbox_of(offer.territory) != sandbox_of(group.territory or "")
    if offer.direction != "offer" or offer.subject != group.subject or offer.on_trial or apart:
        raise invalid_field(
            _FIELD,
            offer.sharing_id,
            "not an offer of what this group is about",
            f"an offer of {group.subject}, of a verified organisation",
        )
    return Side(
        role="member",
        organisation_id=offer.organisation_id,
        territory=offer.territory,
        site_id=offer.site_id,
        division=sites.division_of(offer),
        sharing_id=offer.sharing_id,
    )
