"""The committed OpenAPI files are what the services serve."""

from typing import Any

import pytest

from boucle.common.process import Service
from boucle.common.process.cli import openapi_text
from tests.contract.openapi.regenerate import COMMAND, FILES
from tests.contract.openapi.services import SERVICES


@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_the_committed_description_is_the_generated_one(service: Service[Any]) -> None:
    file = FILES / f"{service.name}.json"
    committed = file.read_text(encoding="utf-8") if file.exists() else "(missing)"
    if committed != openapi_text(service):
        pytest.fail(f"{file} is not what {service.name} serves; if that is meant: {COMMAND}")


def test_no_file_is_left_of_a_service_that_went() -> None:
    assert {file.stem for file in FILES.glob("*.json")} == {service.name for service in SERVICES}
