"""A person adds passkeys, and signs in by one without a mail. Each refusal has a code by which a
page says what happened."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.platform.db import Session as Reader
from boucle.platform.db import WriteSession
from boucle.platform.errors import Conflict, Gone, conflict
from boucle.registry.accounts import passkey_store, responses, sessions, store
from boucle.registry.accounts.challenges import Asker, challenge_of, challenged
from boucle.registry.accounts.relying import RelyingParty
from boucle.registry.accounts.responses import Answered, BadResponse
from boucle.registry.accounts.sessions import PersonSession
from boucle.registry.accounts.signing_in import OpenedSession, begin, proof_wanted, session_of
from boucle.registry.tables import AccountRow, PasskeyRow

_MOST: Final = 20
"""Passkeys of one person."""


@dataclass(frozen=True, slots=True)
class Passkeys:
    """Asks for passkeys and takes their answers, at ``now``. ``party``: None at an address that
    cannot have any; ``keys`` sign challenges."""

    party: RelyingParty | None
    keys: Sequence[bytes]
    now: datetime

    @property
    def origin(self) -> str | None:
        """Return where passkeys work."""
        return None if self.party is None else self.party.origin

    def options_to_sign_in(self, browser: str) -> str:
        challenge = challenge_of(self.keys, Asker("sign-in", browser), self.now)
        return responses.options_to_use(self._party, (), challenge)

    async def options_to_add(self, session: Reader, secret: str, browser: str) -> str:
        account, _ = await self._signed_in(session, secret)
        known = await passkey_store.passkeys_of(session, account.id)
        challenge = challenge_of(self.keys, Asker("add", browser, account.id), self.now)
        ids = [one.credential for one in known]
        return responses.options_to_add(self._party, account, ids, challenge)

    async def options_to_prove(self, session: Reader, secret: str, browser: str) -> str:
        account, _ = await self._signed_in(session, secret)
        known = await passkey_store.passkeys_of(session, account.id)
        challenge = challenge_of(self.keys, Asker("prove", browser, account.id), self.now)
        return responses.options_to_use(self._party, [one.credential for one in known], challenge)

    async def of(self, session: Reader, secret: str) -> Sequence[PasskeyRow]:
        account, _ = await self._signed_in(session, secret)
        return await passkey_store.passkeys_of(session, account.id)

    async def add(
        self, session: WriteSession, secret: str, browser: str, name: str, answer: str, id_: UUID
    ) -> PasskeyRow:
        """Keep a passkey that was made just now. An operator's first one proves who it is; later
        ones are added by who proved it."""
        account, found = await self._signed_in(session, secret)
        await store.lock_account(session, account.id)
        known = await passkey_store.passkeys_of(session, account.id)
        if known:
            await self._ensure_proven(session, found)
        if len(known) >= _MOST:
            raise conflict("20 passkeys are the most: remove one first", code="passkeys-many")
        try:
            answered = responses.made_answer(answer)
            await self._spend(session, Asker("add", browser, account.id), answered)
            made = responses.verified_new(answer, self._party, answered.challenge)
        except BadResponse as error:
            raise _refused() from error
        row = PasskeyRow(
            id=id_,
            account_id=account.id,
            credential=made.credential,
            public_key=made.public_key,
            sign_count=made.sign_count,
            name=name,
            created_at=self.now,
        )
        if not await session.add_if_absent(row):
            raise conflict("this passkey is known already", code="passkey-known")
        if not known:
            await self._proven(session, found)
        return row

    async def remove(self, session: WriteSession, secret: str, id_: UUID) -> None:
        """Done twice, it changes nothing more."""
        account, found = await self._signed_in(session, secret)
        await self._ensure_proven(session, found)
        await passkey_store.remove_passkey(session, id_, account.id)

    async def prove(self, session: WriteSession, secret: str, browser: str, answer: str) -> None:
        """Who signed in by mail uses a passkey too; an operator acts as such from then on."""
        account, found = await self._signed_in(session, secret)
        await self._used(session, Asker("prove", browser, account.id), answer)
        await self._proven(session, found)

    async def _proven(self, session: WriteSession, found: PersonSession) -> None:
        locked = await store.lock_session(session, found.id)
        operator = await store.operator_of(session, found.account_id)
        if locked is not None:
            client = None if operator is None else operator.client_id
            await store.save_session(session, sessions.proven(locked, client, self.now))

    async def _ensure_proven(self, session: Reader, found: PersonSession) -> None:
        """Whoever reads an operator's mail is not the operator yet."""
        proven = sessions.is_proven(found, self.now)
        if not proven and await store.operator_of(session, found.account_id) is not None:
            raise proof_wanted()

    async def sign_in(
        self,
        session: WriteSession,
        browser: str,
        agent: str,
        answer: str,
        *,
        new_id: Callable[[], UUID],
        fresh: bytes,
    ) -> OpenedSession:
        """Open a session for whose passkey this is."""
        used = await self._used(session, Asker("sign-in", browser), answer)
        return await begin(
            session, used.account_id, agent, self.now, new_id=new_id, fresh=fresh, proven=True
        )

    async def _used(self, session: WriteSession, asker: Asker, answer: str) -> PasskeyRow:
        """Return the passkey that answered."""
        try:
            answered = responses.used_answer(answer)
            await self._spend(session, asker, answered)
            row = await passkey_store.lock_passkey(session, answered.credential)
            if row is None or asker.account not in (None, row.account_id):
                raise Gone("this passkey was removed: sign in by mail", code="passkey-removed")
            count = responses.verified_use(answer, self._party, answered.challenge, row.public_key)
        except BadResponse as error:
            raise _refused() from error
        if answered.account not in (None, row.account_id.bytes):
            raise _refused()
        if (count or row.sign_count) and count <= row.sign_count:
            raise conflict(
                "this passkey counts backwards, as a copy does: remove it", code="passkey-copied"
            )
        row.sign_count, row.used_at = count, self.now
        await session.save(row)
        return row

    async def _spend(self, session: WriteSession, asker: Asker, answered: Answered) -> None:
        """Use up the challenge. Raises where it is none of this asker's now, or another page asked
        for the passkey."""
        if answered.origin != self._party.origin:
            raise conflict("another site asked for this passkey", code="other-origin")
        found = challenged(self.keys, asker, answered.challenge, self.now)
        if found == "foreign":
            raise conflict("another browser began this", code="other-browser")
        if found == "ended":
            raise Gone("more than 5 minutes have gone by: begin again", code="challenge-ended")
        if not await passkey_store.spend(session, answered.challenge, self.now):
            raise Gone("this was sent already: begin again", code="challenge-used")

    @property
    def _party(self) -> RelyingParty:
        if self.party is None:
            raise conflict("passkeys need a name, not an IP address", code="no-name")
        return self.party

    async def _signed_in(self, session: Reader, secret: str) -> tuple[AccountRow, PersonSession]:
        found = await session_of(session, secret, self.now)
        account = None if found is None else await session.get(AccountRow, found.account_id)
        if found is None or account is None:
            raise Gone("the session has ended: sign in again", code="session-ended")
        return account, found


def _refused() -> Conflict:
    return conflict("no passkey of ours answered so", code="passkey-refused")
