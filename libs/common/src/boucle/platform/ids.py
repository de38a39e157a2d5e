"""Make ids by the thousand, as ``uuid`` does but in the driver's own compiled class. It is a
``uuid.UUID`` with the same order, hash and text."""

from collections.abc import Iterable
from hashlib import sha1
from uuid import UUID

from asyncpg.pgproto import pgproto


def uuid_of(number: int) -> UUID:
    uuid: UUID = pgproto.UUID(number.to_bytes(16))
    return uuid


def uuids_of(ids: Iterable[bytes]) -> list[UUID]:
    """Return the UUIDs of these, 16 bytes each."""
    return [pgproto.UUID(one) for one in ids]


def named(namespace: UUID, name: str) -> UUID:
    """Return ``uuid.uuid5`` (RFC 9562, section 5.5)."""
    return uuid5_of(namespace.bytes + name.encode())


def uuid5_of(name: bytes) -> UUID:
    """Return the uuid5 of a namespace and a name, concatenated."""
    digest = bytearray(sha1(name, usedforsecurity=False).digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    uuid: UUID = pgproto.UUID(bytes(digest))
    return uuid
