"""``/internal``: what the portal needs to let people in, and notifications to mail them a link."""

from collections.abc import Sequence
from uuid import UUID

from boucle.platform.db import Session, WriteSession
from boucle.platform.errors import Gone
from boucle.platform.http import INTERNAL, GuardedRouter
from boucle.platform.identity import Principal
from boucle.registry.accounts import signing_in, store
from boucle.registry.accounts.links import link_of
from boucle.registry.accounts.signing_in import is_open
from boucle.registry.api.dependencies import ServiceOnly, TheRegistry, write
from boucle.registry.api.schemas.accounts.accounts import (
    AccountOut,
    ActIn,
    ActingOut,
    EndIn,
    LinkIn,
    NamedOrganisation,
    NamedTerritory,
    RoleOut,
    SessionMade,
    SessionOut,
    SessionSecret,
    SessionsOut,
    SignInIn,
    SignInMailOut,
)
from boucle.registry.identity.store import find_client
from boucle.registry.parties.organisations.store import find_organisations
from boucle.registry.tables import AccountRow, SignInRow
from boucle.registry.territories.store import find_territories

router = GuardedRouter(tags=["internal"])


@router.post("/internal/sign-ins", status_code=202, openapi_extra=INTERNAL)
async def ask_for_link(body: SignInIn, principal: ServiceOnly, registry: TheRegistry) -> None:
    """Mail a link to whoever has an account at this address; the same answer if nobody has."""
    await write(
        registry,
        lambda session: signing_in.ask_for_link(
            session, body.email, body.browser, registry.clock(), registry.new_id
        ),
    )


@router.post("/internal/sign-ins/{sign_in}/mail", openapi_extra=INTERNAL)
async def read_sign_in_mail(
    sign_in: UUID, principal: ServiceOnly, registry: TheRegistry
) -> SignInMailOut:
    """What the mail says, as long as it is of use: 410 after."""
    async with registry.database.read() as session:
        asked = await session.get(SignInRow, sign_in)
        account = None if asked is None else await session.get(AccountRow, asked.account_id)
        roles = [] if account is None else await store.roles_of(session, account.id)
        inviter = asked and asked.invited_by and await find_client(session, asked.invited_by)
        given = {siren for one in roles for siren in one.territories}
        places = await find_territories(session, given)
    if asked is None or account is None or not roles or not is_open(asked, registry.clock()):
        raise Gone("the sign-in has ended, or was used")
    link = link_of(registry.link_keys, asked.id) if asked.kind == "link" else None
    return SignInMailOut.of(
        asked,
        account,
        link=link,
        invited_by=inviter.name if inviter and inviter.account_id else None,
        places=[] if asked.kind == "operator" else sorted(one.name for one in places.values()),
    )


@router.post("/internal/sessions", status_code=201, openapi_extra=INTERNAL)
async def open_session(body: LinkIn, principal: ServiceOnly, registry: TheRegistry) -> SessionMade:
    """A session for the browser that asked for this link: 410 of one that was used or has ended,
    409 in another browser, where it stays good."""

    async def work(session: WriteSession) -> signing_in.OpenedSession:
        return await signing_in.open_session(
            session,
            registry.link_keys,
            body.link,
            body.browser,
            body.agent,
            registry.clock(),
            new_id=registry.new_id,
            fresh=registry.new_key(),
        )

    return SessionMade(session=(await write(registry, work)).secret)


@router.post("/internal/sessions/tokens", openapi_extra=INTERNAL)
async def act(body: ActIn, principal: ServiceOnly, registry: TheRegistry) -> ActingOut:
    """A token for who signed in, and what the browser keeps from now on: 410 once the session has
    ended, 409 for an operator who used no passkey in it for 11 hours."""

    async def work(session: WriteSession) -> ActingOut | None:
        acting = await signing_in.act(
            session, body.session, body.role, registry.clock(), registry.new_key()
        )
        if acting is None:
            return None
        token, seconds = await registry.tokens.issue(session, acting.client)
        return ActingOut(
            access_token=token,
            expires_in=seconds,
            session=acting.secret,
            account=AccountOut.model_validate(acting.account),
            role=acting.client.client_id,
            roles=await _roles(session, acting.roles),
            proof_wanted=acting.proof_wanted,
        )

    answer = await write(registry, work)
    if answer is None:
        raise Gone("the session has ended: sign in again", code="session-ended")
    return answer


@router.post("/internal/sessions/all", openapi_extra=INTERNAL)
async def list_sessions(
    body: SessionSecret, principal: ServiceOnly, registry: TheRegistry
) -> SessionsOut:
    """The browsers in which this person is signed in; none once this session has ended."""
    async with registry.database.read() as session:
        found = await signing_in.sessions_beside(session, body.session, registry.clock())
    return SessionsOut(items=[SessionOut.model_validate(one) for one in found])


@router.post("/internal/sessions/end", status_code=204, openapi_extra=INTERNAL)
async def end_session(body: EndIn, principal: ServiceOnly, registry: TheRegistry) -> None:
    """Sign out, here or in another browser; it gets no further token. Done twice, it changes
    nothing more."""
    await write(
        registry,
        lambda session: signing_in.sign_out(session, body.session, body.id, registry.clock()),
    )


async def _roles(session: Session, roles: Sequence[Principal]) -> list[RoleOut]:
    places = await find_territories(session, {siren for one in roles for siren in one.territories})
    companies = await find_organisations(
        session, {id_ for one in roles for id_ in one.organisations}
    )
    return [
        RoleOut(
            client_id=one.client_id,
            role=one.role,
            territories=[
                NamedTerritory(siren=siren, name=places[siren].name)
                for siren in sorted(one.territories)
                if siren in places
            ],
            organisations=[
                NamedOrganisation(id=id_, name=companies[id_].name)
                for id_ in sorted(one.organisations)
                if id_ in companies
            ],
        )
        for one in roles
    ]
