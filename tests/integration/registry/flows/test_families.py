"""A flow of several families, from the request to the row, the event and the answer."""

import httpx

from boucle.contract.events.registry import FamilyShare, Flow
from tests.integration.registry.conftest import Api, Body, flow

FLOW = "/v1/sources/tyca/flows/methaniser"
PARTS = [{"family": "manure", "share": "0.40"}, {"family": "fats", "share": "0.2"}]
CELL = "fumier, lisier et fientes 40 %, fats 20 %"


def _need(**changes: object) -> Body:
    return flow(direction="input", **{"family": None, "text": None, **changes})


async def test_it_is_kept_published_and_shown_whole(declared: Api) -> None:
    made = await declared.put(FLOW, _need(families=PARTS))
    assert made["family"] == "manure"
    assert [(one["family"], one["share"]) for one in made["families"]] == [
        ("manure", "0.4"),
        ("fats", "0.2"),
    ]
    assert made["families"][0]["label_fr"] == "fumier, lisier et fientes"
    assert [one["field"] for one in made["warnings"]] == ["site.treatments"]
    _, _, published = (await declared.outbox("flow"))[0]
    assert isinstance(published, Flow)
    assert published.families == (FamilyShare("manure", "0.4"), FamilyShare("fats", "0.2"))
    assert await declared.put(FLOW, _need(families=PARTS), expect=200) == made
    assert await declared.put(FLOW, _need(families="manure 40 %, fats 20 %"), expect=200) == made
    read = await declared.http.get(f"/v1/flows/{made['flow_id']}", headers=declared.tool)
    assert read.json() == {**made, "warnings": []}


async def test_a_flow_of_one_shows_it_and_publishes_none(declared: Api) -> None:
    made = await declared.put(FLOW, flow())
    assert [one["family"] for one in made["families"]] == [made["family"]]
    _, _, published = (await declared.outbox("flow"))[0]
    assert isinstance(published, Flow)
    assert published.families == ()


async def test_a_mixture_without_shares_is_taken_with_a_warning(declared: Api) -> None:
    families = [{"family": "manure"}, {"family": "fats"}]
    made = await declared.put(FLOW, flow(family=None, certainty="measured", families=families))
    assert made["certainty"] == "estimated"
    assert [one["share"] for one in made["families"]] == ["0.5", "0.5"]
    assert [one["field"] for one in made["warnings"]] == ["body.families"]


async def test_what_is_wrong_is_refused_by_its_field(declared: Api) -> None:
    wrong = [{"family": "manure", "share": "0.8"}, {"family": "manure", "share": "0.4"}]
    answer = await declared.http.put(FLOW, json=_need(families=wrong), headers=declared.tool)
    assert answer.status_code == 422
    fields = {error["field"] for error in answer.json()["errors"]}
    assert fields == {"body.families[1].family", "body.families"}
    many = [{"family": "manure"}] * 13
    answer = await declared.http.put(FLOW, json=_need(families=many), headers=declared.tool)
    assert answer.status_code == 422


async def _import(api: Api, rows: str) -> httpx.Response:
    headers = {**api.tool, "Content-Type": "text/csv"}
    content = f"Référence;Site;Sens;Familles;Quantité;Unité\n{rows}"
    return await api.http.post("/v1/imports", content=content.encode(), headers=headers)


async def test_a_bilan_says_the_same_in_one_cell(declared: Api) -> None:
    rows = f"methaniser;Atelier;entrée;{CELL};500;t\nx;Atelier;entrée;manure 80 %, fats 40 %;5;t\n"
    done = (await _import(declared, rows)).json()
    assert (done["created"], done["rejected"]) == (1, 1)
    (error,) = done["errors"]
    assert (error["line"], error["column"]) == (3, "Familles")
    assert "au-dessus de 1" in error["message"]
    again = (await _import(declared, rows)).json()
    assert (again["created"], again["unchanged"]) == (0, 1)
    made = await declared.http.get(FLOW, headers=declared.tool)
    assert [(one["family"], one["share"]) for one in made.json()["families"]] == [
        ("manure", "0.4"),
        ("fats", "0.2"),
    ]
