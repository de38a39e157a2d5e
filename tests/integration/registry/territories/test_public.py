"""What anybody reads of territories."""

from tests.integration.registry.conftest import CAEN, FALAISE, Api, Body, flow, organisation, site


async def _read(api: Api) -> dict[str, Body]:
    path = "/internal/territories/public"
    answer = await api.post(path, {}, by=api.tokens.service(), expect=200)
    return {one["siren"]: one for one in answer["items"]}


async def _company(api: Api, name: str, flows: int, **told: object) -> None:
    base = "/v1/sources/tyca"
    await api.put(f"{base}/organisations/{name}", organisation(name=name, **told))
    place = {"organisation": name, "siret": None, "location_precision": "commune"}
    await api.put(f"{base}/sites/{name}", site(**place))
    for number in range(flows):
        await api.put(f"{base}/flows/{name}{number}", flow(site=name))


async def test_only_a_crowd_of_verified_companies_is_counted(api: Api) -> None:
    await _company(api, "a", 2)
    await _company(api, "b", 1)
    await _company(api, "invented", 4, example=True)
    await _company(api, "silent", 0)
    found = await _read(api)
    assert set(found) == {FALAISE, CAEN}
    assert (found[FALAISE]["companies"], found[FALAISE]["declared"]) == (None, None)
    await _company(api, "c", 3)
    falaise = (await _read(api))[FALAISE]
    assert (falaise["companies"], falaise["declared"]) == (3, 5)  # of 6
    await api.delete("/v1/sources/tyca/flows/b0")
    assert (await _read(api))[FALAISE]["companies"] is None


async def test_who_answers_for_data_is_named_and_a_sandbox_is_not(api: Api) -> None:
    assert (await _read(api))[FALAISE]["controller"] is None
    rights = {"name": "CC Falaise", "address": "Rue", "rights": "dpo@falaise.example"}
    at = f"/v1/territories/{FALAISE}"
    body = {"name": "Pays de Falaise", "kind": "epci", "controller": rights}
    await api.put(at, body, by=api.operator, expect=200)
    assert (await _read(api))[FALAISE]["controller"] == "CC Falaise"
    await api.post("/v1/sandboxes", {"name": "essai"}, by=api.tool, expect=201)
    assert set(await _read(api)) == {FALAISE, CAEN}
