"""Matching's tables, what is declared, and a detector whose groups can be checked by hand."""

from __future__ import annotations

import pytest

from boucle.matching.app import SERVICE
from boucle.platform.db import Database
from tests.integration.matching.markets.building import Declarations
from tests.kit import ServiceDatabase
from tests.kit.of_groups.detectors import only
from tests.kit.of_groups.groups import PlainDetector


@pytest.fixture(autouse=True)
def detector(monkeypatch: pytest.MonkeyPatch) -> PlainDetector:
    """The only one."""
    plain = PlainDetector()
    only(monkeypatch, plain)
    return plain


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.fixture
def declarations(database: Database) -> Declarations:
    return Declarations(database)
