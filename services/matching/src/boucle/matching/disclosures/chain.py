"""The chain of disclosures: each link's hash covers its fields and the hash before. Pure.

The hash is SHA-256 over UTF-8 JSON without spaces, one array, in this order:

    [1, number, hash before (hex), salt (hex), at, kind, right, to_organisation, to_territory,
     of_organisation, of_territory, synergy_id, version, actor]

``1`` is the form; ``at`` is ISO 8601 in UTC with ``Z``, fractions of a second only where there are
some. Numbers begin at 1, without gaps; before the first link, the hash is 32 zero bytes. The salt
is 16 random bytes that nobody is shown: whoever has a hash, the one before and all fields but the
other company cannot try companies until one fits.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

FORM: Final = 1
SALT_BYTES: Final = 16


class Disclosure(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """``to_organisation`` came to know of ``of_organisation`` what ``kind`` says, by ``right``, in
    step ``version`` of a life, which ``actor`` took at ``at``. The territories are of their sides.
    """

    at: datetime
    kind: str
    right: str
    to_organisation: UUID
    to_territory: str
    of_organisation: UUID
    of_territory: str
    synergy_id: UUID
    version: int
    actor: str


class ChainHead(NamedTuple):
    """The last link: how many there are, and its hash."""

    number: int
    hash: bytes


BEGINNING: Final = ChainHead(0, bytes(32))


class Link(NamedTuple):
    """One disclosure in its place."""

    number: int
    previous: bytes
    salt: bytes
    hash: bytes
    disclosure: Disclosure


def hash_of(number: int, previous: bytes, salt: bytes, disclosure: Disclosure) -> bytes:
    """32 bytes; see the form above."""
    at, *fields = msgspec.structs.astuple(disclosure)
    whole = (FORM, number, previous.hex(), salt.hex(), at.astimezone(UTC), *fields)
    return sha256(msgspec.json.encode(whole)).digest()


def linked(head: ChainHead, disclosures: Iterable[tuple[Disclosure, bytes]]) -> Iterator[Link]:
    """The links that follow ``head``. Each disclosure comes with its salt."""
    for disclosure, salt in disclosures:
        number = head.number + 1
        link_hash = hash_of(number, head.hash, salt, disclosure)
        yield Link(number, head.hash, salt, link_hash, disclosure)
        head = ChainHead(number, link_hash)


def misfit(head: ChainHead, link: Link) -> str | None:
    """Why ``link`` does not follow ``head``, and what would; None where it does."""
    number = head.number + 1
    if link.number != number:
        return f"number {number} is expected, {link.number} is there"
    if link.previous != head.hash:
        return (
            f"number {number}: the hash before it is {head.hash.hex()}, it was appended after "
            f"{link.previous.hex()}"
        )
    expected = hash_of(number, head.hash, link.salt, link.disclosure)
    if link.hash != expected:
        return f"number {number}: its fields give {expected.hex()}, it says {link.hash.hex()}"
    return None


def misfit_of_end(read: ChainHead, appended: ChainHead) -> str | None:
    """Whether the last link is the one that was appended last."""
    if read == appended:
        return None
    return (
        f"number {read.number + 1}: number {appended.number} {appended.hash.hex()} was "
        f"appended last, the chain ends with number {read.number} {read.hash.hex()}"
    )
