"""Check secrets and issue tokens: argon2 in a thread, in the same time for a missing client."""

import asyncio
import hashlib
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from joserfc.jwk import OKPKey

from boucle.platform.clock import Clock
from boucle.platform.db import ReadSession, Session, WriteSession
from boucle.platform.errors import Fault, Faulty, conflict, not_found, unavailable
from boucle.platform.identity import Principal, Role, TokenIssuer
from boucle.platform.revocation import store as revocations
from boucle.platform.translating import tr
from boucle.registry.identity import store
from boucle.registry.identity.revoking import seconds_to_wait
from boucle.registry.identity.signing_keys import SigningKeys
from boucle.registry.parties.organisations import store as organisation_store
from boucle.registry.tables import ClientRow
from boucle.registry.territories.store import find_territories, with_members

_REMEMBERED = 4096

# Secrets are 256 random bits: OWASP's smallest memory-hard setting is ample, and quick.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Secrets:
    """Hashes and verifies secrets. A proved secret is remembered by its digest with the stored
    hash, so that a rotated secret is forgotten at once."""

    def __init__(self) -> None:
        self._proved: dict[bytes, None] = {}
        self._nobody: str | None = None

    async def hash(self, secret: str) -> str:
        return await asyncio.to_thread(_HASHER.hash, secret)

    def proved(self, secret: str, client: ClientRow | None) -> bool:
        """Tell whether this was proved before to be the client's secret."""
        if client is None or client.revoked_at is not None or client.secret_hash is None:
            return False
        return _digest(client.secret_hash, secret) in self._proved

    async def proves(self, secret: str, client: ClientRow | None) -> bool:
        """Tell whether this is the client's secret; as slowly without a client, for a revoked one,
        or for a person's, which has none."""
        own = None if client is None or client.revoked_at else client.secret_hash
        known, stored = own is not None, own or await self._of_nobody()
        digest = _digest(stored, secret)
        if known and digest in self._proved:
            return True
        right = await asyncio.to_thread(_verify, stored, secret)
        if right and known:
            self._remember(digest)
        return right and known

    async def matches(self, secret: str, stored: str) -> bool:
        return await asyncio.to_thread(_verify, stored, secret)

    def _remember(self, digest: bytes) -> None:
        if len(self._proved) >= _REMEMBERED:
            self._proved.pop(next(iter(self._proved)))
        self._proved[digest] = None

    async def _of_nobody(self) -> str:
        if self._nobody is None:
            self._nobody = await self.hash("nobody has this secret")
        return self._nobody


def _digest(stored: str, secret: str) -> bytes:
    return hashlib.sha256(f"{stored}\n{secret}".encode()).digest()


def _verify(stored: str, secret: str) -> bool:
    try:
        return _HASHER.verify(stored, secret)
    except VerificationError:
        return False


class Tokens:
    """Issues tokens with the current signing key."""

    def __init__(self, keys: SigningKeys, clock: Clock, issuer: str, audience: str) -> None:
        self.keys = keys
        self._clock = clock
        self._names = issuer, audience
        self._issuer: tuple[OKPKey, TokenIssuer] | None = None

    async def issue(self, session: Session, client: ClientRow) -> tuple[str, int]:
        """Return a token and its lifetime in seconds. ``session``: the snapshot in which the client
        was found. Raises Unavailable while its token would seem to come from the future."""
        principal = await principal_of(session, client)
        issuer = await self._ready(session)
        revoked = await revocations.of(session, [client.client_id])
        not_before = revoked.get(client.client_id)
        wait = seconds_to_wait(self._clock(), not_before)
        if wait:
            raise unavailable(
                "revoked-often",
                "Tokens of this principal were revoked many times in a row",
                tr("wait {wait} s: the next token serves then", wait=wait),
                retry_after=wait,
            )
        token = issuer.issue(principal, not_before)
        return token, int(issuer.lifetime.total_seconds())

    async def _ready(self, session: Session) -> TokenIssuer:
        key = await self.keys.signing(session)
        if key is None:
            raise unavailable("no-signing-key", "No token can be signed: run `new-signing-key`")
        if self._issuer is None or self._issuer[0] is not key:
            issuer, audience = self._names
            made = TokenIssuer(key, clock=self._clock, issuer=issuer, audience=audience)
            self._issuer = key, made
        return self._issuer[1]


async def principal_of(session: Session, client: ClientRow) -> Principal:
    """Return what the next token says, with the members of federations, and the companies whose
    contact a person is."""
    organisations, territories = frozenset(client.organisations), frozenset(client.territories)
    if client.account_id is not None and client.role == "company":
        organisations = await store.organisations_of(session, client.account_id)
    if territories:
        territories = await with_members(session, territories)
    return Principal(
        id=client.client_id,
        role=client.role,
        client_id=client.client_id,
        organisations=organisations,
        territories=territories,
    )


