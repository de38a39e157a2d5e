"""What persons may act as: who invites whom, who is there, who leaves."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.persons import ERASED
from boucle.contract.sandboxes import sandbox_of
from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Fault, Faulty, not_found
from boucle.platform.identity import Principal, Role
from boucle.registry.accounts import store
from boucle.registry.identity import store as clients
from boucle.registry.identity.revoking import revoke_client, void_tokens
from boucle.registry.identity.use_cases import principal_of
from boucle.registry.tables import AccountRow, ClientRow
from boucle.registry.territories.store import find_territories

NewId = Callable[[], UUID]
_MOST: Final = 100
"""Territories of one person."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who shall animate territories."""

    email: str
    name: str
    language: str
    territories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Animating:
    """A person who animates territories. ``client_id``: as histories name it."""

    account: AccountRow
    client: ClientRow


async def is_own(session: Session, principal: Principal, address: str) -> bool:
    """Tell whether this principal is the person with this address."""
    account = await store.find_account(session, address)
    client = await clients.find_client(session, principal.client_id)
    return account is not None and client is not None and client.account_id == account.id


async def add_role(
    session: WriteSession,
    account: AccountRow,
    role: Role,
    territories: Sequence[str],
    now: datetime,
    new_id: NewId,
) -> ClientRow:
    """Make the person a principal, without a secret."""
    client = ClientRow(
        client_id=f"person-{new_id().hex[:16]}",
        name=account.name,
        role=role,
        organisations=[],
        territories=list(territories),
        verifies=False,
        requires_if_match=False,
        secret_hash=None,
        created_at=now,
        entity_version=0,
        given_by=None,
        account_id=account.id,
    )
    await session.add(client)
    return client


async def invite(
    session: WriteSession, invited: Invited, by: Principal, now: datetime, new_id: NewId
) -> tuple[Animating, bool]:
    """Give somebody an animator's role, or more territories to the role that it has. Return whether
    that is new. Raises Faulty of a territory that is not the inviter's; to a sandbox, from which no
    mail goes to strangers, the operator alone invites."""
    await _check_territories(session, invited.territories, by)
    new = AccountRow(
        id=new_id(),
        email=invited.email,
        name=invited.name,
        language=invited.language,
        created_at=now,
    )
    account = await store.account_at(session, new)
    roles = await store.roles_of(session, account.id)
    found = next((one for one in roles if one.role == "animator"), None)
    if found is None:
        given = await add_role(session, account, "animator", invited.territories, now, new_id)
        return Animating(account, given), True
    missing = [one for one in invited.territories if one not in found.territories]
    locked = await clients.lock_client(session, found.client_id) if missing else None
    if locked is None:
        return Animating(account, found), False
    locked.territories = [*locked.territories, *missing][:_MOST]
    await session.save(locked)
    return Animating(account, locked), True


async def _check_territories(session: Session, sirens: Sequence[str], by: Principal) -> None:
    known = await find_territories(session, sirens)
    faults = [
        Fault(
            f"territories[{index}]",
            siren,
            "is not a territory that you may give",
            "the SIREN of a territory that you animate",
        )
        for index, siren in enumerate(sirens)
        if siren not in known
        or (by.role != "operator" and (siren not in by.territories or sandbox_of(siren)))
    ]
    if faults:
        raise Faulty(*faults)


async def animating(session: Session, siren: str, by: Principal) -> list[Animating]:
    """Return the persons of a territory. Raises NotFound of one that is not the reader's."""
    _ensure_own(siren, by)
    roles = await store.roles_at(session, [siren])
    ids = {one.account_id for one in roles if one.account_id is not None}
    accounts = await store.find_accounts(session, ids)
    return [
        Animating(accounts[one.account_id], one)
        for one in roles
        if one.account_id is not None and one.account_id in accounts
    ]


async def animators_of(
    session: Session, sirens: Collection[str]
) -> list[tuple[AccountRow, frozenset[str]]]:
    """Return the persons who animate these territories, or their federations, with which."""
    parents = {one.published.parent for one in (await find_territories(session, sirens)).values()}
    roles = await store.roles_at(session, [*sirens, *(one for one in parents if one)])
    ids = {one.account_id for one in roles if one.account_id is not None}
    accounts = await store.find_accounts(session, ids)
    return [
        (accounts[one.account_id], (await principal_of(session, one)).territories & {*sirens})
        for one in roles
        if one.role == "animator" and one.account_id is not None and one.account_id in accounts
    ]


async def leave(
    session: WriteSession, siren: str, client_id: str, by: Principal, now: datetime
) -> None:
    """Take a territory from a person; who has none left is revoked. Raises NotFound."""
    _ensure_own(siren, by)
    locked = await clients.lock_client(session, client_id)
    if (
        locked is None
        or locked.account_id is None
        or locked.revoked_at
        or siren not in locked.territories
    ):
        raise not_found("person", client_id)
    locked.territories = [one for one in locked.territories if one != siren]
    if locked.territories:
        await void_tokens(session, locked, "holdings", now)
    else:
        await session.save(locked)
        await revoke_client(session, client_id, now)


async def close(session: WriteSession, address: str, now: datetime) -> None:
    """Close the account at an address, if any: its sessions end, its roles are revoked."""
    account = await store.find_account(session, address)
    if account is None:
        return
    for one in await store.roles_of(session, account.id):
        revoked = await revoke_client(session, one.client_id, now)
        revoked.name = ERASED
        await session.save(revoked)
    await store.close_account(session, account.id)


def _ensure_own(siren: str, by: Principal) -> None:
    if by.role != "operator" and siren not in by.territories:
        raise not_found("territory", siren)
