"""An animator verifies by visit, call or letter, refuses, and every state is kept."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from boucle.registry.parties.persons.retention import KeptDays, forgetting
from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, organisation, site
from tests.integration.registry.organisations.conftest import (
    OTHER_SIREN,
    SIREN,
    declare,
    ensure_published_as_kept,
    history,
    on_trial,
)

VISIT = {"how": "visit", "evidence": "carte de visite, le 3 mars"}
ADDRESS = {"address": ["12 rue des Prés", "14700 Falaise"]}


def _path(ids: Body, what: str) -> str:
    return f"/v1/organisations/{ids['organisation']}/{what}"


async def test_verified_by_a_visit_then_refused_then_verified_again(
    api: Api, stranger: dict[str, str]
) -> None:
    ids, animator = await declare(api, "stranger", stranger), api.tokens.animator(FALAISE)
    assert await on_trial(api) == {ids["flow"]: True}
    for _ in range(2):
        shown = await api.post(_path(ids, "verify"), VISIT, by=animator, expect=200)
        assert (shown["state"], shown["version"]) == ("verified", 2)
    assert await on_trial(api) == {ids["flow"]: False}
    for _ in range(2):
        body = {"reason": "ce n'est pas elle"}
        shown = await api.post(_path(ids, "refuse"), body, by=animator, expect=200)
        assert (shown["state"], shown["version"]) == ("refused", 3)
    assert await on_trial(api) == {ids["flow"]: True}
    again = organisation(name="stranger", siren=SIREN, evidence="it is us")
    await api.put("/v1/sources/stranger/organisations/o", again, by=stranger, expect=200)
    await api.post(_path(ids, "verify"), {**VISIT, "how": "call"}, by=animator, expect=200)
    assert await history(api, ids["organisation"]) == [
        ("claimed", "declared"),
        ("verified", "visit"),
        ("refused", "refused"),
        ("verified", "call"),
    ]
    rows = (await api.get(_path(ids, "verifications"), by=animator))["items"]
    assert [row["role"] for row in rows] == ["tool", *["animator"] * 3]
    assert [row["evidence"] for row in rows][1:3] == [VISIT["evidence"], "ce n'est pas elle"]
    await ensure_published_as_kept(api)


async def test_only_its_animator_and_the_operator_decide(
    api: Api, stranger: dict[str, str]
) -> None:
    ids = await declare(api, "stranger", stranger)
    await api.put(
        "/v1/sources/stranger/sites/caen", site(organisation="o", territory=CAEN), by=stranger
    )
    asked = (("verify", VISIT), ("refuse", {"reason": "no"}), ("postal-code", ADDRESS))
    company = api.tokens.company(UUID(ids["organisation"]))
    unknown = {"organisation": str(uuid4())}
    for what, body in asked:
        for by in (company, stranger, api.tokens.service()):
            await api.post(_path(ids, what), body, by=by, expect=403)
        # One of its sites is in its territory: it may read it, not decide.
        elsewhere = api.tokens.animator(CAEN)
        refused = await api.post(_path(ids, what), body, by=elsewhere, expect=403)
        assert "animator of the organisation's territory" in refused["detail"]
        stranger_to_it = api.tokens.animator("200067023")
        await api.post(_path(ids, what), body, by=stranger_to_it, expect=404)
        await api.post(_path(unknown, what), body, expect=404)
    for by in (company, stranger):
        await api.get(_path(ids, "verifications"), by=by, expect=403)
    assert await history(api, ids["organisation"]) == [("claimed", "declared")]


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("verify", {"how": "post", "evidence": "x"}, "body.how"),
        ("verify", {"how": "visit"}, "body.evidence"),
        ("verify", {"how": "visit", "evidence": ""}, "body.evidence"),
        ("refuse", {}, "body.reason"),
        ("postal-code", {"address": []}, "body.address"),
        ("postal-code", {"address": "12 rue des Prés"}, "body.address"),
        ("verify-code", {}, "body.code"),
        ("verify-code", {"code": 12}, "body.code"),
        ("merge", {"into": "x"}, "body.into"),
        ("split", {"sites": [], "name": "x"}, "body.sites"),
    ],
)
async def test_what_is_wrong_is_named(
    api: Api, stranger: dict[str, str], what: str, body: Body, field: str
) -> None:
    ids = await declare(api, "stranger", stranger)
    refused = await api.post(_path(ids, what), body, expect=422)
    assert [error["field"] for error in refused["errors"]] == [field]


async def test_what_cannot_be_verified_says_what_to_do(api: Api, stranger: dict[str, str]) -> None:
    await declare(api, "tyca", api.tool)
    ids = await declare(api, "stranger", stranger)
    refused = await api.post(_path(ids, "verify"), VISIT, expect=409)
    assert refused["type"].endswith("siren-taken")
    assert "merge" in refused["detail"]
    body = organisation(name="stranger", siren=OTHER_SIREN)
    await api.put("/v1/sources/stranger/organisations/o", body, by=stranger, expect=200)
    refused = await api.post(_path(ids, "verify"), VISIT, expect=409)
    assert ids["site"] in refused["detail"]
    assert OTHER_SIREN in refused["detail"]
    await api.delete("/v1/sources/stranger/organisations/o", by=stranger)
    refused = await api.post(_path(ids, "verify"), VISIT, expect=409)
    assert "withdrawn" in refused["detail"]
    assert await history(api, ids["organisation"]) == [("claimed", "declared")]
    await ensure_published_as_kept(api)


async def test_a_code_sent_by_post_verifies(api: Api, stranger: dict[str, str]) -> None:
    ids, animator = await declare(api, "stranger", stranger), api.tokens.animator(FALAISE)
    sent = await api.post(_path(ids, "postal-code"), ADDRESS, by=animator)
    code = sent["code"]
    for line in (*ADDRESS["address"], "stranger", SIREN, f"{code[:4]}-{code[4:]}"):
        assert line in sent["letter"]
    kept = await api.fetch("SELECT * FROM postal_code")
    assert code not in str(kept)
    typed = f" {code[:4].lower()}-{code[4:].lower()} "
    await api.post(
        _path(ids, "verify-code"), {"code": typed}, by=api.tool, expect=404
    )  # not its tool
    shown = await api.post(_path(ids, "verify-code"), {"code": typed}, by=stranger, expect=200)
    assert shown["state"] == "verified"
    assert await history(api, ids["organisation"]) == [
        ("claimed", "declared"),
        ("verified", "post"),
    ]
    rows = (await api.get(_path(ids, "verifications")))["items"]
    assert rows[-1]["evidence"] == "code sent to 12 rue des Prés, 14700 Falaise"
    assert await api.fetch("SELECT 1 FROM postal_code") == []
    again = await api.post(_path(ids, "verify-code"), {"code": typed}, by=stranger, expect=200)
    assert again["version"] == shown["version"]
    await api.post(_path(ids, "postal-code"), ADDRESS, by=animator, expect=409)
    await ensure_published_as_kept(api)


async def test_a_wrong_code_counts_and_five_are_enough(api: Api, stranger: dict[str, str]) -> None:
    ids = await declare(api, "stranger", stranger)
    path = _path(ids, "verify-code")
    nothing = await api.post(path, {"code": "ABCD-EFGH"}, by=stranger, expect=409)
    assert "no code was sent" in nothing["detail"]
    code = (await api.post(_path(ids, "postal-code"), ADDRESS))["code"]
    for left in (4, 3, 2, 1):
        wrong = await api.post(path, {"code": "0000"}, by=stranger, expect=422)
        [error] = wrong["errors"]
        assert (error["field"], error["value"]) == ("body.code", "0000")
        assert f"{left} more tries" in error["expected"]
    await api.post(path, {"code": "0000"}, by=stranger, expect=422)
    blocked = await api.post(path, {"code": code}, by=stranger, expect=409)
    assert "5 times" in blocked["detail"]
    assert "another letter" in blocked["detail"]
    code = (await api.post(_path(ids, "postal-code"), ADDRESS))["code"]
    await api.post(path, {"code": code}, by=stranger, expect=200)


async def test_a_code_expires_and_is_of_one_siren(api: Api, stranger: dict[str, str]) -> None:
    ids = await declare(api, "stranger", stranger, siret=None)
    path = _path(ids, "verify-code")
    code = (await api.post(_path(ids, "postal-code"), ADDRESS))["code"]
    body = organisation(name="stranger", siren=OTHER_SIREN)
    await api.put("/v1/sources/stranger/organisations/o", body, by=stranger, expect=200)
    refused = await api.post(path, {"code": code}, by=stranger, expect=409)
    assert f"the letter was for the SIREN {SIREN}" in refused["detail"]
    body = organisation(name="stranger", siren=None)
    await api.put("/v1/sources/stranger/organisations/o", body, by=stranger, expect=200)
    no_siren = await api.post(_path(ids, "postal-code"), ADDRESS, expect=409)
    assert "no SIREN" in no_siren["detail"]
    body = organisation(name="stranger", siren=SIREN)
    await api.put("/v1/sources/stranger/organisations/o", body, by=stranger, expect=200)
    api.clock.advance(timedelta(days=61))
    expired = await api.post(path, {"code": code}, expect=409)
    assert "expired on" in expired["detail"]
    forget = forgetting(api.database, api.clock, KeptDays()).work
    assert await forget() == 1
    [kept] = await api.fetch("SELECT address FROM postal_code")
    assert list(kept["address"]) == []
    expired = await api.post(path, {"code": code}, expect=409)
    assert "expired on" in expired["detail"]
    api.clock.advance(timedelta(days=30))
    assert await forget() == 1
    assert await api.fetch("SELECT 1 FROM postal_code") == []
    assert await history(api, ids["organisation"]) == [("claimed", "declared")]


async def test_a_tool_is_trusted_and_trusted_no_more(api: Api, stranger: dict[str, str]) -> None:
    rows = await api.fetch("SELECT client_id FROM client WHERE source = 'stranger'")
    path = f"/v1/principals/{rows[0]['client_id']}/verifies"
    ids = await declare(api, "stranger", stranger)
    shown = await api.put(path, {"verifies": True}, by=api.operator, expect=200)
    assert shown["verifies"] is True
    body = organisation(name="stranger", siren=SIREN)
    await api.put("/v1/sources/stranger/organisations/o", body, by=stranger, expect=200)
    assert await on_trial(api) == {ids["flow"]: False}
    await api.put(path, {"verifies": False}, by=api.operator, expect=200)
    other = await api.put("/v1/sources/stranger/organisations/p", organisation(), by=stranger)
    assert other["state"] == "claimed"
    assert await on_trial(api) == {ids["flow"]: False}, "what it verified stays so"
    await api.put(path, {"verifies": True}, by=stranger, expect=403)
    await api.put("/v1/principals/nobody/verifies", {"verifies": True}, by=api.operator, expect=404)
