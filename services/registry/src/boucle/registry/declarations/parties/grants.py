"""Which tools may act for an organisation."""

from dataclasses import replace
from datetime import datetime

from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import WriteSession
from boucle.platform.errors import Fault, Faulty, forbidden, not_found
from boucle.platform.identity import Principal
from boucle.registry.declarations.site_changes import follow
from boucle.registry.domain.entities import Organisation
from boucle.registry.identity import store as client_store
from boucle.registry.parties.organisations import store
from boucle.registry.parties.sites.store import lock_sites_of


async def grant(
    session: WriteSession, locked: Organisation, tool: str, now: datetime
) -> Organisation:
    """The tool may act for the organisation from now on."""
    client = await client_store.find_client(session, tool)
    if client is None or client.role != "tool" or client.revoked_at:
        raise Faulty(
            Fault("tool", tool, "is not a tool that is known here", "the client id of a tool")
        )
    if sandbox_of(min(client.territories, default="")) != sandbox_of(locked.territory):
        message = "acts in another sandbox, or in none: nothing leaves a sandbox"
        raise Faulty(Fault("tool", tool, message, "a tool of where the organisation is"))
    return await _with_tools(session, locked, tuple(sorted({*locked.tools, tool})), now)


async def revoke_grant(
    session: WriteSession, locked: Organisation, tool: str, now: datetime
) -> Organisation:
    """The tool may no longer act for the organisation."""
    if tool not in locked.tools:
        raise not_found("grant", tool)
    return await _with_tools(session, locked, tuple(t for t in locked.tools if t != tool), now)


async def _with_tools(
    session: WriteSession, locked: Organisation, tools: tuple[str, ...], now: datetime
) -> Organisation:
    """Its sites and flows say so too, for others read the grants there."""
    if tools == locked.tools:
        return locked
    organisation = replace(locked, tools=tools, version=locked.version + 1, updated_at=now)
    await follow(session, organisation, await lock_sites_of(session, locked.id), now)
    await store.save_organisation(session, organisation)
    return organisation


def ensure_may_grant(principal: Principal) -> None:
    """A tool does not hand out what it was granted."""
    if principal.role == "tool":
        raise forbidden("grants are given by the company, its animator or the operator")
