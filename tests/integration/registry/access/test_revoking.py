"""Revoked, given another secret, or holding less: tokens of before are worth nothing."""

import asyncio
import base64
import json
from datetime import UTC, datetime, timedelta

from tests.integration.registry.conftest import CAEN, FALAISE, FEDERATION, Api, Body, territory
from tests.kit import eventually


async def _made(api: Api, **fields: object) -> Body:
    return await api.post("/v1/principals", {"name": "p", **fields})


async def _status(api: Api, by: dict[str, str], path: str = "/v1/territories") -> int:
    return (await api.http.get(path, headers=by)).status_code


async def _refused(api: Api, by: dict[str, str]) -> None:
    """Within five seconds; the answer says what to do."""

    async def is_refused() -> bool:
        return await _status(api, by) == 401

    await eventually(is_refused, within=5)
    answer = await api.http.get("/v1/territories", headers=by | {"Accept-Language": "en"})
    assert answer.json()["detail"] == "the token was revoked: get another one"
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]


async def test_a_revoked_principal_is_refused_and_said_to_others(api: Api) -> None:
    client_id = (await _made(api, role="animator", territories=[FALAISE]))["client_id"]
    own = api.tokens.animator(FALAISE, id=client_id)
    bystander = api.tokens.animator(FALAISE, id="somebody-else")
    assert await _status(api, own) == 200
    await api.delete(f"/v1/principals/{client_id}", by=api.operator)
    await _refused(api, own)
    assert await _status(api, bystander) == 200
    await api.delete(f"/v1/principals/{client_id}", by=api.operator)  # again: nothing more
    [(type_, version, said)] = await api.outbox("principal")
    assert (type_, version, said.client_id) == ("principal.revoked.v1", 1, client_id)
    assert said.reason == "revoked"
    assert said.not_before > api.clock()


async def test_another_secret_ends_the_tokens_of_the_one_before(api: Api) -> None:
    made = await _made(api, role="animator", territories=[FALAISE])
    form = {"grant_type": "client_credentials", "client_id": made["client_id"]}
    for version in (1, 2):
        stolen = api.tokens.animator(FALAISE, id=made["client_id"])
        assert await _status(api, stolen) == 200
        again = await api.post(f"/v1/principals/{made['client_id']}/secret", {}, expect=200)
        await _refused(api, stolen)
        said = [data for _, _, data in await api.outbox("principal")]
        assert [one.reason for one in said] == ["secret"] * version
        # A token of the new secret is of a moment that serves at once.
        sent = form | {"client_secret": again["client_secret"]}
        token = (await api.http.post("/oauth/token", data=sent)).json()["access_token"]
        assert _issued_at(token) == said[-1].not_before
        api.clock.advance(timedelta(minutes=1))


def _issued_at(token: str) -> datetime:
    claims = json.loads(base64.urlsafe_b64decode(token.split(".")[1] + "=="))
    return datetime.fromtimestamp(claims["iat"], UTC)


async def test_the_last_operator_stays(api: Api) -> None:
    first, second = [(await _made(api, role="operator"))["client_id"] for _ in range(2)]
    # Both at once: one of them stays.
    answers = await asyncio.gather(
        *(api.http.delete(f"/v1/principals/{one}", headers=api.operator) for one in (first, second))
    )
    assert sorted(answer.status_code for answer in answers) == [204, 409]
    [refused] = [answer.json() for answer in answers if answer.status_code == 409]
    assert refused["type"] == "urn:boucle:problem:last-operator"
    live = await api.fetch(
        "SELECT client_id FROM client WHERE role = 'operator' AND revoked_at IS NULL"
    )
    assert len(live) == 1


async def test_who_holds_a_federation_that_a_territory_leaves_asks_for_another_token(
    api: Api,
) -> None:
    await api.put(
        f"/v1/territories/{FEDERATION}", territory("Pôle", kind="federation"), by=api.operator
    )
    path = f"/v1/territories/{FALAISE}"
    joined = territory(parent=FEDERATION)
    await api.put(path, joined, by=api.operator, expect=200)
    above = (await _made(api, role="animator", territories=[FEDERATION]))["client_id"]
    beside = (await _made(api, role="animator", territories=[CAEN]))["client_id"]
    await api.put(path, {**joined, "k": 9}, by=api.operator, expect=200)
    assert await api.outbox("principal") == []
    await api.put(path, territory(), by=api.operator, expect=200)
    assert [said.client_id for _, _, said in await api.outbox("principal")] == [above]
    await _refused(api, api.tokens.animator(FALAISE, FEDERATION, id=above))
    assert await _status(api, api.tokens.animator(CAEN, id=beside)) == 200
