"""What an integrator met ("Wrong" of the integrators' notes), by the notes' numbers: matching's."""

import pytest

from boucle.matching.app import SERVICE
from tests.integration.matching.lives.building import CAEN, Company, declare, outbox
from tests.kit import ApiClient, ServiceDatabase, Tokens

THREE = tuple(Company(CAEN, "output", str(n), 49.0, "1") for n in (1, 2, 3))


@pytest.mark.parametrize("kind", ["pooling", "sharing", "new_activity"])
@pytest.mark.parametrize(
    ("parties", "title", "field", "right"),
    [
        (1, "Collecte de cartons", "body.parties", "2 parties at least"),
        (3, None, "body.title", "a few words"),
    ],
)
async def test_9_a_synergy_of_one_party_or_without_a_title_is_refused(
    service_database: ServiceDatabase,
    api_client: ApiClient,
    tokens: Tokens,
    kind: str,
    parties: int,
    title: str | None,
    field: str,
    right: str,
) -> None:
    database = await service_database(SERVICE)
    await declare(database, *THREE)
    of = [{"organisation_id": str(each.organisation)} for each in THREE]
    animator = tokens.animator(CAEN)
    async with api_client(SERVICE) as client:
        body = {"kind": kind, "title": title, "parties": of[:parties]}
        answer = await client.post("/v1/synergies", json=body, headers=animator)
        assert answer.status_code == 422, answer.text
        [error] = answer.json()["errors"]
        assert error["field"] == field
        assert right in error["expected"]
        assert await outbox(database, "life") == []

        whole = {"kind": kind, "title": "Collecte de cartons", "parties": of[:2]}
        answer = await client.post("/v1/synergies", json=whole, headers=animator)
        assert answer.status_code == 201, answer.text
