"""On which version of what is declared a change is made."""

from typing import Any

from boucle.platform.conditions import Condition
from boucle.platform.db import WriteSession
from boucle.platform.identity import Principal
from boucle.registry.domain.entities import AtSite, Organisation, Site
from boucle.registry.identity.store import asks_for_if_match


async def ensure_condition(
    session: WriteSession,
    condition: Condition | None,
    principal: Principal,
    thing: Organisation | Site | AtSite[Any],
) -> None:
    """Raise Stale unless the condition holds of what is there, NoCondition where one is missing:
    what is present is not changed unread for a tool, or in a territory, that asks for that. None:
    the change is one of many (a snapshot), on no condition."""
    if condition is None:
        return
    present = thing.withdrawn_at is None
    condition.ensure(thing.version, present=present)
    if present and not condition.given:
        territory = thing.draft.territory if isinstance(thing, Site) else thing.territory
        if await asks_for_if_match(session, principal.client_id, territory):
            condition.require()


def ensure_new(condition: Condition | None) -> None:
    """Likewise, of what is not there."""
    if condition is not None:
        condition.ensure(None)
