"""What a PUT by a tool's own ids stands on, in one round trip: it is the hottest path."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Generic
from uuid import UUID

from asyncpg import Record

from boucle.registry.declarations.at_site.declared import T
from boucle.registry.domain.entities import Site
from boucle.registry.parties.sites.store import HELD_COLUMNS, LOCK_ONE, held_site

# A thing that is at another site locks none: both are locked in their order.
_ITS_SITE: Final = "CASE WHEN known.site_id IS NULL OR known.site_id = entity_id THEN entity_id END"


@dataclass(frozen=True, slots=True)
class ToPut(Generic[T]):
    """The site that a client calls so in its own source, and the thing of this name, if there is
    one; ``held``: the site, locked, unless the thing is at another one. ``asks_for_if_match``: the
    client, or the thing's territory, has nothing changed without."""

    site: UUID
    held: Site | None
    thing: T | None
    asks_for_if_match: bool


def to_put_sql(one_named: str) -> str:
    """Of a client's source ($1, $2), what the site's name ($3) stands for, the thing of the name
    $4, and the site, locked. ``one_named``: selects the thing of source $1 and name $2."""
    return f"""
        SELECT named.entity_id AS named_site, known.*, {HELD_COLUMNS},
               client.requires_if_match OR EXISTS (
                   SELECT 1 FROM territory WHERE siren = known.territory AND requires_if_match
               ) AS asks_for_if_match
        FROM client JOIN source_id AS named ON named.source = client.source
        LEFT JOIN ({one_named.replace("$2", "$4")}) AS known ON true
        LEFT JOIN LATERAL ({LOCK_ONE.replace("$1", _ITS_SITE)}) AS held ON true
        WHERE client.source = $1 AND client.client_id = $2 AND client.revoked_at IS NULL
          AND named.kind = 'site' AND named.external_id = $3 AND named.withdrawn_at IS NULL
    """


def to_put(row: Record, read: Callable[[Record], T]) -> ToPut[T]:
    """Of a row of ``to_put_sql``."""
    thing = None if row["id"] is None else read(row)
    return ToPut(row["named_site"], held_site(row), thing, row["asks_for_if_match"])
