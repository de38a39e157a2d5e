"""From request bodies to what they ask of a group's life."""

from boucle.contract.events.matching import Side
from boucle.contract.kinds import the_group
from boucle.matching import sites
from boucle.matching.api.requests import CarrierIn
from boucle.matching.groups import sharings
from boucle.matching.groups import store as groups
from boucle.matching.kinds.declarations import type_of
from boucle.matching.kinds.markets import market_of
from boucle.matching.lives.groups import side_of
from boucle.matching.queries.callers import Caller
from boucle.matching.queries.found import FoundSynergy
from boucle.platform.db import Session
from boucle.platform.errors import invalid_field
from boucle.platform.translating import tr

_FIELD = "body.sharing_id"


async def carrier_of(
    session: Session, caller: Caller, found: FoundSynergy, body: CarrierIn
) -> Side | None:
    """The side of the offer that ``body`` names. Raises 422 where the caller has none declared
    under this id, or where it is not of the market of the group."""
    try:
        group = the_group(found.whole())
    except ValueError as why:
        right = "a synergy of a group"
        raise invalid_field(_FIELD, None, "this synergy is of no group", right) from why
    if body.sharing_id is None:
        return None
    known = await sharings.declarations(session, [body.sharing_id])
    declared = known.get(body.sharing_id)
    if declared is None or not caller.owns(declared.body.organisation_id, declared.body.territory):
        raise invalid_field(
            _FIELD,
            body.sharing_id,
            "no such offer is declared",
            "an offer declared at registry, by a site or by an animator with its source",
        )
    offer = declared.body
    stored = await groups.group(session, found.synergy_id)
    if not type_of(offer).offers(offer) or stored is None or market_of(offer) != stored.market:
        raise invalid_field(
            _FIELD,
            body.sharing_id,
            "not an offer of what this group is about",
            tr(
                "an offer of {subject}, stream {stream}, of a verified organisation",
                subject=group.subject,
                stream=group.stream,
            ),
        )
    return side_of(offer, sites.division_of(offer))
