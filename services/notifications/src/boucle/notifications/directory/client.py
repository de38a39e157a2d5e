"""Ask registry's internal directory who is behind an id, when a mail leaves or a link is opened.

Names and addresses are stored in registry only; answers stay in memory for half a minute. Before
names are shown, registry is asked again.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final, Literal, TypeVar
from uuid import UUID

import httpx
import msgspec

from boucle.notifications.directory.answer import (
    Company,
    ContactAnswer,
    DecisionsWaiting,
    Directory,
    DirectoryPassedOn,
    Entitled,
    OwnFlow,
    OwnSharing,
    SignInMail,
    TerritoryAnswer,
)
from boucle.platform.identity import NoneRevoked, Principal, RevokedTokens
from boucle.platform.identity.own_token import OwnCalls

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

Refusal = Literal["gone", "too_many", "address"]

KEPT_FOR: Final = timedelta(seconds=30)  # who is erased is forgotten within a minute, everywhere
_LARGEST: Final = 200  # of each kind in one question
_NOT_KNOWN: Final = (400, 401, 403)
_NOT_TAKEN: Final = 422
_OVER: Final = 410
_NOT_PASSED_ON: Final[dict[int, Refusal]] = {404: "gone", 409: "too_many", 422: "address"}
_Body = Mapping[str, str | bool | list[str]]


class DirectoryAway(Exception):
    """Registry does not answer, or not usefully: its caller waits. ``refused``: it rejects the
    question (422), so the fault is ours and the same question fails again."""

    def __init__(self, cause: str, *, refused: bool = False) -> None:
        super().__init__(cause)
        self.refused = refused


class NotPassedOn(Exception):
    """Registry rejects the person named: the contact is ``gone``, the company has ``too_many``
    contacts or proposals, the ``address`` is invalid, or the contact's own."""

    def __init__(self, why: Refusal) -> None:
        super().__init__(why)
        self.why: Refusal = why


