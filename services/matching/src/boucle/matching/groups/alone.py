"""Do something with one group, so that its failure is its own: undone, counted, nothing else."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Literal
from uuid import UUID

from boucle.platform.db import WriteSession
from boucle.platform.failures import is_transient

GroupStep = Literal["find", "policy", "qualify", "follow"]
"""What a turn does with one group: it is found or weighed, weighed for the policy, qualified by it,
and its life follows."""
Failed = Callable[[GroupStep, UUID, Exception], None]
"""Called with each group that a step failed with."""


@asynccontextmanager
async def alone(
    session: WriteSession, step: GroupStep, synergy_id: UUID, failed: Failed
) -> AsyncIterator[None]:
    """Undo the step if it fails, and go on. Raises transient errors: all may be tried again."""
    driver = await session.driver()
    try:
        async with driver.transaction():
            yield
    except Exception as error:
        if is_transient(error):
            raise
        failed(step, synergy_id, error)
