"""Decide whether a principal may reach an object. Deny by default; a foreign object answers 404."""

from dataclasses import dataclass
from typing import assert_never
from uuid import UUID

from boucle.platform.errors import not_found
from boucle.platform.identity.principal import Principal


@dataclass(frozen=True, slots=True)
class Owner:
    """The owner of an object: organisations, their territories, the tools they granted."""

    organisations: frozenset[UUID] = frozenset()
    territories: frozenset[str] = frozenset()
    tools: frozenset[str] = frozenset()


def may_access(principal: Principal, owner: Owner) -> bool:
    """Tell whether the principal's role reaches it; operators and services reach everything."""
    match principal.role:
        case "operator" | "service":
            return True
        case "company":
            return not principal.organisations.isdisjoint(owner.organisations)
        case "tool":
            return principal.client_id in owner.tools
        case "animator":
            return not principal.territories.isdisjoint(owner.territories)
        case _ as never:
            assert_never(never)


def ensure_access(principal: Principal, owner: Owner, what: str, id: object) -> None:  # noqa: A002
    """Raise the same 404 as for a missing object, so that ids cannot be probed."""
    if not may_access(principal, owner):
        raise not_found(what, id)
