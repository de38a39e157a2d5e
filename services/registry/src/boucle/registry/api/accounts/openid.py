"""``/internal/openid``: what the portal needs to let people in by an OpenID Connect provider."""

from boucle.platform.db import WriteSession
from boucle.platform.errors import not_found
from boucle.platform.http import INTERNAL, GuardedRouter
from boucle.registry.accounts.openid.arriving import Arrivals, Returned, id_token_of
from boucle.registry.accounts.signing_in import OpenedSession
from boucle.registry.api.dependencies import Registry, ServiceOnly, TheRegistry, write
from boucle.registry.api.schemas.accounts.accounts import SessionMade, SessionSecret
from boucle.registry.api.schemas.accounts.openid import (
    AskOpenIdIn,
    OpenIdLeftOut,
    OpenIdOut,
    OpenIdSessionIn,
    OpenIdUrlOut,
)

router = GuardedRouter(tags=["internal"])


@router.post("/internal/openid", openapi_extra=INTERNAL)
async def read_openid_provider(principal: ServiceOnly, registry: TheRegistry) -> OpenIdOut:
    """The provider that people may sign in by, if there is one."""
    name = None if registry.openid is None else registry.openid.provider.name
    return OpenIdOut(name=name)


@router.post("/internal/openid/addresses", openapi_extra=INTERNAL)
async def ask_by_openid(
    body: AskOpenIdIn, principal: ServiceOnly, registry: TheRegistry
) -> OpenIdUrlOut:
    """Where this browser asks to be signed in, within 15 minutes: 503 while the provider does not
    answer."""
    return OpenIdUrlOut(url=await _now(registry).url(body.browser))


@router.post("/internal/openid/sessions", status_code=201, openapi_extra=INTERNAL)
async def open_by_openid(
    body: OpenIdSessionIn, principal: ServiceOnly, registry: TheRegistry
) -> SessionMade:
    """A session for who the provider says it is: 410 of a state that was used or has ended, 409 of
    anything else that is wrong, 503 while the provider does not answer."""
    arrivals = _now(registry)
    returned = Returned(body.browser, body.state, body.code, body.issuer)
    await write(registry, lambda session: arrivals.spend(session, returned))
    answered = await arrivals.answer(returned)  # in no transaction: it may take seconds

    async def work(session: WriteSession) -> OpenedSession:
        return await arrivals.open_session(
            session, answered, body.agent, new_id=registry.new_id, fresh=registry.new_key()
        )

    return SessionMade(session=(await write(registry, work)).secret)


@router.post("/internal/openid/left", openapi_extra=INTERNAL)
async def leave_openid(
    body: SessionSecret, principal: ServiceOnly, registry: TheRegistry
) -> OpenIdLeftOut:
    """Where the provider ends its own session, of a session that it opened."""
    if registry.openid is None:
        return OpenIdLeftOut(url=None, name=None)
    async with registry.database.read() as session:
        id_token = await id_token_of(session, body.session, registry.clock())
    url = None
    if id_token is not None:
        url = await _now(registry).leaving_url(id_token, registry.new_key())
    return OpenIdLeftOut(url=url, name=registry.openid.provider.name)


def _now(registry: Registry) -> Arrivals:
    if registry.openid is None:
        raise not_found("OpenID Connect provider", "here")
    return Arrivals(registry.openid, registry.link_keys, registry.clock())
