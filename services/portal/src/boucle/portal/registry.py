"""Ask registry to let people in: links, sessions, tokens."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeVar

import httpx
import msgspec

from boucle.platform.identity.own_token import OwnCalls

T = TypeVar("T")

_REFUSED: Final = frozenset({409, 410, 422})
PROVIDER_AWAY: Final = "provider-away"


class Away(Exception):
    """What the portal needs does not answer, or not usefully."""


class SessionRefused(Exception):
    """A link, a session or a passkey is good for nothing; ``code``: why, such as ``link-used``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class OwnPlace(msgspec.Struct, frozen=True):
    siren: str
    name: str


class OwnCompany(msgspec.Struct, frozen=True):
    id: str
    name: str


class OwnRole(msgspec.Struct, frozen=True):
    """What a person may act as."""

    client_id: str
    role: str
    territories: tuple[OwnPlace, ...]
    organisations: tuple[OwnCompany, ...]


class PortalAccount(msgspec.Struct, frozen=True):
    name: str
    email: str
    language: str


class OpenTerritory(msgspec.Struct, frozen=True):
    """``companies`` and ``declared``: at least so many; None: too few to be counted."""

    siren: str
    name: str
    companies: int | None
    declared: int | None
    controller: str | None


class OpenTerritories(msgspec.Struct, frozen=True):
    items: tuple[OpenTerritory, ...]


class ActingPerson(msgspec.Struct, frozen=True):
    """A person as one of its roles. ``session``: what the browser keeps from now on.
    ``proof_wanted``: a passkey would make it an operator."""

    access_token: str
    expires_in: int
    session: str
    account: PortalAccount
    role: str
    roles: tuple[OwnRole, ...]
    proof_wanted: bool = False

    @property
    def as_role(self) -> OwnRole:
        return next(one for one in self.roles if one.client_id == self.role)


class SignedIn(msgspec.Struct, frozen=True):
    """A browser in which the person is signed in."""

    id: str
    agent: str
    created_at: datetime
    seen_at: datetime


class OwnPasskey(msgspec.Struct, frozen=True):
    """A passkey of who signed in."""

    id: str
    name: str
    created_at: datetime
    used_at: datetime | None


class OwnPasskeys(msgspec.Struct, frozen=True):
    """``origin``: where they work; None where none do."""

    items: tuple[OwnPasskey, ...]
    origin: str | None


class PasskeyOptions(msgspec.Struct, frozen=True):
    """What a browser needs, as JSON, and where it works."""

    options: str
    origin: str


class SignInProvider(msgspec.Struct, frozen=True):
    """Who else signs people in; None: nobody."""

    name: str | None


class LeftProvider(msgspec.Struct, frozen=True):
    """``url``: where the provider, ``name``, ends its own session; None where it has none."""

    url: str | None
    name: str | None


class _Address(msgspec.Struct):
    url: str


class _Sessions(msgspec.Struct):
    items: tuple[SignedIn, ...]


class _Session(msgspec.Struct):
    session: str


class _Problem(msgspec.Struct):
    type: str = ""


