"""Sharings by Boucle's own ids: companies, animators and tools declare, read and change them."""

from uuid import UUID

from tests.integration.registry.conftest import FALAISE, Api, Body, sharing

SOURCE = "/v1/sources/tyca/sharings"
MERGE = {"Content-Type": "application/merge-patch+json"}


async def _site(api: Api) -> Body:
    return await api.get("/v1/sources/tyca/sites/site")


async def _created(api: Api, **changes: object) -> Body:
    body = sharing(site_id=(await _site(api))["site_id"], **changes)
    del body["site"]
    return await api.post("/v1/sharings", body)


async def test_sent_twice_under_one_key_it_is_made_once(declared: Api) -> None:
    body = sharing(site_id=(await _site(declared))["site_id"])
    del body["site"]
    headers = {**declared.operator, "Idempotency-Key": "one"}
    answers = [
        await declared.http.post("/v1/sharings", json=body, headers=headers) for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert len(await declared.outbox("sharing")) == 1


async def test_only_who_may_act_for_its_site_sees_it(declared: Api) -> None:
    made = await _created(declared)
    path = f"/v1/sharings/{made['sharing_id']}"
    company = declared.tokens.company(UUID(made["organisation_id"]))
    for by in (company, declared.tool, declared.tokens.animator(FALAISE)):
        assert (await declared.get(path, by=by))["sharing_id"] == made["sharing_id"]
        assert len((await declared.get("/v1/sharings", by=by))["items"]) == 1
    other = declared.tokens.company(UUID(int=1))
    for by in (other, declared.other_tool, declared.tokens.animator("200065597")):
        await declared.get(path, by=by, expect=404)
        assert (await declared.get("/v1/sharings", by=by))["items"] == []
        await declared.delete(path, by=by, expect=404)
    await declared.delete(path, by=company)
    assert (await declared.get(path, by=company))["withdrawn_at"] is not None


async def test_a_list_takes_filters_fields_and_expand(declared: Api) -> None:
    await declared.put(f"{SOURCE}/a", sharing())
    offer = sharing(
        direction="offer",
        subject="freight",
        figures={"payload": "24"},
        choices={"temperature": "ambient"},
    )
    await declared.put(f"{SOURCE}/b", offer)
    for query, names in (
        ("kind=service", "ab"),
        ("kind=equipment&kind=workforce", ""),
        ("direction=offer", "b"),
        ("subject=waste_collection&subject=freight", "ab"),
        ("subject=waste_collection", "a"),
        (f"territory={FALAISE}&source=tyca", "ab"),
        ("source=autre", ""),
    ):
        items = (await declared.get(f"/v1/sharings?{query}"))["items"]
        assert "".join(one["sources"][0]["external_id"] for one in items) == names, query
    fields = "/v1/sharings?fields=subject&expand=site"
    shown = (await declared.get(fields))["items"]
    assert [one["subject"] for one in shown] == ["waste_collection", "freight"]
    assert shown[0]["site"]["name"] == "Atelier"
    assert shown[0].keys() == {"sharing_id", "subject", "site"}
    expanded = (await declared.get("/v1/sharings?expand=organisation&limit=1"))["items"]
    assert expanded[0]["organisation"]["name"] == "Scierie Normande"


async def test_a_patch_is_the_put_of_the_merge(declared: Api) -> None:
    made = await declared.put(f"{SOURCE}/a", sharing(choices={"container": "bin", "low": "150101"}))
    for path in (f"{SOURCE}/a", f"/v1/sharings/{made['sharing_id']}"):
        patch = {"figures": {"pickups": None, "density": "45"}, "cost": None}
        answer = await declared.http.patch(path, json=patch, headers={**declared.tool, **MERGE})
        assert answer.status_code == 200, answer.text
        shown = answer.json()
        assert (shown["figures"], shown["cost"]) == ({"density": "45", "tonnes": "12"}, None)
        assert (shown["version"], shown["contract_end"]) == (2, "2027-12-31")
    wrong = await declared.http.patch(
        f"{SOURCE}/a", json={"figures": {"roof": "12"}}, headers={**declared.tool, **MERGE}
    )
    assert wrong.status_code == 422
    assert [error["field"] for error in wrong.json()["errors"]] == ["body.figures.roof"]


async def test_what_is_not_classified_is_kept_and_says_what_it_may_be(declared: Api) -> None:
    text = "on cherche quelque chose pour les déchets de carton"
    body = sharing(subject=None, description=text, figures={}, choices={})
    made = await declared.put(f"{SOURCE}/a", body)
    assert (made["unclassified"], made["subject"]) == (True, None)
    assert "waste_collection" in [one["subject"] for one in made["suggestions"]]
    assert [warning["field"] for warning in made["warnings"]] == ["body.subject"]
    read = await declared.put(
        f"{SOURCE}/a",
        sharing(subject=None, description="gardien de nuit", figures={"hours": "70"}, choices={}),
        expect=200,
    )
    assert (read["subject"], read["unclassified"]) == ("security", False)
