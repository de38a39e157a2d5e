"""The same words by every door: PUT by source, a row of NDJSON, a line of a file."""

from typing import Any, Final

import pytest

from tests.integration.registry.bulk.conftest import bulk, row
from tests.integration.registry.conftest import Api, Body

SOURCE: Final = "/v1/sources/tyca"
BODY: Final[Body] = {
    "site": "site",
    "direction": "S",
    "nature": "matière",
    "family": "bois propre (classe A)",
    "quantity": {"value": "3 à 5", "unit": "palettes/mois"},
    "certainty": "mesuré",
    "hazardous": "non",
    "availability": {"months": "toute l'année", "start": "31/01/2026"},
    "current_route": {"cost_eur_per_unit": "8,50 €"},
    "valid_from": "01/02/2026",
}
HEADER: Final = (
    "référence;site;sens;nature;famille;quantité;unité;certitude;dangereux;mois;début;coût;depuis\n"
)
LINE: Final = (
    "{name};site;S;matière;bois propre (classe A);3 à 5;palettes/mois;mesuré;non;toute l'année;"
    "31/01/2026;8,50 €;01/02/2026\n"
)
OWN: Final = ("flow_id", "sources", "declared_at", "updated_at", "duplicate_of")


async def send_file(api: Api, *names: str, line: str = LINE) -> Any:
    content = HEADER + "".join(line.format(name=name) for name in names)
    headers = {**api.tool, "Content-Type": "text/csv"}
    answer = await api.http.post("/v1/imports", content=content.encode(), headers=headers)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def read(api: Api, name: str) -> Body:
    shown = await api.get(f"{SOURCE}/flows/{name}", by=api.tool)
    return {key: value for key, value in shown.items() if key not in OWN}


async def test_three_doors_make_the_same_flow_and_the_same_again_none(declared: Api) -> None:
    put = await declared.put(f"{SOURCE}/flows/json", BODY, by=declared.tool)
    results, _ = await bulk(declared, row("flow", "ndjson", BODY))
    done = await send_file(declared, "csv")
    assert [one["status"] for one in results] == [201]
    assert (done["created"], done["errors"]) == (1, [])
    shown = await read(declared, "json")
    assert shown == await read(declared, "ndjson") == await read(declared, "csv")
    assert shown["quantity"] == {"value": "13.8", "unit": "t"}
    said = shown["quantity_as_declared"]
    assert (said["value"], said["unit"]) == ("3..5", "pallet/month")
    assert "milieu de 3 à 5" in said["conversion_fr"]
    assert shown["certainty"] == "estimated"
    assert shown["current_route"]["cost_eur_per_unit"] == "29.565217391304"  # of a tonne
    warned = [one["field"] for one in put["warnings"]]
    assert "body.quantity" in warned
    assert [one["field"].replace("data", "body", 1) for one in results[0]["warnings"]] == warned
    assert "quantité" in [one["column"] for one in done["warnings"]]

    published = len(await declared.outbox("flow"))
    plain = {**BODY, "direction": "output", "quantity": {"value": "3-5", "unit": "pallet / month"}}
    for name in ("json", "ndjson", "csv"):
        again = await declared.put(f"{SOURCE}/flows/{name}", plain, by=declared.tool, expect=200)
        assert again["version"] == 1
    assert (await send_file(declared, "json", "ndjson", "csv"))["unchanged"] == 3
    assert len(await declared.outbox("flow")) == published


async def test_a_patch_is_merged_onto_what_was_counted(declared: Api) -> None:
    path = f"{SOURCE}/flows/counted"
    await declared.put(path, BODY, by=declared.tool)
    headers = {**declared.tool, "Content-Type": "application/merge-patch+json"}
    for tag in ('"1"', '"2"'):  # the second changes nothing more
        answer = await declared.http.patch(
            path, content='{"quantity": {"value": "8"}}', headers={**headers, "If-Match": tag}
        )
        assert answer.status_code == 200, answer.text
        assert answer.headers["ETag"] == '"2"'
    shown = answer.json()
    assert shown["quantity"] == {"value": "27.6", "unit": "t"}
    assert shown["quantity_as_declared"]["unit"] == "pallet/month"


@pytest.mark.parametrize(
    ("change", "cell", "field", "column", "right"),
    [
        ({"quantity": {"value": "12.000", "unit": "t"}}, "12.000", "value", "quantité", "12000"),
        ({"quantity": {"value": "12", "unit": "bennes"}}, "12", "unit", "unité", "30 m3"),
    ],
)
async def test_three_doors_refuse_the_same(
    declared: Api, change: Body, cell: str, field: str, column: str, right: str
) -> None:
    body = {**BODY, **change}
    answer = await declared.http.put(f"{SOURCE}/flows/bad", json=body, headers=declared.tool)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert error["field"] == f"body.quantity.{field}"
    assert right in error["expected"]
    results, _ = await bulk(declared, row("flow", "bad", body))
    (same,) = results[0]["problem"]["errors"]
    assert same == {**error, "field": f"data.quantity.{field}"}
    unit = change["quantity"]["unit"]
    line = LINE.replace("3 à 5;palettes/mois", f"{cell};{unit}")
    (fault,) = (await send_file(declared, "bad", line=line))["errors"]
    assert (fault["column"], right in fault["expected"]) == (column, True)
