"""Matching's tables, what is declared, and a detector whose groups can be checked by hand."""

from __future__ import annotations

import pytest

from boucle.matching.app import SERVICE
from boucle.matching.kinds import DETECTORS
from boucle.matching.reference.detectors import PLAIN
from boucle.platform.db import Database
from tests.integration.matching.markets.building import Declarations
from tests.kit import ServiceDatabase
from tests.kit.groups import PlainDetector


@pytest.fixture(autouse=True)
def detector(monkeypatch: pytest.MonkeyPatch) -> PlainDetector:
    """The only one."""
    plain = PlainDetector()
    for registry, one in ((DETECTORS, plain), (PLAIN, plain.groups)):
        for name in list(registry):
            monkeypatch.delitem(registry, name)
        monkeypatch.setitem(registry, "pooling", one)
    return plain


@pytest.fixture
async def database(service_database: ServiceDatabase) -> Database:
    return await service_database(SERVICE)


@pytest.fixture
def declarations(database: Database) -> Declarations:
    return Declarations(database)
