"""Calls with companies, whom to call again, and prospects that a territory marks."""

from __future__ import annotations

from datetime import timedelta

from boucle.registry.parties.persons.retention import KeptDays, forgetting
from tests.integration.registry.conftest import CAEN, FALAISE, Api, organisation, site

SIRET = "73282932000074"


async def _company(api: Api, name: str) -> str:
    made = await api.put(f"/v1/sources/tyca/organisations/{name}", organisation(name=name))
    await api.put(f"/v1/sources/tyca/sites/{name}", site(organisation=name))
    return str(made["organisation_id"])


async def test_calls_and_whom_to_call_again(api: Api) -> None:
    one, other = await _company(api, "une"), await _company(api, "autre")
    nadia, paul = api.tokens.animator(FALAISE, id="nadia"), api.tokens.animator(CAEN, id="paul")
    of_one = f"/v1/organisations/{one}/calls"
    first = await api.post(
        of_one, {"text": "Rappeler.\nElle réfléchit.", "next_on": "2026-03-01"}, by=nadia
    )
    assert (first["by"], first["with_whom"], first["contact_id"]) == ("nadia", None, None)
    await api.post(f"/v1/organisations/{other}/calls", {"text": "x", "next_on": "2026-03-02"})

    async def due(before: str) -> list[str]:
        page = await api.get(f"/v1/calls?due_before={before}", by=nadia)
        return [call["organisation_id"] for call in page["items"]]

    assert await due("2026-03-01") == []
    assert await due("2026-03-02") == [one]
    assert await due("2026-03-03") == [one, other]
    await api.post(of_one, {"text": "C'est fait.", "with_whom": "Claire"}, by=nadia)
    assert await due("2026-03-03") == [other]  # the last call says
    said = await api.get(of_one, by=nadia)
    assert [call["text"] for call in said["items"]] == ["Rappeler.\nElle réfléchit.", "C'est fait."]
    page = await api.get("/v1/calls?limit=2", by=nadia)
    rest = await api.get(f"/v1/calls?limit=2&cursor={page['next']}", by=nadia)
    assert [call["text"] for call in rest["items"]] == ["C'est fait."]
    assert (await api.get("/v1/calls", by=paul))["items"] == []
    assert (await api.get(f"/v1/calls?territory={CAEN}"))["items"] == []
    assert len((await api.get(f"/v1/calls?territory={FALAISE}"))["items"]) == 3
    for by, status in ((paul, 404), (api.tool, 403)):
        assert (await api.http.get(of_one, headers=by)).status_code == status
        refused = await api.http.post(of_one, json={"text": "x"}, headers=by)
        assert refused.status_code == status
    unknown = await api.http.post(of_one, json={"text": "x", "contact_id": one}, headers=nadia)
    assert unknown.status_code == 422


async def test_calls_follow_a_merged_company(api: Api) -> None:
    one, other = await _company(api, "une"), await _company(api, "autre")
    await api.post(f"/v1/organisations/{one}/calls", {"text": "avant"})
    await api.post(f"/v1/organisations/{one}/merge", {"into": other}, expect=200)
    [call] = (await api.get(f"/v1/organisations/{other}/calls"))["items"]
    assert (call["organisation_id"], call["text"]) == (other, "avant")


async def test_old_calls_and_those_of_who_left_are_forgotten(api: Api) -> None:
    one, other = await _company(api, "une"), await _company(api, "autre")
    for id_ in (one, other):
        await api.post(f"/v1/organisations/{id_}/calls", {"text": "x"})
    await api.put(
        f"/v1/prospects/{SIRET}",
        {"territory": FALAISE, "state": "called"},
        by=api.operator,
        expect=200,
    )
    gone = await api.http.delete("/v1/sources/tyca/organisations/une", headers=api.tool)
    assert gone.status_code in (200, 204), gone.text
    assert len((await api.get("/v1/calls"))["items"]) == 1
    count = "SELECT (SELECT count(*) FROM company_call) + (SELECT count(*) FROM marked_prospect)"
    for days, left in ((0, 3), (31, 2), (1097, 0)):
        api.clock.advance(timedelta(days=days))
        await forgetting(api.database, api.clock, KeptDays()).work()
        [row] = await api.database.fetch(count)
        assert row[0] == left


async def test_a_territory_marks_prospects(api: Api) -> None:
    nadia, paul = api.tokens.animator(FALAISE, id="nadia"), api.tokens.animator(CAEN, id="paul")
    path, listed = f"/v1/prospects/{SIRET}", f"/v1/prospects/marked?territory={FALAISE}"
    body = {"territory": FALAISE, "state": "to_call", "note": "À l'entrée de la zone."}
    made = await api.put(path, body, by=nadia, expect=200)
    assert (made["by"], made["state"], made["name"]) == ("nadia", "to_call", None)
    await api.put(path, {"territory": FALAISE, "state": "declined"}, by=nadia, expect=200)
    [shown] = (await api.get(listed, by=nadia))["items"]
    assert (shown["siret"], shown["state"], shown["note"]) == (SIRET, "declined", None)
    assert (await api.get(f"{listed}&state=to_call", by=nadia))["items"] == []
    assert len((await api.get(f"{listed}&state=declined,joined", by=nadia))["items"]) == 1
    assert (await api.http.put(path, json=body, headers=paul)).status_code == 404
    assert (await api.http.get(listed, headers=paul)).status_code == 404
    assert (await api.http.put(path, json=body, headers=api.tool)).status_code == 403
    wrong = await api.http.put("/v1/prospects/73282932000075", json=body, headers=nadia)
    assert wrong.status_code == 422
