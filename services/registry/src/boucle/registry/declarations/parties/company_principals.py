"""Principals of a company, given by who animates its territory or acts for it."""

from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import conflict, not_found
from boucle.platform.identity import Principal
from boucle.platform.translating import tr
from boucle.registry.declarations.parties.organisations import (
    locked_organisation,
    readable_organisation,
)
from boucle.registry.declarations.parties.verifying import ensure_may_decide, ensure_present
from boucle.registry.domain.entities import Organisation
from boucle.registry.identity import store
from boucle.registry.identity.revoking import ensure_not_revoked, revoke_given
from boucle.registry.identity.use_cases import ClientDraft, create_client
from boucle.registry.tables import ClientRow

MOST: Final = 10
"""Principals of one company that are not revoked."""


async def give_principal(
    session: WriteSession,
    id_: UUID,
    name: str,
    principal: Principal,
    now: datetime,
    *,
    client_id: str,
    secret_hash: str,
) -> ClientRow:
    """A principal with the role company, of this organisation alone. Raises NotFound, Forbidden,
    and Conflict of an organisation that nobody vouches for, that is in a sandbox, or that has as
    many as it may."""
    await ensure_not_revoked(session, principal.client_id)
    locked = await locked_organisation(session, id_, principal)
    _ensure_may_give(principal, locked)
    ensure_present(locked)
    if locked.state != "verified":
        raise conflict(
            tr(
                "the organisation is {state}: it gets its own access once it is verified",
                state=locked.state,
            ),
            code="not-verified",
        )
    if sandbox_of(locked.territory):
        raise conflict(
            "the organisation is in a sandbox: use the sandbox's own tool and animator",
            code="in-sandbox",
        )
    has = await store.clients_of(session, id_)
    if len(has) >= MOST:
        raise conflict(
            tr(
                "the organisation has {count} principals, as many as it may: revoke one of them",
                count=len(has),
            ),
            code="too-many-principals",
        )
    given = ClientDraft(
        name=name,
        role="company",
        source=None,
        organisations=(id_,),
        territories=(),
        given_by=principal.client_id,
    )
    return await create_client(session, given, client_id, secret_hash, now)


async def principals_of(session: Session, id_: UUID, principal: Principal) -> list[ClientRow]:
    """Those of this organisation alone that are not revoked; to a tool, those that it gave."""
    _ensure_may_give(principal, await readable_organisation(session, id_, principal))
    return _visible(principal, await store.clients_of(session, id_))


async def take_principal(
    session: WriteSession, id_: UUID, client_id: str, principal: Principal, now: datetime
) -> None:
    """Revoke it for good. Raises NotFound where ``principals_of`` does not show it."""
    locked = await locked_organisation(session, id_, principal)
    _ensure_may_give(principal, locked)
    found = _visible(principal, await store.lock_clients_of(session, id_))
    own = [one for one in found if one.client_id == client_id]
    if not own:
        raise not_found("principal", client_id)
    await revoke_given(session, own, now)


async def take_what_was_given(
    session: WriteSession, organisation: Organisation, now: datetime, *, by: str | None = None
) -> None:
    """``by``: a tool that may act for the company no longer, and has seen these secrets. None:
    whoever gave them, as the company was merged into another one, which gives its own."""
    given = await store.lock_clients_of(session, organisation.id)
    taken = [one for one in given if one.given_by and by in (None, one.given_by)]
    await revoke_given(session, taken, now)


def _visible(principal: Principal, clients: list[ClientRow]) -> list[ClientRow]:
    if principal.role != "tool":
        return clients
    return [one for one in clients if one.given_by == principal.client_id]


def _ensure_may_give(principal: Principal, organisation: Organisation) -> None:
    """A tool that may act for it may: the organisation exists for no other."""
    if principal.role != "tool":
        ensure_may_decide(principal, organisation)
