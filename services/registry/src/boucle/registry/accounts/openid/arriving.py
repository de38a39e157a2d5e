"""A person comes in by a provider, in the browser that asked it. Each refusal has a code by which a
page says what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import structlog

from boucle.platform import base64url
from boucle.platform.db import Session as Reader
from boucle.platform.db import WriteSession
from boucle.platform.errors import Conflict, Gone, Unavailable, conflict, unavailable
from boucle.registry.accounts import passkey_store, store
from boucle.registry.accounts.challenges import Asker, challenge_of, challenged, derived
from boucle.registry.accounts.openid import store as subjects
from boucle.registry.accounts.openid.provider import OpenIdCalls, ProviderAway, Vouched
from boucle.registry.accounts.openid.tokens import BadToken
from boucle.registry.accounts.signing_in import NewId, OpenedSession, account_at, begin, session_of

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Returned:
    """What a browser brings from the provider. ``issuer``: who answered, if it says so."""

    browser: str
    state: str
    code: str
    issuer: str | None


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Sends people to a provider and takes them back, at ``now``; ``keys`` sign its states. From a
    state follow its nonce and its proof of PKCE: nothing is stored before it comes back."""

    calls: OpenIdCalls
    keys: Sequence[bytes]
    now: datetime

    async def url(self, browser: str) -> str:
        """Return where this browser asks to be signed in."""
        asker = Asker("openid", browser)
        state = challenge_of(self.keys, asker, self.now)
        nonce, verifier = self._secrets(asker, state)
        try:
            return await self.calls.url(base64url.written(state), nonce, verifier)
        except ProviderAway as error:
            raise _away(error) from error

    async def spend(self, session: WriteSession, returned: Returned) -> None:
        """Use up a state before anybody is asked. Raises where it is none of this browser now."""
        state = _bytes(returned.state)
        found = challenged(self.keys, Asker("openid", returned.browser), state, self.now)
        if found == "foreign":
            raise conflict("another browser began this", code="other-browser")
        if found == "ended":
            raise Gone("more than 15 minutes have gone by: begin again", code="state-ended")
        if not await passkey_store.spend(session, state, self.now):
            raise Gone("this was sent already: begin again", code="state-used")

    async def answer(self, returned: Returned) -> Vouched:
        """Return who the provider says it is; the state was spent."""
        asker, state = Asker("openid", returned.browser), _bytes(returned.state)
        nonce, verifier = self._secrets(asker, state)
        try:
            return await self.calls.answer(returned.code, returned.issuer, nonce, verifier)
        except ProviderAway as error:
            raise _away(error) from error
        except BadToken as error:
            _log.warning("openid_refused", cause=str(error))
            raise _refused() from error

    async def open_session(
        self,
        session: WriteSession,
        answered: Vouched,
        agent: str,
        *,
        new_id: NewId,
        fresh: bytes,
    ) -> OpenedSession:
        """Open a session for who was linked to this subject, or else has this address. Nobody is
        made who could not come in by mail."""
        issuer = self.calls.provider.issuer
        account = await subjects.account_of(session, issuer, answered.subject)
        if account is None:
            account = await self._by_address(session, answered, new_id)
            await subjects.link(session, issuer, answered.subject, account, self.now)
        if not await store.roles_of(session, account):
            raise _uninvited()
        return await begin(
            session,
            account,
            agent,
            self.now,
            new_id=new_id,
            fresh=fresh,
            proven=answered.strong,
            id_token=answered.id_token,
        )

    async def leaving_url(self, id_token: str, state: bytes) -> str | None:
        """Return where the provider's own session is ended, if that can be said now."""
        try:
            return await self.calls.leaving_url(id_token, base64url.written(state))
        except ProviderAway as error:
            _log.warning("openid_away", cause=str(error))
            return None

    async def _by_address(self, session: WriteSession, answered: Vouched, new_id: NewId) -> UUID:
        if answered.email is None:
            raise conflict("the provider vouches for no address", code="email-unverified")
        found = await account_at(session, answered.email, self.now, new_id)
        if found is None:
            raise _uninvited()
        return found.id

    def _secrets(self, asker: Asker, state: bytes) -> tuple[str, str]:
        """Return nonce and verifier."""
        nonce, verifier = (derived(self.keys, asker, state, use) for use in ("nonce", "verifier"))
        return base64url.written(nonce), base64url.written(verifier)


async def id_token_of(session: Reader, secret: str, now: datetime) -> str | None:
    """Return the token by which a provider opened this session."""
    found = await session_of(session, secret, now)
    return None if found is None else found.id_token


def _bytes(text: str) -> bytes:
    """Return nothing of what is no such text: nobody made it."""
    try:
        return base64url.read(text)
    except ValueError:
        return b""


def _away(error: ProviderAway) -> Unavailable:
    _log.warning("openid_away", cause=str(error))
    return unavailable("provider-away", "The provider does not answer", retry_after=60)


def _uninvited() -> Conflict:
    return conflict("nobody was invited at this address", code="nobody-invited")


def _refused() -> Conflict:
    return conflict("what the provider answered proves nothing", code="provider-refused")
