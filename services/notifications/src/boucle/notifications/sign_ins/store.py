"""Mails by which persons sign in, in Postgres until they are sent."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from boucle.platform.db import WriteSession

_ADD: Final = """
    INSERT INTO sign_in_mail (sign_in, due_at, attempts)
    SELECT asked, $2, 0 FROM unnest($1::uuid[]) AS asked ON CONFLICT DO NOTHING
"""
# Until ``due_at``, no other worker takes it.
_CLAIM: Final = """
    UPDATE sign_in_mail SET due_at = $2, attempts = attempts + 1
    WHERE sign_in IN (
        SELECT sign_in FROM sign_in_mail WHERE due_at <= $1
        ORDER BY due_at LIMIT $3 FOR UPDATE SKIP LOCKED
    )
    RETURNING sign_in, attempts
"""
_PUT_OFF: Final = "UPDATE sign_in_mail SET due_at = $2 WHERE sign_in = $1"
_DROP: Final = "DELETE FROM sign_in_mail WHERE sign_in = $1"


async def add(session: WriteSession, asked: Sequence[UUID], now: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_ADD, asked, now)


async def claim(
    session: WriteSession, now: datetime, until: datetime, most: int
) -> list[tuple[UUID, int]]:
    """Return the mails that are due, with how often each was tried, this time included."""
    rows = await session.fetch(_CLAIM, now, until, most)
    return [(row["sign_in"], row["attempts"]) for row in rows]


async def put_off(session: WriteSession, sign_in: UUID, due_at: datetime) -> None:
    driver = await session.driver()
    await driver.execute(_PUT_OFF, sign_in, due_at)


async def drop(session: WriteSession, sign_in: UUID) -> None:
    driver = await session.driver()
    await driver.execute(_DROP, sign_in)