async def entitled(session: ReadSession, ids: Collection[str]) -> dict[str, Principal]:
    """Return these principals, without revoked ones."""
    clients = await store.find_clients(session, ids)
    return {
        one.client_id: await principal_of(session, one) for one in clients if one.revoked_at is None
    }


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """A principal as the operator, or the tool that gives it to a company (``given_by``), describes
    it."""

    name: str
    role: Role
    source: str | None
    organisations: tuple[UUID, ...]
    territories: tuple[str, ...]
    verifies: bool = False
    requires_if_match: bool = False
    given_by: str | None = None


def checked_client(declared: ClientDraft) -> ClientDraft:
    """Return the draft. Raises Faulty if it has what its role does not use, or lacks what it
    does."""
    needs = {"company": "organisations", "animator": "territories", "tool": "source"}
    wanted = needs.get(declared.role)
    faults = []
    for name in ("organisations", "territories", "source"):
        value = getattr(declared, name)
        if value and name != wanted:
            message = tr("is not for the role {role}", role=declared.role)
            faults.append(Fault(name, str(value), message, "leave it out"))
        if not value and name == wanted:
            message = tr("is missing for the role {role}", role=declared.role)
            faults.append(
                Fault(
                    name,
                    None,
                    message,
                    tr("the {name} of this {role}", name=name, role=declared.role),
                )
            )
    for name in ("verifies", "requires_if_match"):
        if getattr(declared, name) and declared.role != "tool":
            message = tr("is not for the role {role}", role=declared.role)
            faults.append(Fault(name, "true", message, "leave it out: it is of tools alone"))
    if faults:
        raise Faulty(*faults)
    return declared


async def create_client(
    session: WriteSession, declared: ClientDraft, client_id: str, secret_hash: str, now: datetime
) -> ClientRow:
    """Create a principal. Raises Conflict if another has its source or its id."""
    await _check_holdings(session, declared)
    client = ClientRow(
        client_id=client_id,
        name=declared.name,
        role=declared.role,
        source=declared.source,
        organisations=list(declared.organisations),
        territories=list(declared.territories),
        verifies=declared.verifies,
        requires_if_match=declared.requires_if_match,
        secret_hash=secret_hash,
        created_at=now,
        entity_version=0,
        given_by=declared.given_by,
    )
    if not await session.add_if_absent(client):
        raise conflict(
            tr("the source {source} or the id belongs to another principal", source=declared.source)
        )
    return client


async def _check_holdings(session: WriteSession, declared: ClientDraft) -> None:
    known = await organisation_store.find_organisations(session, declared.organisations)
    places = await find_territories(session, declared.territories)
    faults = [
        Fault(
            f"organisations[{index}]",
            str(id_),
            "is not an organisation known here",
            "the id of an organisation that is not withdrawn",
        )
        for index, id_ in enumerate(declared.organisations)
        if id_ not in known or known[id_].withdrawn_at
    ]
    faults += [
        Fault(
            f"territories[{index}]",
            siren,
            "is not a territory known here",
            "the SIREN of a territory declared before",
        )
        for index, siren in enumerate(declared.territories)
        if siren not in places
    ]
    if faults:
        raise Faulty(*faults)


async def set_verifies(session: WriteSession, client_id: str, verifies: bool) -> ClientRow:
    """Set whether a tool may verify; what it verified stays verified."""
    client = await store.lock_client(session, client_id)
    if client is None or client.revoked_at:
        raise not_found("principal", client_id)
    if client.role != "tool":
        raise Faulty(Fault("client_id", client_id, "is not a tool", "a tool's"), place="path")
    client.verifies = verifies
    await session.save(client)
    return client


async def set_requires_if_match(
    session: WriteSession, client_id: str, wanted: bool, principal: Principal
) -> ClientRow:
    """Set whether a tool must send ``If-Match``; the operator decides, or the tool itself."""
    client = await store.lock_client(session, client_id)
    may = principal.role == "operator" or principal.client_id == client_id
    if client is None or client.revoked_at or not may:
        raise not_found("principal", client_id)
    if client.role != "tool":
        raise Faulty(Fault("client_id", client_id, "is not a tool", "a tool's"), place="path")
    client.requires_if_match = wanted
    await session.save(client)
    return client


def client_id_for(role: Role, new_id: Callable[[], UUID]) -> str:
    return f"{role}-{new_id().hex[:16]}"
