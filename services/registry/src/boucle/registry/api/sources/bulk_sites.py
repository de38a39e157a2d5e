"""Sites that refused rows of a bulk upsert name: that one is unknown is wrong with them, too."""

from collections.abc import Mapping, Sequence

from boucle.platform.db import Database, is_transient
from boucle.platform.errors import Fault
from boucle.registry.api.sources.bulk_lines import AnyLine, CheckedLine, RefusedLine
from boucle.registry.declarations.tools.sources import unknown_site
from boucle.registry.parties.organisations import source_ids


async def unknown_sites(
    database: Database, source: str, run: Sequence[AnyLine]
) -> Mapping[str, Fault]:
    """By name; not of sites that the run itself declares or withdraws."""
    named = {row.site for row in run if isinstance(row, RefusedLine) and row.site}
    named -= {row.row.id for row in run if isinstance(row, CheckedLine)}
    if not named:
        return {}
    try:
        async with database.read() as session:
            known = await source_ids.resolve_present(session, source, "site", named)
    except Exception as error:
        if not is_transient(error):
            raise
        return {}  # the rows are refused all the same
    return {site: unknown_site(source, site) for site in named - known.keys()}
