"""The deductive mode over HTTP: at an animator's word, and only until somebody declares."""

import asyncio
from uuid import UUID

from boucle.platform.bus import Bus
from boucle.registry.app import SERVICE
from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, flow, known_to_both, site
from tests.kit import RunningWorker, logged

SAWMILL = {"code": "16.10A", "version": "NAF rév. 2"}
USUAL = ["input/heat_hot_water", "output/bark", "output/sawdust", "output/wood_a"]
FIFTY = {"employees": 50}
SITE = "/v1/sources/tyca/sites/site"


async def _sawmill(api: Api, **published: object) -> str:
    shown = await api.put(SITE, site(**{"naf": SAWMILL, **published}), expect=200)
    return f"/v1/sites/{shown['site_id']}/typical-flows"


async def _deduce(api: Api, address: str, employees: int = 50) -> Body:
    animator = api.tokens.animator(FALAISE)
    return await api.post(address, {"employees": employees}, by=animator, expect=200)


def _named(flows: list[Body]) -> dict[str, Body]:
    return {f"{each['direction']}/{each['family']}": each for each in flows}


async def _present(api: Api) -> list[Body]:
    items: list[Body] = (await api.get("/v1/flows"))["items"]
    return items


async def test_only_an_animator_of_the_territory_or_the_operator_may(declared: Api) -> None:
    address = await _sawmill(declared)
    owner = (await declared.get(SITE))["organisation_id"]
    company = declared.tokens.company(UUID(owner))
    for by, role in ((company, "company"), (declared.tool, "tool")):
        refused = await declared.post(address, FIFTY, by=by, expect=403)
        assert refused["detail"] == f"this needs the role animator or operator, not {role}"
    await declared.post(address, FIFTY, by=declared.tokens.animator(CAEN), expect=404)
    assert await declared.outbox("flow") == []
    await declared.post(address, FIFTY, by=declared.tokens.animator(FALAISE), expect=200)
    again = await declared.post(address, FIFTY, by=declared.operator, expect=200)
    assert sorted(_named(again["left"])) == USUAL


async def test_a_site_gets_what_its_activity_usually_has(declared: Api) -> None:
    address = await _sawmill(declared)
    done = await _deduce(declared, address)
    made = _named(done["made"])
    assert sorted(made) == USUAL
    assert made["input/heat_hot_water"]["quantity"] == {"value": "11000", "unit": "MWh"}
    assert (done["revised"], done["left"], done["withdrawn"]) == ([], [], [])
    published = await declared.outbox("flow")
    assert {(type_, version) for type_, version, _ in published} == {("flow.declared.v1", 1)}
    assert {data.certainty for _, _, data in published} == {"typical"}
    listed = _named((await declared.get("/v1/flows", by=declared.tool))["items"])
    assert sorted(listed) == USUAL
    for name, shown in listed.items():
        assert shown["flow_id"] == made[name]["flow_id"]
        assert (shown["certainty"], shown["sources"], shown["form"]) == ("typical", [], None)
        assert shown["provenance"].startswith("Ordre de grandeur de l'activité 16.10")


async def test_the_same_call_changes_nothing_and_more_employees_revise(declared: Api) -> None:
    address = await _sawmill(declared)
    made = (await _deduce(declared, address))["made"]
    before = await _present(declared)
    assert await _deduce(declared, address) == {
        "made": [],
        "revised": [],
        "left": made,
        "withdrawn": [],
    }
    assert await _present(declared) == before
    revised = (await _deduce(declared, address, 100))["revised"]
    assert [each["flow_id"] for each in revised] == [each["flow_id"] for each in made]
    assert _named(revised)["input/heat_hot_water"]["quantity"]["value"] == "22000"
    assert [version for _, version, _ in await declared.outbox("flow")] == [1] * 4 + [2] * 4


async def test_two_animators_at_once_make_them_once(declared: Api) -> None:
    address = await _sawmill(declared)
    done = await asyncio.gather(*(_deduce(declared, address) for _ in range(3)))
    assert sorted(len(each["made"]) for each in done) == [0, 0, 4]
    assert len(await declared.outbox("flow")) == 4


async def test_what_is_declared_is_left_alone(declared: Api) -> None:
    address = await _sawmill(declared)
    mine = await declared.put("/v1/sources/tyca/flows/bark", flow(family="bark"))
    made = _named((await _deduce(declared, address))["made"])
    assert sorted(made) == [name for name in USUAL if name != "output/bark"]
    assert await declared.get(f"/v1/flows/{mine['flow_id']}") == mine


