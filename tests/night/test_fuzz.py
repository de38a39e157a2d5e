"""No input makes a server error: 50 examples of each operation (``BOUCLE_FUZZ_EXAMPLES``)."""

import os
from typing import Any

import pytest

from boucle.platform.process.service import Service
from tests.contract.openapi.services import SERVICES
from tests.integration.http.fuzzing import fuzz
from tests.kit import FrozenClock, Tokens
from tests.kit.databases import Databases

EXAMPLES = int(os.environ.get("BOUCLE_FUZZ_EXAMPLES", "50"))


@pytest.mark.timeout(60 * EXAMPLES)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_input_makes_a_server_error(
    service: Service[Any], databases: Databases, tokens: Tokens, clock: FrozenClock
) -> None:
    fuzz(service, databases, tokens, clock, EXAMPLES)
