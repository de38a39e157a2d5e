"""A person asks for a link by mail, opens it once in the same browser, and has a session, which
tokens are issued from. Nobody learns whether an address has an account."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal
from uuid import UUID

from boucle.contract.events.registry import SignInAsked
from boucle.platform import outbox
from boucle.platform.db import Session as Reader
from boucle.platform.db import WriteSession
from boucle.platform.errors import Conflict, Gone, conflict
from boucle.platform.identity import Principal
from boucle.registry.accounts import sessions, store
from boucle.registry.accounts.links import sign_in_of
from boucle.registry.accounts.roles import add_role
from boucle.registry.accounts.sessions import PersonSession
from boucle.registry.identity.use_cases import principal_of
from boucle.registry.tables import AccountRow, ClientRow, SignInRow

LASTS: Final = timedelta(minutes=15)
MOST_AN_HOUR: Final = 10
"""Mails to one person: whoever types its address again and again fills no mailbox."""
INVITATION_LASTS: Final = timedelta(days=3)
"""For so long is its mail tried; it holds no link."""

NewId = Callable[[], UUID]
Kind = Literal["link", "invitation", "operator"]
"""Of mails; ``operator``: an invitation to run Boucle."""


@dataclass(frozen=True, slots=True)
class OpenedSession:
    """A session and what the browser keeps of it."""

    session: PersonSession
    secret: str


async def ask_for_link(
    session: WriteSession, address: str, browser: str, now: datetime, new_id: NewId
) -> None:
    """Have a link mailed to the person, if there is one."""
    account = await account_at(session, address, now, new_id)
    if account is None:
        return
    if await store.asked_since(session, account.id, now - timedelta(hours=1)) < MOST_AN_HOUR:
        await ask(session, account.id, "link", now, new_id, browser=browser)


async def account_at(
    session: WriteSession, address: str, now: datetime, new_id: NewId
) -> AccountRow | None:
    """Return whose address it is. A contact of a verified company becomes a person here."""
    account = await store.find_account(session, address)
    contact = await store.contact_at(session, address)
    if account is None and contact is not None:
        new = AccountRow(
            id=new_id(),
            email=contact.email,
            name=contact.name,
            language=contact.language,
            created_at=now,
        )
        account = await store.account_at(session, new)
    if account is not None and contact is not None:
        await _let_act_for_company(session, account, now, new_id)
    return account


async def ask(
    session: WriteSession,
    account: UUID,
    kind: Kind,
    now: datetime,
    new_id: NewId,
    *,
    browser: str | None = None,
    invited_by: str | None = None,
) -> None:
    """Have a mail sent. The event names nobody: who sends it asks for the rest."""
    id_ = new_id()
    lasts = LASTS if kind == "link" else INVITATION_LASTS
    row = SignInRow(
        id=id_,
        account_id=account,
        kind=kind,
        browser=browser,
        invited_by=invited_by,
        asked_at=now,
        ends_at=now + lasts,
    )
    await session.add(row)
    data = SignInAsked(sign_in=id_)
    event = outbox.new_event("sign_in.asked.v1", subject=str(id_), version=1, data=data, now=now)
    await outbox.add(session, "sign_in", event)


async def _let_act_for_company(
    session: WriteSession, account: AccountRow, now: datetime, new_id: NewId
) -> None:
    locked = await store.lock_account(session, account.id)
    roles = await store.roles_of(session, account.id)
    if locked is not None and not any(one.role == "company" for one in roles):
        await add_role(session, locked, "company", (), now, new_id)


def is_open(asked: SignInRow, now: datetime) -> bool:
    """Tell whether its mail is of use still."""
    return asked.used_at is None and now <= asked.ends_at


async def open_session(
    session: WriteSession,
    keys: Sequence[bytes],
    link: str,
    browser: str,
    agent: str,
    now: datetime,
    *,
    new_id: NewId,
    fresh: bytes,
) -> OpenedSession:
    """Use a link. Raises Gone of one that was used, has ended or is none; Conflict in a browser
    that did not ask for it, which leaves it good."""
    id_ = sign_in_of(keys, link)
    asked = None if id_ is None else await store.lock_sign_in(session, id_)
    if asked is None or asked.kind != "link" or now > asked.ends_at:
        raise Gone("the link has ended: ask for another one", code="link-ended")
    if asked.used_at is not None:
        raise Gone("the link was used already: ask for another one", code="link-used")
    if asked.browser != browser:
        raise conflict("another browser asked for this link", code="other-browser")
    asked.used_at = now
    await session.save(asked)
    return await begin(session, asked.account_id, agent, now, new_id=new_id, fresh=fresh)


async def begin(
    session: WriteSession,
    account: UUID,
    agent: str,
    now: datetime,
    *,
    new_id: NewId,
    fresh: bytes,
    proven: bool = False,
    id_token: str | None = None,
) -> OpenedSession:
    """Open a session; ``proven``: by a passkey, or as well; ``id_token``: of who signed it in."""
    opened = PersonSession(
        id=new_id(),
        account_id=account,
        secret_hash=sessions.hash_of(fresh),
        rotated_at=now,
        created_at=now,
        seen_at=now,
        agent=agent,
        proven_at=now if proven else None,
        id_token=id_token,
    )
    await store.save_session(session, opened)
    return OpenedSession(opened, sessions.written(opened.id, fresh))


@dataclass(frozen=True, slots=True)
class Acting:
    """A person as ``client``, one of its ``roles``. ``secret``: what the browser keeps from now
    on. ``proof_wanted``: a passkey would make it an operator."""

    account: AccountRow
    client: ClientRow
    roles: Sequence[Principal]
    secret: str
    proof_wanted: bool


async def act(
    session: WriteSession, secret: str, role: str | None, now: datetime, fresh: bytes
) -> Acting | None:
    """Return who signed in, as ``role`` (a client id), else as it acted last. None: the session has
    ended, or nothing is left that the person may do. An operator who used no passkey is none;
    raises Conflict where it is nothing else."""
    found, which = await _presented(session, secret, now)
    if found is None or which is None:
        return None
    account = await session.get(AccountRow, found.account_id)
    clients = await store.roles_of(session, found.account_id)
    roles = [await principal_of(session, one) for one in clients]
    proven = sessions.is_proven(found, now)
    operates = any(one.role == "operator" for one in roles)
    left = {one.client_id: one for one in roles if _may(one, proven=proven)}
    wanted = next((one for one in (role, found.client_id, *left) if one in left), None)
    if wanted is None and operates and not proven:
        raise proof_wanted()
    if account is None or wanted is None:
        return None
    client = next(one for one in clients if one.client_id == wanted)
    after, renewed = sessions.used(found, which, fresh, now)
    await store.save_session(session, sessions.acting_as(after, client.client_id))
    kept = sessions.written(found.id, fresh) if renewed else secret
    return Acting(account, client, tuple(left.values()), kept, operates and not proven)


def proof_wanted() -> Conflict:
    return conflict("an operator proves who it is by a passkey", code="proof-wanted")


def _may(role: Principal, *, proven: bool) -> bool:
    if role.role == "company":
        return bool(role.organisations)
    return proven or role.role != "operator"


async def _presented(
    session: WriteSession, secret: str, now: datetime
) -> tuple[PersonSession | None, Literal["current", "previous"] | None]:
    """Return the session of a secret; one whose secret was stolen, or that is over, ends here."""
    parts = sessions.read(secret)
    found = None if parts is None else await store.lock_session(session, parts[0])
    if parts is None or found is None:
        return None, None
    which = sessions.presented(found, parts[1], now)
    if which == "wrong":
        return None, None
    if which == "stolen" or sessions.is_over(found, now):
        await store.end_session(session, found.id, found.account_id)
        return None, None
    return found, which


async def sessions_beside(session: Reader, secret: str, now: datetime) -> Sequence[PersonSession]:
    """Return the sessions of the same person, the one used last first."""
    found = await session_of(session, secret, now)
    return () if found is None else await store.sessions_of(session, found.account_id)


async def session_of(session: Reader, secret: str, now: datetime) -> PersonSession | None:
    """Return the session that a secret opens now."""
    return await _of_secret(secret, now, lambda id_: store.find_session(session, id_))


async def sign_out(session: WriteSession, secret: str, other: UUID | None, now: datetime) -> None:
    """End the session of a secret, or another one of the same person."""
    found = await _of_secret(secret, now, lambda id_: store.lock_session(session, id_))
    if found is not None:
        await store.end_session(session, other or found.id, found.account_id)


async def _of_secret(
    secret: str, now: datetime, find: Callable[[UUID], Awaitable[PersonSession | None]]
) -> PersonSession | None:
    """Return the session that a secret opens now."""
    parts = sessions.read(secret)
    found = None if parts is None else await find(parts[0])
    good = parts is not None and found is not None and sessions.is_good(found, parts[1], now)
    return found if good else None
