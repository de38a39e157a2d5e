"""Who signed in: the cookie, its token, and what it may do."""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx
import msgspec

from boucle.pages.translating import Language
from boucle.portal.api import Api
from boucle.portal.registry import ActingPerson, RegistryCalls

_EARLY: Final = timedelta(minutes=1)
_KEPT: Final = 10_000


@dataclass(frozen=True)
class PortalPerson:
    """``session``: what its browser keeps from now on; ``api``: the public API as this person."""

    acting: ActingPerson
    api: Api

    @property
    def session(self) -> str:
        return self.acting.session

    @property
    def language(self) -> Language:
        return "en" if self.acting.account.language == "en" else "fr"

    @property
    def role(self) -> str:
        return self.acting.as_role.role


@dataclass
class People:
    """Gives tokens to sessions, from memory until a minute before they end."""

    registry: RegistryCalls
    http: httpx.AsyncClient
    api_url: str
    clock: Callable[[], datetime]
    _known: OrderedDict[bytes, tuple[datetime, ActingPerson]] = field(default_factory=OrderedDict)

    async def find(self, session: str) -> PortalPerson:
        """Raises SessionRefused once the session has ended, and Away."""
        key = _key(session)
        known = self._known.get(key)
        if known is not None and self.clock() < known[0]:
            return self._person(known[1])
        return await self.act(session, None)

    async def act(self, session: str, role: str | None) -> PortalPerson:
        """Return the person as another of its roles, or with another token."""
        acting = await self.registry.act(session, role)
        self._known.pop(_key(session), None)
        until = self.clock() + timedelta(seconds=acting.expires_in) - _EARLY
        # A page that loads beside still brings the secret of before, which is not its last one.
        self._known[_key(session)] = until, msgspec.structs.replace(acting, session=session)
        self._known[_key(acting.session)] = until, acting
        while len(self._known) > _KEPT:
            self._known.popitem(last=False)
        return self._person(acting)

    def forget(self, session: str) -> None:
        """Forget what its person was given, in every browser: one that was signed out gets no page
        from memory, and the secret of before is good for none."""
        known = self._known.get(_key(session))
        if known is None:
            return
        email = known[1].account.email
        for key in [key for key, (_, one) in self._known.items() if one.account.email == email]:
            del self._known[key]

    def _person(self, acting: ActingPerson) -> PortalPerson:
        language = "en" if acting.account.language == "en" else "fr"
        return PortalPerson(acting, Api(self.http, self.api_url, acting.access_token, language))


def _key(session: str) -> bytes:
    return hashlib.sha256(session.encode()).digest()
