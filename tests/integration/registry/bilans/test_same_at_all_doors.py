"""The same 50 rows as a file, as NDJSON and as JSON are the same flows, and lack the same."""

from itertools import islice, product
from typing import Any, Final

from tests.integration.registry.bulk.conftest import bulk, row
from tests.integration.registry.conftest import Api, Body

_CSV: Final = {"Content-Type": "text/csv"}
_HEADER: Final = (
    "Référence;Site;Sens;Nature;Famille;Code déchet;Désignation;Quantité;Unité;Forme;Mois;Fin;"
    "Certitude;Coût\n"
)
_WHAT: Final[list[Body]] = [
    {"family": "wood_b"},
    {"family": "Bois B"},
    {"text": "eau de pluie"},
    {"text": "vapeur fatale"},
    {"low": "03 01 05", "text": "sciure de bois propre"},
    {"low": "16 10 02"},
    {"text": "xqzt vvrb"},
    {"text": "boues de station d'épuration", "nature": "matière"},
]
_MUCH: Final[list[tuple[str, str]]] = [
    ("1 234,5", "t"),
    ("12", "m3"),
    ("900", "MWh"),
    ("3 à 5", "palettes/mois"),
    ("40 t", ""),
    ("250", "kg par semaine"),
    ("7", "light-years"),
]
_REST: Final[list[Body]] = [
    {"direction": "sortie", "certainty": "mesuré", "months": "janvier à mars"},
    {"direction": "entrée", "form": "copeaux", "end": "31/12/2027"},
    {"direction": "output", "cost": "85 €/t"},
    {"direction": "de travers"},
]
_OWN: Final = {"flow_id", "sources", "declared_at", "updated_at", "duplicate_of"}


def _rows() -> list[Body]:
    """50 of all: each of what, how much and the rest stands beside each other one."""
    every = product(_WHAT, _MUCH, _REST)
    chosen = (one for number, one in enumerate(every) if number % 9 in (0, 4))
    return [{**what, "much": much, **rest} for what, much, rest in islice(chosen, 50)]


def _cells(name: str, said: Body) -> str:
    known = ("direction", "nature", "family", "low", "text")
    last = ("form", "months", "end", "certainty", "cost")
    cells = [said.get(each, "") for each in known], said["much"], [said.get(each) for each in last]
    return ";".join([name, "Atelier", *(str(one or "") for part in cells for one in part)])


def _body(said: Body) -> Body:
    value, unit = said["much"]
    names = ("direction", "nature", "family", "low", "text", "form", "certainty")
    body: dict[str, Any] = {name: said[name] for name in names if name in said}
    window = {name: said[name] for name in ("months", "end") if name in said}
    return {
        "site": "site",
        **body,
        "quantity": {"value": value} | ({"unit": unit} if unit else {}),
        **({"availability": window} if window else {}),
        **({"current_route": {"cost_eur_per_unit": said["cost"]}} if "cost" in said else {}),
    }


async def _kept(api: Api, name: str) -> Body | None:
    answer = await api.http.get(f"/v1/sources/tyca/flows/{name}", headers=api.tool)
    if answer.status_code == 404:
        return None
    shown: Body = answer.json()
    return {key: value for key, value in shown.items() if key not in _OWN}


async def test_fifty_rows_are_the_same_flows_at_three_doors(declared: Api) -> None:
    rows = _rows()
    assert len(rows) == 50
    file = _HEADER + "\n".join(_cells(f"csv-{at}", said) for at, said in enumerate(rows))
    answer = await declared.http.post(
        "/v1/imports", content=file.encode(), headers={**declared.tool, **_CSV}
    )
    assert answer.status_code == 201, answer.text
    refused = {error["line"] - 2 for error in answer.json()["errors"]}
    results, end = await bulk(
        declared, *(row("flow", f"nd-{at}", _body(said)) for at, said in enumerate(rows))
    )
    for at, said in enumerate(rows):
        path = f"/v1/sources/tyca/flows/json-{at}"
        sent = await declared.http.put(path, json=_body(said), headers=declared.tool)
        flows = [await _kept(declared, f"{door}-{at}") for door in ("csv", "nd", "json")]
        assert flows[0] == flows[1] == flows[2], said
        assert (flows[2] is None) == (sent.status_code == 422) == (at in refused), sent.text
        assert results[at]["status"] == sent.status_code
        if sent.status_code == 422:
            of_row = {
                error["field"].partition(".")[2] for error in results[at]["problem"]["errors"]
            }
            assert of_row == {error["field"].partition(".")[2] for error in sent.json()["errors"]}
    assert 10 < len(refused) == end["failed"] < 40


async def test_a_wrong_row_of_a_file_hears_of_its_unknown_site_too(declared: Api) -> None:
    file = "site;sens;famille;quantité;unité\nNulle part;?;wood_b;12;t\nAtelier;?;wood_b;12;t\n"
    headers = {**declared.tool, **_CSV}
    answer = await declared.http.post("/v1/imports", content=file.encode(), headers=headers)
    told = [(error["line"], error["column"]) for error in answer.json()["errors"]]
    assert sorted(told) == [(2, "sens"), (2, "site"), (3, "sens")]


async def test_what_a_file_lacks_is_named_with_its_words(declared: Api) -> None:
    file = "référence;site;sens;quantité;unité\na;Atelier;;12;t\n"
    headers = {**declared.tool, **_CSV, "Accept-Language": "en"}
    answer = await declared.http.post("/v1/imports", content=file.encode(), headers=headers)
    [error] = answer.json()["errors"]
    assert (error["column"], error["message"]) == ("sens", "is missing")
    assert error["expected"] == "one of output, input"
