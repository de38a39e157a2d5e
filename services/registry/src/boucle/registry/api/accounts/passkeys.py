"""``/internal/passkeys``: what the portal needs to let people in by a passkey."""

from boucle.platform.db import WriteSession
from boucle.platform.http import INTERNAL, GuardedRouter
from boucle.registry.accounts.passkeys import Passkeys
from boucle.registry.accounts.signing_in import OpenedSession
from boucle.registry.api.dependencies import Registry, ServiceOnly, TheRegistry, write
from boucle.registry.api.schemas.accounts.accounts import SessionMade, SessionSecret
from boucle.registry.api.schemas.accounts.passkeys import (
    AskPasskeyIn,
    PasskeyEndIn,
    PasskeyIn,
    PasskeyOptionsOut,
    PasskeyOut,
    PasskeyProofIn,
    PasskeySessionIn,
    PasskeysOut,
)
from boucle.registry.tables import PasskeyRow

router = GuardedRouter(tags=["internal"])


@router.post("/internal/passkeys/options", openapi_extra=INTERNAL)
async def ask_for_passkey(
    body: AskPasskeyIn, principal: ServiceOnly, registry: TheRegistry
) -> PasskeyOptionsOut:
    """What a browser needs to use a passkey, or to make one, within 5 minutes."""
    passkeys = _now(registry)
    if body.session is None:
        options = passkeys.options_to_sign_in(body.browser)
    else:
        async with registry.database.read() as session:
            ask = passkeys.options_to_prove if body.prove else passkeys.options_to_add
            options = await ask(session, body.session, body.browser)
    return PasskeyOptionsOut(options=options, origin=passkeys.origin or "")


@router.post("/internal/passkeys/sessions", status_code=201, openapi_extra=INTERNAL)
async def open_by_passkey(
    body: PasskeySessionIn, principal: ServiceOnly, registry: TheRegistry
) -> SessionMade:
    """A session for whose passkey this is: 410 of one that was removed or of a challenge that was
    used or has ended, 409 of anything else that is wrong."""

    async def work(session: WriteSession) -> OpenedSession:
        return await _now(registry).sign_in(
            session,
            body.browser,
            body.agent,
            body.answer,
            new_id=registry.new_id,
            fresh=registry.new_key(),
        )

    return SessionMade(session=(await write(registry, work)).secret)


@router.post("/internal/passkeys", status_code=201, openapi_extra=INTERNAL)
async def add_passkey(body: PasskeyIn, principal: ServiceOnly, registry: TheRegistry) -> PasskeyOut:
    """Keep a passkey that was made just now."""

    async def work(session: WriteSession) -> PasskeyRow:
        return await _now(registry).add(
            session, body.session, body.browser, body.name, body.answer, registry.new_id()
        )

    return PasskeyOut.model_validate(await write(registry, work))


@router.post("/internal/passkeys/proofs", status_code=204, openapi_extra=INTERNAL)
async def prove_by_passkey(
    body: PasskeyProofIn, principal: ServiceOnly, registry: TheRegistry
) -> None:
    """Who signed in by mail uses a passkey too: an operator acts as such from then on."""
    await write(
        registry,
        lambda session: _now(registry).prove(session, body.session, body.browser, body.answer),
    )


@router.post("/internal/passkeys/all", openapi_extra=INTERNAL)
async def list_passkeys(
    body: SessionSecret, principal: ServiceOnly, registry: TheRegistry
) -> PasskeysOut:
    """The passkeys of who is signed in."""
    passkeys = _now(registry)
    async with registry.database.read() as session:
        found = await passkeys.of(session, body.session)
    items = [PasskeyOut.model_validate(one) for one in found]
    return PasskeysOut(items=items, origin=passkeys.origin)


@router.post("/internal/passkeys/end", status_code=204, openapi_extra=INTERNAL)
async def remove_passkey(body: PasskeyEndIn, principal: ServiceOnly, registry: TheRegistry) -> None:
    """A passkey is good no more. Done twice, it changes nothing more."""
    await write(registry, lambda session: _now(registry).remove(session, body.session, body.id))


def _now(registry: Registry) -> Passkeys:
    return Passkeys(registry.party, registry.link_keys, registry.clock())
