"""Sites that what is refused names: that one is unknown is said in the same answer."""

from collections.abc import Collection, Mapping

from boucle.platform.db import Database, Session, is_transient
from boucle.platform.errors import Fault, Faulty
from boucle.registry.declarations.tools.sources import Naming, ensure_own_source, unknown_site
from boucle.registry.parties.organisations import source_ids


async def unknown_sites(
    database: Database, source: str, names: Collection[str]
) -> Mapping[str, Fault]:
    """By name; of the caller's own source."""
    if not names:
        return {}
    try:
        async with database.read() as session:
            return await _unknown(session, source, names)
    except Exception as error:
        if not is_transient(error):
            raise
        return {}  # what names them is refused all the same


async def with_unknown_site(
    database: Database, naming: Naming, site: str, faulty: Faulty
) -> Faulty:
    """Raises NotFound where the source is not the caller's."""
    async with database.read() as session:
        await ensure_own_source(session, naming.source, naming.principal)
        unknown = await _unknown(session, naming.source, [site])
    return Faulty(*faulty.faults, *unknown.values())


async def _unknown(session: Session, source: str, names: Collection[str]) -> dict[str, Fault]:
    known = await source_ids.resolve_present(session, source, "site", names)
    return {name: unknown_site(source, name) for name in names if name not in known}
