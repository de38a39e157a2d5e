"""A token that proves nobody opens nothing, at any service, and is answered the same way."""

from typing import Any

import pytest

from boucle.platform.process.service import Service
from tests.contract.openapi.services import SERVICES
from tests.kit import ApiClient, FrozenClock, Tokens
from tests.kit.forged_tokens import claims_of_an_operator, forged_tokens, signed

ASKED = {
    "registry": "/v1/sites",
    "matching": "/v1/synergies",
    "indicators": "/v1/territories/200000172/indicators",
    "notifications": "/v1/meetings",
}
each_service = pytest.mark.parametrize("service", SERVICES, ids=lambda service: service.name)


@each_service
async def test_no_forged_token_opens_a_door(
    service: Service[Any], api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    forgeries = forged_tokens(tokens.key, clock())
    assert len(forgeries) >= 30
    wrong = []
    async with api_client(service) as client:
        for name, token in forgeries.items():
            headers = {"Authorization": f"Bearer {token}"}
            answer = await client.get(ASKED[service.name], headers=headers)
            challenge = answer.headers.get("WWW-Authenticate", "")
            if answer.status_code != 401 or 'error="invalid_token"' not in challenge:
                wrong.append(f"{name}: {answer.status_code} {answer.text}")
            if token in answer.text:
                wrong.append(f"{name}: the answer repeats it")

    assert wrong == [], "\n".join(wrong)


@each_service
async def test_a_token_elsewhere_than_in_its_header_is_none(
    service: Service[Any], api_client: ApiClient, tokens: Tokens, clock: FrozenClock
) -> None:
    good = signed(tokens.key, claims_of_an_operator(clock()))
    async with api_client(service) as client:
        path = ASKED[service.name]
        for headers in (
            {},
            {"Authorization": good},
            {"Authorization": f"Basic {good}"},
            {"Authorization": f"Bearer Bearer {good}"},
            {"Cookie": f"access_token={good}"},
            {"X-Forwarded-Authorization": f"Bearer {good}"},
        ):
            asked = await client.get(path, headers=headers, params={"access_token": good})
            assert asked.status_code in (401, 422), headers  # 422: no such parameter
            assert (await client.get(path, headers=headers)).status_code == 401, headers
        answer = await client.get(path, headers={"Authorization": f"Bearer {good}"})
        assert answer.status_code in (200, 404), answer.text  # what is good opens it
