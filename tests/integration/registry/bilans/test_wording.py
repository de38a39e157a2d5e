"""A file's faults in two languages, one sentence at every door, and HTTP as any service has it."""

import gzip
import json

import httpx

from tests.integration.registry.conftest import Api, flow

BILAN = """Référence;Site;Sens;Famille;Quantité;Unité
b1;Atelier;sortie;wood_b;douze;t
b2;Atelier;sortie;wood_b;12;MWh
""".encode()


async def _send(api: Api, content: bytes, by: dict[str, str], expect: int = 201) -> httpx.Response:
    headers = {**by, "Content-Type": "text/csv"}
    answer = await api.http.post("/v1/imports", content=content, headers=headers)
    assert answer.status_code == expect, answer.text
    return answer


async def test_faults_are_said_in_english_to_who_asks(declared: Api) -> None:
    english = {**declared.tool, "Accept-Language": "en"}
    answer = await _send(declared, BILAN, english)
    first = answer.json()["errors"][0]
    assert first["message"] == "is not a decimal number"
    assert first["expected"].startswith('a decimal such as "1234.5"')
    assert answer.headers["content-language"] == "en"
    path = f"/v1/imports/{answer.json()['import_id']}"
    french = await declared.http.get(path, headers=declared.tool)
    first = french.json()["errors"][0]
    assert (first["message"], french.headers["content-language"]) == ("n'est pas un nombre", "fr")
    for by, detail in ((english, "the file is empty"), (declared.tool, "le fichier est vide")):
        assert (await _send(declared, b"", by, 422)).json()["detail"] == detail


async def test_every_door_says_it_in_one_sentence(declared: Api) -> None:
    """A unit that does not measure matter: CSV, JSON, NDJSON."""
    french = {**declared.tool, "Accept-Language": "fr"}
    errors = (await _send(declared, BILAN, french)).json()["errors"]
    [of_cell] = [error for error in errors if error["column"] == "Unité"]
    wrong = flow(quantity={"value": "12", "unit": "MWh"})
    put = await declared.http.put("/v1/sources/tyca/flows/f", json=wrong, headers=french)
    row = {"kind": "flow", "id": "f", "data": wrong}
    bulk = await declared.http.post(
        "/v1/sources/tyca/bulk",
        json=row,
        headers={**french, "Content-Type": "application/x-ndjson"},
    )
    of_row = json.loads(bulk.text.splitlines()[0])["problem"]["errors"][0]
    of_body = put.json()["errors"][0]
    assert of_cell["message"] == of_body["message"] == of_row["message"]
    assert of_cell["expected"] == of_body["expected"] == of_row["expected"]
    assert " pas " in of_body["message"]  # it is French


async def test_a_service_answers_as_http_asks(declared: Api) -> None:
    path = "/v1/sources/tyca/flows/f"
    packed = gzip.compress(json.dumps(flow()).encode())
    headers = {**declared.tool, "Content-Type": "application/json", "Content-Encoding": "gzip"}
    assert (await declared.http.put(path, content=packed, headers=headers)).status_code == 201
    known = await declared.http.get(path, headers=declared.tool)
    head = await declared.http.head(path, headers=declared.tool)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == known.headers["etag"]
    assert (await declared.http.head(path)).status_code == 401
    told = await declared.http.options(path)
    assert told.headers["allow"] == "DELETE, GET, HEAD, OPTIONS, PATCH, PUT"
    refused = await declared.http.post(path, json={}, headers=declared.tool)
    assert (refused.status_code, refused.headers["allow"]) == (405, told.headers["allow"])
