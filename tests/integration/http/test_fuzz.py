"""Whatever is sent, by its description or against it, no service answers 5xx."""

import json
from typing import Any
from uuid import UUID

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation

from boucle.common.process import Service
from boucle.common.process.cli import openapi_text
from tests.contract.openapi.services import SERVICES
from tests.integration.http.serving import serving
from tests.kit import FrozenClock, Tokens
from tests.kit.databases import Databases

EXAMPLES = 5
TERRITORY = "200000172"

# Bounded and repeatable: the long hunt is not for every run.
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("application/x-ndjson")
def one_row(_context: object, value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def cases_of(operation: APIOperation[Any, Any, Any, Any]) -> st.SearchStrategy[Case[Any]]:
    """What fits the description; and, where it asks for something, what does not."""
    positive = operation.as_strategy(GenerationMode.POSITIVE)
    if not (operation.body or operation.query or operation.path_parameters):
        return positive
    return positive | operation.as_strategy(GenerationMode.NEGATIVE)


def described(case: Case[Any]) -> str:
    return f"{case.method} {case.formatted_path} query={case.query!r} body={case.body!r}"


@pytest.mark.timeout(300)
@pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)
def test_no_input_makes_a_server_error(
    service: Service[Any], databases: Databases, tokens: Tokens, clock: FrozenClock
) -> None:
    schema = schemathesis.openapi.from_dict(json.loads(openapi_text(service)))
    callers = [
        tokens.operator(),
        tokens.tool("tool"),
        tokens.company(UUID(int=1)),
        tokens.animator(TERRITORY),
        tokens.service(),
    ]
    with serving(service, databases, tokens.keys, clock) as address, requests.Session() as session:
        for result in schema.get_all_operations():
            assert isinstance(result, Ok)
            operation = result.ok()

            @bounded
            @given(case=cases_of(operation), caller=st.sampled_from(callers))
            def probe(case: Case[Any], caller: dict[str, str]) -> None:
                response = case.call(base_url=address, session=session, headers=caller)
                assert response.status_code < 500, f"{described(case)} -> {response.text}"
                if response.status_code == 422:
                    assert response.json()["errors"], described(case)

            probe()
