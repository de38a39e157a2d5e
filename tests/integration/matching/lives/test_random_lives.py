"""No act and no declaration makes a server error, or stops a market: so many random groups
(``BOUCLE_GROUP_LIVES``), from one on (``BOUCLE_GROUP_LIVES_FROM``)."""

from __future__ import annotations

import os

import pytest

from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.lives.random_lives import RandomLives
from tests.kit import ApiClient, ServiceDatabase, Tokens

LIVES = int(os.environ.get("BOUCLE_GROUP_LIVES", "30"))
BEGIN = int(os.environ.get("BOUCLE_GROUP_LIVES_FROM", "0"))
PART = 50
"""Of one seed, in one database: what it stores is read again at each step."""


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.mark.parametrize("begin", range(BEGIN, BEGIN + LIVES, PART))
@pytest.mark.timeout(120 + 12 * PART)
async def test_random_groups_are_qualified_answered_and_ended(
    database: Database, api_client: ApiClient, tokens: Tokens, begin: int
) -> None:
    lives = min(PART, BEGIN + LIVES - begin)
    async with api_client(SERVICE) as client:
        story = RandomLives(20261201 + begin, database, client, tokens)
        await story.play(lives)
    assert story.failed == [], story.failed[:5]
    assert story.answers[200] > lives
