"""Revoke principals: their tokens are invalid once the transaction that publishes it commits."""

import math
from datetime import datetime, timedelta
from typing import Final

from boucle.platform import outbox
from boucle.platform.db import WriteSession
from boucle.platform.errors import conflict, forbidden, not_found
from boucle.platform.identity.revocation import Revocation, RevocationReason
from boucle.platform.revocation import TOPIC
from boucle.platform.revocation import store as revocations
from boucle.registry.identity import store
from boucle.registry.tables import ClientRow

_IN_THE_MAKING: Final = timedelta(seconds=10)
"""A token that is being made meanwhile, or by a machine whose clock is ahead, falls too; those that
follow are dated by the revocation, still within what clocks may differ."""

_AHEAD: Final = timedelta(seconds=15)
"""A token may be dated so far ahead: services refuse one 30 s ahead of their own clocks."""


def next_not_before(now: datetime, before: datetime | None) -> datetime:
    """Return the whole second from which tokens are valid: later than any issued until now, and
    than the previous revocation's."""
    moment = (now + _IN_THE_MAKING).replace(microsecond=0) + timedelta(seconds=1)
    return moment if before is None else max(moment, before + timedelta(seconds=1))


def seconds_to_wait(now: datetime, not_before: datetime | None) -> int:
    """Return the seconds until a new token is valid at once: 0, except after many revocations in a
    row."""
    if not_before is None:
        return 0
    return max(0, math.ceil((not_before - now - _AHEAD).total_seconds()))


async def void_tokens(
    session: WriteSession, locked: ClientRow, reason: RevocationReason, now: datetime
) -> None:
    """Save the principal and revoke its earlier tokens from the commit on."""
    known = await revocations.of(session, [locked.client_id])
    locked.entity_version += 1
    await session.save(locked)
    moment = next_not_before(now, known.get(locked.client_id))
    data = Revocation(client_id=locked.client_id, not_before=moment, reason=reason)
    await revocations.save(session, [data])
    await publish(session, locked, data, now)


async def publish(
    session: WriteSession, client: ClientRow, data: Revocation, now: datetime
) -> None:
    """Publish at the principal's own version, which repeated events do not change."""
    event = outbox.new_event(
        "principal.revoked.v1",
        subject=client.client_id,
        version=client.entity_version,
        data=data,
        now=now,
    )
    await outbox.add(session, TOPIC, event)


async def revoke_client(session: WriteSession, client_id: str, now: datetime) -> ClientRow:
    """Revoke a principal everywhere within seconds, with those that a tool gave to companies.
    Raises NotFound, and Conflict for the last operator."""
    # All operators, in order: two who revoke each other wait for one another.
    operators = await store.lock_operators(session)
    client = await store.lock_client(session, client_id)
    if client is None:
        raise not_found("principal", client_id)
    if client.revoked_at is not None:
        return client
    if [one.client_id for one in operators] == [client_id]:
        raise conflict(
            "this is the last operator: make another one first, then revoke this one with it",
            code="last-operator",
        )
    await _revoke(session, client, now)
    if client.role == "tool":
        await revoke_given(session, await store.lock_given_by(session, client_id), now)
    return client


async def ensure_not_revoked(session: WriteSession, client_id: str) -> None:
    """Lock a giver first, as its revocation does, so that what it gives is revoked too. Rows are
    never deleted. Raises Forbidden."""
    client = await store.lock_client(session, client_id)
    if client is not None and client.revoked_at is not None:
        raise forbidden("you were revoked: ask the operator for another principal")


async def revoke_given(session: WriteSession, locked: list[ClientRow], now: datetime) -> None:
    """Revoke principals of companies for good."""
    for one in locked:
        await _revoke(session, one, now)


async def _revoke(session: WriteSession, locked: ClientRow, now: datetime) -> None:
    locked.revoked_at = now
    await void_tokens(session, locked, "revoked", now)


async def rotate_secret(
    session: WriteSession, client_id: str, secret_hash: str, now: datetime
) -> ClientRow:
    """Replace the secret; tokens issued for the old one are revoked."""
    client = await store.lock_client(session, client_id)
    if client is None or client.revoked_at:
        raise not_found("principal", client_id)
    client.secret_hash = secret_hash
    await void_tokens(session, client, "secret", now)
    return client


async def void_holders(session: WriteSession, federation: str, now: datetime) -> None:
    """Revoke the tokens of principals that hold a federation, after a territory left it."""
    for client in await store.lock_holders(session, federation):
        await void_tokens(session, client, "holdings", now)
