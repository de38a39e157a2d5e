"""Ask for a sandbox, get new secrets for it, empty it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.contract.events.registry import Territory as TerritoryEvent
from boucle.platform.db import Database, Session, WriteSession
from boucle.platform.errors import conflict, forbidden, not_found
from boucle.platform.identity import Principal, Role
from boucle.platform.translating import tr
from boucle.registry.declarations.boundaries import home_of
from boucle.registry.declarations.parties.organisations import withdraw_organisation
from boucle.registry.declarations.sandboxes import store
from boucle.registry.declarations.sandboxes.decisions import MOST_OF_ONE, codes_of, source_of
from boucle.registry.declarations.sandboxes.store import Sandbox
from boucle.registry.domain.entities import Territory
from boucle.registry.identity.revoking import rotate_secret
from boucle.registry.identity.store import find_client
from boucle.registry.identity.use_cases import ClientDraft, client_id_for, create_client
from boucle.registry.parties.organisations.store import lock_organisation
from boucle.registry.tables.transaction import in_transaction
from boucle.registry.territories.use_cases import add_territory

ROLES: Final[tuple[Role, Role]] = ("tool", "animator")
_AT_ONCE: Final = 20


@dataclass(frozen=True, slots=True)
class SandboxDraft:
    """A sandbox as a tool asks for it; ``territories``: their names; ``source``: under which its
    tool declares, one of its own if None."""

    name: str
    territories: Sequence[str]
    source: str | None = None


async def make_sandbox(
    session: WriteSession,
    draft: SandboxDraft,
    principal: Principal,
    hashes: Mapping[Role, str],
    now: datetime,
    *,
    new_id: Callable[[], UUID],
) -> tuple[Sandbox, bool]:
    """The sandbox of this name, and whether it is new. ``hashes``: of the secrets of its two
    principals. Raises Forbidden, NotFound of a caller that is no principal here, and Conflict where
    it has as many as it may."""
    if home_of(principal):
        raise forbidden("these are credentials of a sandbox: ask for another one with your own")
    await store.lock_all(session)
    if await find_client(session, principal.client_id) is None:
        raise not_found("principal", principal.client_id)
    known = await store.find_named(session, principal.client_id, draft.name)
    if known is not None:
        return known, False
    has = await store.count_of(session, principal.client_id)
    if principal.role != "operator" and has >= MOST_OF_ONE:
        raise conflict(
            tr(
                "you have {has} sandboxes, as many as you may: empty one of them, and use it again",
                has=has,
            ),
            code="too-many-sandboxes",
        )
    return await _make(session, draft, principal, hashes, now, new_id=new_id), True


async def _make(
    session: WriteSession,
    draft: SandboxDraft,
    principal: Principal,
    hashes: Mapping[Role, str],
    now: datetime,
    *,
    new_id: Callable[[], UUID],
) -> Sandbox:
    """Its territories, its two principals, and the sandbox."""
    number = await store.next_number(session)
    code, *others = codes_of(number, len(draft.territories))
    await _add(session, draft.name, TerritoryEvent(siren=code, kind="federation"), principal, now)
    for siren, name in zip(others, draft.territories, strict=True):
        territory = TerritoryEvent(siren=siren, kind="epci", parent=code)
        await _add(session, name, territory, principal, now)
    made = {role: client_id_for(role, new_id) for role in ROLES}
    source = draft.source or source_of(code)
    for role, client_id in made.items():
        client = ClientDraft(
            name=f"{draft.name} ({role} of sandbox {code})"[:200],
            role=role,
            source=source if role == "tool" else None,
            organisations=(),
            territories=(code,),
            verifies=role == "tool",
        )
        await create_client(session, client, client_id, hashes[role], now)
    sandbox = Sandbox(
        code=code,
        owner=principal.client_id,
        name=draft.name,
        tool=made["tool"],
        animator=made["animator"],
        source=source,
        made_at=now,
    )
    await store.add(session, sandbox)
    return sandbox


async def _add(
    session: WriteSession,
    name: str,
    published: TerritoryEvent,
    principal: Principal,
    now: datetime,
) -> None:
    await add_territory(session, Territory(name=name, published=published), principal, now)


async def own_sandbox(session: Session, code: str, principal: Principal) -> Sandbox:
    """For who asked for it, its own principals and the operator; no other one exists for others."""
    sandbox = await store.find(session, code)
    if sandbox is not None and (
        principal.role == "operator"
        or sandbox.owner == principal.client_id
        or code in principal.territories
    ):
        return sandbox
    raise not_found("sandbox", code)


async def rotate_secrets(
    session: WriteSession, sandbox: Sandbox, hashes: Mapping[Role, str], now: datetime
) -> None:
    """Of both of its principals."""
    for role in ROLES:
        await rotate_secret(session, getattr(sandbox, role), hashes[role], now)


async def withdraw_all(database: Database, code: str, clock: Callable[[], datetime]) -> int:
    """Withdraw all its organisations, with their sites and flows; how many that were. Cut short, it
    goes on where it was when it is asked again."""

    async def some(session: WriteSession) -> int:
        found = await store.present_organisations(session, code, _AT_ONCE)
        for id_ in found:
            locked = await lock_organisation(session, id_)
            if locked is not None:
                await withdraw_organisation(session, locked, clock())
        return len(found)

    withdrawn = 0
    while done := await in_transaction(database, some):
        withdrawn += done
    return withdrawn
