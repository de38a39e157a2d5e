"""Whatever is sent, by its description or against it: no 5xx, and nothing that the description
does not say: statuses, kinds of body, bodies, headers.
"""

import json
import logging
from collections import Counter
from typing import Any
from uuid import UUID

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, CheckFunction, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from boucle.platform.process.cli import openapi_text
from boucle.platform.process.service import Service
from tests.integration.http.serving import serving
from tests.kit import FrozenClock, Tokens
from tests.kit.databases import Databases

_log = logging.getLogger(__name__)
TERRITORY = "200000172"
ASK_REGISTRY = {"/confidentialite", "/confidentialite/{siren}", "/mentions-legales"} | {
    *("/mentions-legales/{siren}", "/accessibilite/{siren}", "/v1/persons/mails"),
    *(f"/v1/synergies/{{synergy_id}}/letters{one}" for one in ("", "/{organisation_id}")),
}
"""Doors of notifications that say 503 here, where registry and matching are away."""
BEFORE_ANY_FLOW = {"/v1/flows/{flow_id}/possibilities", "/v1/flows/{flow_id}/explain"}
"""Doors of matching that say 503 here, where no worker ever began to read."""


@schemathesis.serializer("application/x-ndjson")
def one_row(_context: object, value: object) -> bytes:
    return json.dumps(value).encode() + b"\n"


def cases_of(operation: APIOperation[Any, Any, Any, Any]) -> st.SearchStrategy[Case[Any]]:
    """What fits the description; and, where it asks for something, what does not."""
    positive = operation.as_strategy(GenerationMode.POSITIVE)
    if not (operation.body or operation.query or operation.path_parameters):
        return positive
    return positive | operation.as_strategy(GenerationMode.NEGATIVE)


def checks_of(case: Case[Any]) -> list[CheckFunction]:
    """None of internal routes: pages, and what services ask one another."""
    if case.operation.definition.raw.get("x-internal"):
        return []
    return [
        *(status_code_conformance, content_type_conformance),
        *(response_headers_conformance, response_schema_conformance),
    ]


def _is_away(case: Case[Any], status: int) -> bool:
    return status == 503 and case.path in {*ASK_REGISTRY, *BEFORE_ANY_FLOW}


def described(case: Case[Any]) -> str:
    return f"{case.method} {case.formatted_path} query={case.query!r} body={case.body!r}"


def fuzz(
    service: Service[Any], databases: Databases, tokens: Tokens, clock: FrozenClock, examples: int
) -> Counter[int]:
    """How many answers of each status, to so many examples of each operation."""
    # Bounded and repeatable: the long hunt is not for every run.
    bounded = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    statuses: Counter[int] = Counter()
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
                statuses[response.status_code] += 1
                said = f"{described(case)} -> {response.status_code} {response.text}"
                assert response.status_code < 500 or _is_away(case, response.status_code), said
                if checks := checks_of(case):  # none would mean all
                    case.validate_response(response, checks=checks)
                if response.status_code == 422:
                    assert response.json()["errors"], described(case)

            probe()
    _log.info("%s: %s calls, %s", service.name, statuses.total(), dict(sorted(statuses.items())))
    assert statuses.total() >= len(list(schema.get_all_operations()))
    return statuses