@dataclass
class DirectoryClient:
    """Asks registry as the service principal ``client_id``. One client per process."""

    http: httpx.AsyncClient
    registry_url: str
    client_id: str
    client_secret: str
    clock: Callable[[], datetime]
    revoked: RevokedTokens = field(default_factory=NoneRevoked)
    calls: OwnCalls = field(init=False)
    _companies: dict[UUID, tuple[datetime, Company | None]] = field(default_factory=dict)
    _territories: dict[str, tuple[datetime, TerritoryAnswer | None]] = field(default_factory=dict)
    _flows: dict[UUID, tuple[datetime, OwnFlow | None]] = field(default_factory=dict)
    _sharings: dict[UUID, tuple[datetime, OwnSharing | None]] = field(default_factory=dict)
    _principals: dict[str, tuple[datetime, Entitled | None]] = field(default_factory=dict)
    _every_epci: tuple[datetime, dict[str, TerritoryAnswer]] | None = None
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)
    erasures: int = 0
    """Counts erasures: a caller that read of people before asks again."""

    def __post_init__(self) -> None:
        self.calls = OwnCalls(
            self.http, self.registry_url, self.client_id, self.client_secret, self.clock
        )

    async def find(
        self,
        organisations: Collection[UUID],
        territories: Collection[str],
        flows: Collection[UUID] = (),
        sharings: Collection[UUID] = (),
    ) -> Directory:
        """Return these companies, territories and declarations, from memory when asked within
        KEPT_FOR. Raise DirectoryAway."""
        async with self._one_at_a_time:
            now = self.clock()
            self._forget(now)
            companies = [one for one in organisations if one not in self._companies]
            sirens = [one for one in territories if one not in self._territories]
            unread = [one for one in flows if one not in self._flows]
            shared = [one for one in sharings if one not in self._sharings]
            for start in range(
                0, max(len(companies), len(sirens), len(unread), len(shared)), _LARGEST
            ):
                part = slice(start, start + _LARGEST)
                asked = companies[part], sirens[part], unread[part], shared[part]
                await self._fetch(*asked, now)
        return Directory(
            organisations=_existing(self._companies, organisations),
            territories=_existing(self._territories, territories),
            flows=_existing(self._flows, flows),
            sharings=_existing(self._sharings, sharings),
        )

    async def ask(
        self,
        organisations: Collection[UUID],
        territories: Collection[str],
        flows: Collection[UUID] = (),
        sharings: Collection[UUID] = (),
    ) -> Directory:
        """Return the same, its people as registry knows them now: whoever left may be in memory
        still. Raise DirectoryAway."""
        async with self._one_at_a_time:
            for one in organisations:
                self._companies.pop(one, None)
            for siren in territories:
                self._territories.pop(siren, None)
        return await self.find(organisations, territories, flows, sharings)

    async def principals(self, clients: Collection[str]) -> dict[str, Principal]:
        """Return, by client id, those that are not revoked, with what they may see now; from memory
        when asked within KEPT_FOR, and since their last change. Raise DirectoryAway."""
        async with self._one_at_a_time:
            now = self.clock()
            self._forget(now)
            await self._forget_revoked(clients)
            unread = [one for one in clients if one not in self._principals]
            for start in range(0, len(unread), _LARGEST):
                part = unread[start : start + _LARGEST]
                answer = await self._answer({"principals": part})
                self._principals |= {one: (now, answer.principals.get(one)) for one in part}
        return {
            one: Principal(one, it.role, one, it.organisations, it.territories)
            for one, it in _existing(self._principals, clients).items()
        }

    async def territories(self) -> dict[str, TerritoryAnswer]:
        """Return all real territories, by SIREN; from memory when asked within KEPT_FOR. Raise
        DirectoryAway."""
        async with self._one_at_a_time:
            now = self.clock()
            if self._every_epci is None or self._every_epci[0] <= now - KEPT_FOR:
                answer = await self._answer({"every_epci": True})
                self._every_epci = now, answer.territories
            return self._every_epci[1]

    async def animators(self) -> Directory:
        """Return all real territories, and the persons who animate them, now. Raise
        DirectoryAway."""
        async with self._one_at_a_time:
            return await self._answer({"every_epci": True, "animators": True})

    async def decisions(self, territories: Collection[str]) -> Sequence[DecisionsWaiting]:
        """Return what waits now for who animates all of these territories. Raise DirectoryAway."""
        async with self._one_at_a_time:
            answer = await self._answer({"territories": [*territories], "decisions": True})
        return answer.decisions

    async def contacts_of(self, address: str) -> tuple[ContactAnswer, ...]:
        """Return the contacts, of any organisation, that have this mail address. Raise
        DirectoryAway."""
        async with self._one_at_a_time:
            answer = await self._answer({"addresses": [address]})
        return answer.persons.get(address, ())

    def forget_people(self) -> None:
        """Forget companies after an erasure; also drop answers still under way."""
        self.erasures += 1
        self._companies.clear()

    async def pass_on(self, contact: UUID, name: str, email: str) -> DirectoryPassedOn:
        """Name the right person in place of ``contact``, the mail's reader; ``name`` may be empty.
        Repeating it changes nothing more. Raise NotPassedOn and DirectoryAway."""
        body = {"contact_id": str(contact), "name": name, "email": email}
        async with self._one_at_a_time:
            answer = await self._post("/internal/contacts", body)
            if answer.status_code in _NOT_PASSED_ON:
                raise NotPassedOn(_NOT_PASSED_ON[answer.status_code])
            passed = _decoded(answer, DirectoryPassedOn)
            if passed.state == "added":
                self._companies.clear()  # a company has one contact more than the stored answer
        return passed

    def forget_declared(self, flow: UUID) -> None:
        """Forget a flow and companies after a contact corrected them."""
        self._flows.pop(flow, None)
        self._companies.clear()

    async def sign_in_mail(self, sign_in: UUID) -> SignInMail | None:
        """Return what the mail says; None once it is of no use. Raise DirectoryAway."""
        async with self._one_at_a_time:
            answer = await self._post(f"/internal/sign-ins/{sign_in}/mail", {})
        return None if answer.status_code == _OVER else _decoded(answer, SignInMail)

    async def _fetch(
        self,
        organisations: list[UUID],
        territories: list[str],
        flows: list[UUID],
        sharings: list[UUID],
        now: datetime,
    ) -> None:
        body = {
            "organisations": list(map(str, organisations)),
            "territories": territories,
            "flows": list(map(str, flows)),
            "sharings": list(map(str, sharings)),
        }
        erasures = -1
        while erasures != self.erasures:  # an answer from before an erasure may name the person
            erasures = self.erasures
            answer = await self._answer(body)
        for one in organisations:
            self._companies[one] = (now, answer.organisations.get(one))
        for siren in territories:
            self._territories[siren] = (now, answer.territories.get(siren))
        for flow in flows:
            self._flows[flow] = (now, answer.flows.get(flow))
        for sharing in sharings:
            self._sharings[sharing] = (now, answer.sharings.get(sharing))

    async def _answer(self, body: _Body) -> Directory:
        return _decoded(await self._post("/internal/directory", body), Directory)

    async def _post(self, path: str, body: _Body) -> httpx.Response:
        try:
            return await self.calls.post(path, body)
        except (httpx.HTTPError, msgspec.DecodeError) as error:
            raise _away(error) from error

    def _forget(self, now: datetime) -> None:
        _drop_until(self._companies, now - KEPT_FOR)
        _drop_until(self._territories, now - KEPT_FOR)
        _drop_until(self._flows, now - KEPT_FOR)
        _drop_until(self._sharings, now - KEPT_FOR)
        _drop_until(self._principals, now - KEPT_FOR)

    async def _forget_revoked(self, clients: Collection[str]) -> None:
        for one in clients:
            moment = await self.revoked.not_before(one)
            if moment is not None and one in self._principals and self._principals[one][0] < moment:
                del self._principals[one]


def _decoded(response: httpx.Response, shape: type[T]) -> T:
    try:
        return msgspec.json.decode(response.raise_for_status().content, type=shape)
    except (httpx.HTTPError, msgspec.DecodeError) as error:
        raise _away(error) from error


def _away(error: httpx.HTTPError | msgspec.DecodeError) -> DirectoryAway:
    status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else None
    return DirectoryAway(f"registry's directory: {_cause(error)}", refused=status == _NOT_TAKEN)


def _cause(error: httpx.HTTPError | msgspec.DecodeError) -> str:
    """Describe the error for an operator, without the query or the body of the request."""
    if not isinstance(error, httpx.HTTPStatusError):
        return type(error).__name__
    path, status = error.request.url.path, error.response.status_code
    if status == _NOT_TAKEN:
        return f"{path} answered {status}: our question is wrong, a fault of notifications"
    refused = "; are BOUCLE_CLIENT_ID and BOUCLE_CLIENT_SECRET those registry knows?"
    return f"{path} answered {status}{refused if status in _NOT_KNOWN else ''}"


def _existing(cache: Mapping[K, tuple[datetime, V | None]], asked: Collection[K]) -> dict[K, V]:
    found = ((one, cache[one][1]) for one in asked)
    return {one: it for one, it in found if it is not None}


def _drop_until(cache: dict[K, tuple[datetime, V]], moment: datetime) -> None:
    """Drop answers requested by then. They are in order: the first one still valid ends the
    loop."""
    for key, (asked_at, _) in list(cache.items()):
        if asked_at > moment:
            break
        del cache[key]