@dataclass(frozen=True)
class RegistryCalls:
    """RegistryCalls's internal routes, as the principal ``portal``."""

    calls: OwnCalls

    async def ask_for_link(self, email: str, browser: str) -> bool:
        """Return False where it is no mail address."""
        answer = await self._post("/sign-ins", {"email": email, "browser": browser})
        if answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY:
            return False
        _checked(answer)
        return True

    async def open_session(self, link: str, browser: str, agent: str) -> str:
        """Return what the browser keeps. Raises SessionRefused."""
        body = {"link": link, "browser": browser, "agent": agent}
        return _read(await self._post("/sessions", body), _Session).session

    async def act(self, session: str, role: str | None) -> ActingPerson:
        """Raises SessionRefused once the session has ended."""
        body = {"session": session, **({"role": role} if role else {})}
        return _read(await self._post("/sessions/tokens", body), ActingPerson)

    async def sessions(self, session: str) -> tuple[SignedIn, ...]:
        return _read(await self._post("/sessions/all", {"session": session}), _Sessions).items

    async def end(self, session: str, other: str | None = None) -> None:
        body = {"session": session, **({"id": other} if other else {})}
        _checked(await self._post("/sessions/end", body))

    async def ask_for_passkey(self, browser: str, session: str | None = None) -> PasskeyOptions:
        """To sign in, or of a session, to add one. Raises SessionRefused."""
        body = {"browser": browser, **({"session": session} if session else {})}
        return _read(await self._post("/passkeys/options", body), PasskeyOptions)

    async def ask_for_proof(self, browser: str, session: str) -> PasskeyOptions:
        """For one of the passkeys of who signed in. Raises SessionRefused."""
        body = {"browser": browser, "session": session, "prove": True}
        return _read(await self._post("/passkeys/options", body), PasskeyOptions)

    async def prove(self, session: str, browser: str, answer: str) -> None:
        """Raises SessionRefused."""
        body = {"session": session, "browser": browser, "answer": answer}
        _checked(await self._post("/passkeys/proofs", body))

    async def open_by_passkey(self, browser: str, agent: str, answer: str) -> str:
        """Return what the browser keeps. Raises SessionRefused."""
        body = {"browser": browser, "agent": agent, "answer": answer}
        return _read(await self._post("/passkeys/sessions", body), _Session).session

    async def add_passkey(self, session: str, browser: str, name: str, answer: str) -> None:
        """Raises SessionRefused."""
        body = {"session": session, "browser": browser, "name": name, "answer": answer}
        _checked(await self._post("/passkeys", body))

    async def passkeys(self, session: str) -> OwnPasskeys:
        return _read(await self._post("/passkeys/all", {"session": session}), OwnPasskeys)

    async def remove_passkey(self, session: str, passkey: str) -> None:
        _checked(await self._post("/passkeys/end", {"session": session, "id": passkey}))

    async def sign_in_provider(self) -> SignInProvider:
        return _read(await self._post("/openid", {}), SignInProvider)

    async def ask_provider(self, browser: str) -> str:
        """Return where the browser goes. Raises SessionRefused while the provider is away."""
        return _read(await self._post("/openid/addresses", {"browser": browser}), _Address).url

    async def open_by_provider(self, browser: str, agent: str, brought: Mapping[str, str]) -> str:
        """Return what the browser keeps. ``brought``: ``state``, ``code`` and perhaps ``issuer``.
        Raises SessionRefused."""
        body = {"browser": browser, "agent": agent, **brought}
        return _read(await self._post("/openid/sessions", body), _Session).session

    async def left_provider(self, session: str) -> LeftProvider:
        return _read(await self._post("/openid/left", {"session": session}), LeftProvider)

    async def public_territories(self) -> OpenTerritories:
        return _read(await self._post("/territories/public", {}), OpenTerritories)

    async def _post(self, path: str, body: Mapping[str, object]) -> httpx.Response:
        try:
            return await self.calls.post(f"/internal{path}", body)
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            raise Away(type(error).__name__) from error


def _checked(answer: httpx.Response) -> httpx.Response:
    if answer.status_code in _REFUSED:
        raise SessionRefused(_code(answer))
    if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE and _code(answer) == PROVIDER_AWAY:
        raise SessionRefused(PROVIDER_AWAY)
    if not answer.is_success:
        raise Away(f"registry answered {answer.status_code}")
    return answer


def _code(answer: httpx.Response) -> str:
    try:
        problem = msgspec.json.decode(answer.content, type=_Problem)
    except msgspec.DecodeError as error:
        raise Away(f"something else answered {answer.status_code}") from error
    return problem.type.rpartition(":")[2]


def _read(answer: httpx.Response, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(_checked(answer).content, type=shape)
    except msgspec.DecodeError as error:
        raise Away("registry answered something else") from error
