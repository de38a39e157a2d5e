"""What is declared today, as a PUT would send it: what a PATCH is merged onto."""

from typing import Any
from uuid import UUID

import msgspec

from boucle.platform.db import Session
from boucle.platform.errors import conflict
from boucle.registry.declarations.at_site.as_sent import body_of
from boucle.registry.domain.entities import AtSite, Organisation, Site
from boucle.registry.parties.organisations import source_ids
from boucle.registry.reference.communes.store import find_commune

Sent = dict[str, Any]


def as_sent(thing: AtSite[Any]) -> Sent:
    """A flow or a sharing, but for its site. Raises Conflict where it is withdrawn."""
    ensure_present(thing)
    return body_of(thing.draft)


async def site_as_sent(session: Session, site: Site, *, moves: bool) -> Sent:
    """But for its organisation. Raises Conflict where it is withdrawn. ``moves``: to another
    commune; its territory is then left to follow from that one, if it follows from the first."""
    ensure_present(site)
    sent: Sent = msgspec.to_builtins(site.draft)
    code = site.draft.commune_code
    found = await find_commune(session, code) if moves and code is not None else None
    if found is not None and found.today.epci == site.draft.territory:
        sent["territory"] = None
    return sent


async def name_in(session: Session, source: str, entity: UUID) -> str | None:
    """What a source calls it; the first of several names."""
    known = (await source_ids.names_of(session, [entity])).get(entity, [])
    return next((one.external_id for one in known if one.source == source), None)


def ensure_present(thing: AtSite[Any] | Organisation | Site) -> None:
    """Raises Conflict where it is withdrawn."""
    if thing.withdrawn_at is not None:
        raise conflict("it is withdrawn: declare it again with PUT", code="withdrawn")