async def test_a_declaration_by_any_way_ends_the_typical_flow(
    declared: Api, bus: Bus, running_worker: RunningWorker
) -> None:
    address = await _sawmill(declared)
    made = _named((await _deduce(declared, address))["made"])
    place = (await declared.get(SITE))["site_id"]
    body = {key: value for key, value in flow().items() if key != "site"}
    by_name = flow(family="bark", quantity={"value": "5800", "unit": "t"})  # alike, no duplicate
    bark = await declared.put("/v1/sources/tyca/flows/bark", by_name)
    assert bark["duplicate_of"] is None
    await declared.post("/v1/flows", {**body, "site_id": place, "family": "sawdust"})
    file = "site;sens;famille;quantité;unité\nAtelier;sortie;wood_a;12;t\n".encode()
    headers = {**declared.tool, "Content-Type": "text/csv"}
    answer = await declared.http.post("/v1/imports", content=file, headers=headers)
    assert answer.json()["created"] == 1, answer.text
    ended = [made[name]["flow_id"] for name in USUAL[1:]]
    types: dict[str, list[str]] = {}
    async with running_worker(SERVICE):
        for record in await logged(declared.database, bus, "flow"):
            types.setdefault(str(record.key), []).append(record.headers["ce_type"])
    for id_ in ended:
        assert types[id_] == ["flow.declared.v1", "flow.withdrawn.v1"]
        assert (await declared.get(f"/v1/flows/{id_}"))["withdrawn_at"] is not None
    assert types[made[USUAL[0]]["flow_id"]] == ["flow.declared.v1"]
    again = await _deduce(declared, address)
    assert list(_named(again["left"])) == USUAL[:1]
    assert (again["made"], again["withdrawn"]) == ([], [])


async def test_it_ends_in_the_transaction_that_declares(declared: Api) -> None:
    address = await _sawmill(declared)
    made = _named((await _deduce(declared, address))["made"])
    await declared.put("/v1/sources/tyca/flows/bark", flow(family="bark"))
    rows = await declared.fetch("SELECT xmin FROM flow WHERE family = 'bark'")
    assert len({str(row["xmin"]) for row in rows}) == 1
    assert len(rows) == 2
    # ... and is made again, under its own id, once nobody declares it any more.
    await declared.delete("/v1/sources/tyca/flows/bark")
    again = await _deduce(declared, address)
    assert [each["flow_id"] for each in again["made"]] == [made["output/bark"]["flow_id"]]


async def test_another_word_of_the_same_place_counts_too(api: Api) -> None:
    siret = "73282932000074"
    await known_to_both(api, siret=siret, naf=SAWMILL)
    address = await _sawmill(api, siret=siret)
    await _deduce(api, address)
    await api.put("/v1/sources/autre/flows/bark", flow(family="bark"), by=api.other_tool)
    left = _named((await _deduce(api, address))["left"])
    assert sorted(left) == [name for name in USUAL if name != "output/bark"]


async def test_a_company_takes_a_typical_flow_up(declared: Api) -> None:
    address = await _sawmill(declared)
    made = _named((await _deduce(declared, address))["made"])
    shown = await declared.get(SITE)
    company = declared.tokens.company(UUID(shown["organisation_id"]))
    body = {key: value for key, value in flow(family="bark").items() if key != "site"}
    mine = f"/v1/flows/{made['output/bark']['flow_id']}"
    published = {**body, "site_id": shown["site_id"], "certainty": "measured"}
    taken_up = await declared.put(mine, published, by=company, expect=200)
    done = await _deduce(declared, address, 200)
    assert "output/bark" not in _named([*done["made"], *done["revised"], *done["withdrawn"]])
    assert await declared.get(mine) == taken_up


async def test_another_activity_withdraws_what_is_not_usual_any_more(declared: Api) -> None:
    address = await _sawmill(declared)
    await _deduce(declared, address)
    await _sawmill(declared, naf={"code": "47.11F", "version": "NAF rév. 2"})
    done = await _deduce(declared, address)
    assert sorted(_named(done["withdrawn"])) == USUAL
    assert "output/cardboard" in _named(done["made"])
    assert {each["certainty"] for each in await _present(declared)} == {"typical"}
    assert len(await _present(declared)) == len(done["made"])


async def test_an_example_site_has_them_too_and_takes_them_away(declared: Api) -> None:
    address = await _sawmill(declared, example=True)
    assert sorted(_named((await _deduce(declared, address))["made"])) == USUAL
    await declared.delete(SITE)
    assert await _present(declared) == []
    refused = await declared.post(address, FIFTY, expect=422)
    assert refused["errors"][0]["field"] == "path.site_id"
    assert refused["errors"][0]["message"] == "is a site that was withdrawn"


async def test_without_an_activity_nothing_can_be_deduced(declared: Api) -> None:
    address = f"/v1/sites/{(await declared.get(SITE))['site_id']}/typical-flows"
    (fault,) = (await declared.post(address, FIFTY, expect=422))["errors"]
    assert (fault["field"], fault["value"]) == ("site.naf", None)
    assert "with naf, its code and version" in fault["expected"]
    await _sawmill(declared, naf={"code": "69.20Z", "version": "NAF rév. 2"})
    (fault,) = (await declared.post(address, FIFTY, expect=422))["errors"]
    assert (fault["field"], fault["value"]) == ("site.naf", "69.20Z")
    assert "no typical flow" in fault["message"]


async def test_employees_are_a_whole_number_of_people(declared: Api) -> None:
    address = await _sawmill(declared)
    for wrong in (0, -1, 100_001, 1.5, "50", True, None):
        (fault,) = (await declared.post(address, {"employees": wrong}, expect=422))["errors"]
        assert fault["field"] == "body.employees", wrong
    assert await _present(declared) == []
