"""A verified organisation that moves, or says to be another establishment, is verified again."""

import json
from uuid import UUID

import pytest

from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, organisation, site
from tests.integration.registry.organisations.conftest import (
    SIREN,
    SIRET,
    declare,
    ensure_published_as_kept,
    history,
    on_trial,
)

VISIT = {"how": "visit", "evidence": "carte de visite, le 3 mars"}
OTHER_ESTABLISHMENT = "73282932000082"
"""Of SIREN too: its NIC 00008, and the key by which the digits add up (Luhn)."""
FOREIGN = ("35600000000048", "80380679300011", "30368786700026")
BASE = "/v1/sources/stranger"


async def _verified(api: Api, stranger: dict[str, str], **told: object) -> Body:
    ids = await declare(api, "stranger", stranger, **told)
    await _verify(api, ids)
    return ids


async def _verify(api: Api, ids: Body, territory: str = FALAISE) -> None:
    path = f"/v1/organisations/{ids['organisation']}/verify"
    shown = await api.post(path, VISIT, by=api.tokens.animator(territory), expect=200)
    assert shown["state"] == "verified"
    assert set((await on_trial(api)).values()) == {False}


async def test_who_moves_to_another_territory_is_claimed_there(
    api: Api, stranger: dict[str, str]
) -> None:
    ids = await _verified(api, stranger)
    moved = organisation(name="stranger", siren=SIREN, territory=CAEN)
    for _ in range(2):
        told = await api.put(f"{BASE}/organisations/o", moved, by=stranger, expect=200)
        assert (told["state"], told["territory"]) == ("claimed", CAEN)
    assert set((await on_trial(api)).values()) == {True}, "in nobody's list meanwhile"
    waiting = await api.get("/v1/organisations?state=claimed", by=api.tokens.animator(CAEN))
    assert [one["organisation_id"] for one in waiting["items"]] == [ids["organisation"]]
    await _verify(api, ids, CAEN)
    assert await history(api, ids["organisation"]) == [
        ("claimed", "declared"),
        ("verified", "visit"),
        ("claimed", "moved"),
        ("verified", "visit"),
    ]
    await ensure_published_as_kept(api)


async def test_who_is_moved_by_somebody_who_vouches_stays_verified(
    api: Api, stranger: dict[str, str]
) -> None:
    ids = await _verified(api, stranger)
    moved = organisation(name="stranger", siren=SIREN, territory=CAEN)
    address = f"/v1/organisations/{ids['organisation']}"
    told = await api.put(address, moved, by=api.operator, expect=200)
    assert told["state"] == "verified"
    assert set((await on_trial(api)).values()) == {False}
    assert (await history(api, ids["organisation"]))[-1] == ("verified", "declared_by_operator")
    mine = await declare(api, "tyca", api.tool, siren=None, siret=None)
    shown = await api.put(
        "/v1/sources/tyca/organisations/o", organisation(territory=CAEN), expect=200
    )
    assert (shown["state"], await history(api, mine["organisation"])) == (
        "verified",
        [("verified", "tool"), ("verified", "tool")],
    )


@pytest.mark.parametrize(
    ("siren", "siret", "told", "field"),
    [
        (SIREN, SIRET, {"territory": CAEN, "siret": SIRET}, "territory"),
        (SIREN, SIRET, {"siret": OTHER_ESTABLISHMENT}, "siret"),
        (None, None, {"siret": SIRET}, "siret"),
    ],
)
async def test_a_site_that_moves_or_is_another_establishment(
    api: Api,
    stranger: dict[str, str],
    siren: str | None,
    siret: str | None,
    told: Body,
    field: str,
) -> None:
    ids = await _verified(api, stranger, siren=siren, siret=siret)
    await api.put(f"{BASE}/sites/t", site(organisation="o", name="Dépôt"), by=stranger)
    changed = await api.put(
        f"{BASE}/sites/s", site(organisation="o", **told), by=stranger, expect=200
    )
    [warning] = [one for one in changed["warnings"] if one["field"] == f"body.{field}"]
    assert warning["value"] == told[field]
    assert "claimed again" in warning["message"]
    assert (await api.get(f"{BASE}/organisations/o", by=stranger))["state"] == "claimed"
    assert set((await on_trial(api)).values()) == {True}
    states = await api.fetch("SELECT on_trial FROM site WHERE withdrawn_at IS NULL")
    assert [row["on_trial"] for row in states] == [True, True], "its other site too"
    [*_, last] = await api.fetch(
        "SELECT how, evidence FROM organisation_verification WHERE organisation_id = $1 "
        "ORDER BY version",
        UUID(ids["organisation"]),
    )
    assert last["how"] == "moved"
    assert ids["site"] in last["evidence"]
    assert str(told[field]) in last["evidence"]
    await _verify(api, ids)
    await ensure_published_as_kept(api)


async def test_a_new_site_takes_no_siret_where_no_siren_says_whose(
    api: Api, stranger: dict[str, str]
) -> None:
    await _verified(api, stranger, siren=None, siret=None)
    await api.put(f"{BASE}/sites/t", site(organisation="o", siret=SIRET), by=stranger)
    assert (await api.get(f"{BASE}/organisations/o", by=stranger))["state"] == "claimed"
    assert set((await on_trial(api)).values()) == {True}


async def test_what_proves_nothing_new_is_taken(api: Api, stranger: dict[str, str]) -> None:
    """A first SIRET of the verified SIREN, another name; an animator who knows the site."""
    ids = await _verified(api, stranger, siret=None)
    named = site(organisation="o", siret=SIRET, name="Fonderie")
    changed = await api.put(f"{BASE}/sites/s", named, by=stranger, expect=200)
    assert changed["warnings"] == []
    there = {**named, "siret": OTHER_ESTABLISHMENT, "organisation_id": ids["organisation"]}
    del there["organisation"]
    animator = api.tokens.animator(FALAISE)
    await api.put(f"/v1/sites/{ids['site']}", there, by=animator, expect=200)
    assert (await api.get(f"{BASE}/organisations/o", by=stranger))["state"] == "verified"
    assert set((await on_trial(api)).values()) == {False}


async def test_a_siret_of_another_siren_is_doubted(api: Api, stranger: dict[str, str]) -> None:
    """While its organisation is claimed, which nobody can verify so."""
    ids = await declare(api, "stranger", stranger, siren=SIREN, siret=None)
    foreign = site(organisation="o", siret=FOREIGN[0])
    changed = await api.put(f"{BASE}/sites/s", foreign, by=stranger, expect=200)
    line = {"kind": "site", "id": "t", "data": {**foreign, "siret": FOREIGN[1]}}
    sent = {**stranger, "content-type": "application/x-ndjson"}
    bulk = await api.http.post(f"{BASE}/bulk", content=json.dumps(line), headers=sent)
    del foreign["organisation"]
    there = {**foreign, "siret": FOREIGN[2], "organisation_id": ids["organisation"]}
    made = await api.post("/v1/sites", there, by=stranger)
    for told in (changed, json.loads(bulk.text.splitlines()[0]), made):
        [warning] = told["warnings"]
        assert warning["field"].endswith(".siret")
        assert warning["expected"] == f"a SIRET that begins with {SIREN}, or no SIRET"
    fitting = site(organisation="o", siret=SIRET)
    changed = await api.put(f"{BASE}/sites/s", fitting, by=stranger, expect=200)
    assert changed["warnings"] == []
