"""A sender of morning mails, and the pages."""

from collections.abc import AsyncIterator

import httpx
import pytest

from boucle.notifications.app import SERVICE
from boucle.notifications.mornings.sender import MorningSender
from tests.integration.notifications.mornings.morning import ANNE, a_sender
from tests.integration.notifications.support import (
    CAUX,
    KEY,
    Office,
    Registry,
)
from tests.kit import ApiClient


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    async with api_client(
        SERVICE,
        link_key=KEY.decode(),
        public_url="https://boucle.example",
        registry_url=registry.url,
        client_secret=registry.secret,
    ) as made:
        yield made


@pytest.fixture
def sender(office: Office) -> MorningSender:
    office.registry.territories[CAUX] = {"name": "Caux Seine", "animator": ANNE}
    return a_sender(office)
