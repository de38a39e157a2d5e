"""No input makes a server error: two examples of each operation; 50 by night."""

from typing import Any

import pytest

from boucle.platform.process.service import Service
from tests.contract.openapi.services import SERVICES
from tests.integration.http.fuzzing import fuzz
from tests.kit import FrozenClock, Tokens
from tests.kit.databases import Databases


@pytest.mark.timeout(120)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_input_makes_a_server_error(
    service: Service[Any], databases: Databases, tokens: Tokens, clock: FrozenClock
) -> None:
    fuzz(service, databases, tokens, clock, examples=2)
