"""What is wrong in a bulk upsert: a row fails alone, a body that stops says where it stopped."""

import gzip
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from boucle.registry.api.sources.bulk import LIMITS
from tests.integration.registry.bulk.conftest import (
    BULK,
    NDJSON,
    bulk,
    fields,
    packed,
    read,
    row,
    send,
)
from tests.integration.registry.conftest import Api, flow, site
from tests.kit import eventually

GZIP = {"content-encoding": "gzip"}
NESTED = "[" * 100_000


def good(number: int) -> dict[str, object]:
    return row("flow", f"f{number}", flow())


@pytest.mark.parametrize(
    ("broken", "status", "wrong"),
    [
        ("{not json", 422, ["row"]),
        (NESTED, 422, ["row"]),
        (b'{"kind": "flow", "id": "\xff"}', 422, ["row"]),
        ("[1, 2]", 422, ["row"]),
        ("{}", 422, ["kind", "id"]),
        ('{"kind": "flow", "id": "x"}', 422, ["data"]),
        ('{"kind": "flow", "id": "x", "data": {}, "withdraw": true}', 422, ["data"]),
        ('{"kind": "flow", "id": "x", "data": [], "other": 1}', 422, ["data", "other"]),
        ('{"kind": "bale", "id": "x", "data": {}}', 422, ["kind"]),
        ('{"kind": "flow", "id": "a/b", "withdraw": true}', 422, ["id"]),
        ('{"kind": "flow", "id": "\\u0000", "withdraw": true}', 422, ["id"]),
        ('{"kind": "flow", "id": "\\ud800", "withdraw": true}', 422, ["id"]),
        (json.dumps(row("flow", "x", flow(text="\x00"))), 422, ["data.text"]),
        (json.dumps(row("flow", "x", flow(hazardous=2**70))), 422, ["data.hazardous"]),
        (json.dumps(row("flow", "x", flow(site="nowhere"))), 422, ["data.site"]),
        (json.dumps(row("flow", "x", flow(direction="up", extra=1))), 422, None),
        (json.dumps(row("site", "x", {"organisation": "org"})), 422, None),
        (json.dumps(row("organisation", "x", {"name": "A", "territory": "1"})), 422, None),
        (json.dumps(row("flow", "x", None)), 404, []),
        (json.dumps(row("site", "x", None)), 404, []),
        (json.dumps(row("flow", "x", flow(text="x" * 300_000))), 413, ["row"]),
    ],
)
async def test_a_bad_row_fails_alone(
    declared: Api, broken: str | bytes, status: int, wrong: list[str] | None
) -> None:
    results, summary = await bulk(declared, good(1), broken, good(2))
    assert [one["status"] for one in results] == [201, status, 201]
    bad = results[1]
    assert bad["line"] == 2
    assert bad["problem"]["status"] == status
    assert bad["problem"]["type"].startswith("urn:boucle:problem:")
    if wrong is not None:
        errors = bad["problem"].get("errors", [])
        assert [error["field"] for error in errors] == wrong
    else:
        assert all(field.startswith("data.") for field in fields(bad))
    assert (summary["failed"], summary["complete"]) == (1, True)


async def test_errors_and_warnings_are_those_of_a_put(declared: Api) -> None:
    wrong = flow(quantity={"value": "x", "unit": "t"}, form="balls")
    path = "/v1/sources/tyca/flows/f1"
    answer = await declared.http.put(path, json=wrong, headers=declared.tool)
    [result], _ = await bulk(declared, row("flow", "f1", wrong))
    said = [
        {**one, "field": one["field"].replace("body.", "data.")}
        for one in result["problem"].pop("errors")
    ]
    expected = answer.json()
    assert said == [
        {**one, "field": one["field"].replace("body.", "data.")} for one in expected.pop("errors")
    ]
    assert result["problem"] == expected

    doubtful = (
        flow(family=None, families="wood_b | sawdust"),
        flow(text="zzyzx", quantity={"value": "90000000", "unit": "t"}),
        flow(family=None, text="zzyzx"),
        flow(direction="input", text="bois", low="15 01 10"),
    )
    for number, body in enumerate(doubtful):
        shown = await declared.put(f"/v1/sources/tyca/flows/d{number}", body)
        [result], _ = await bulk(declared, row("flow", f"d{number}", body))
        assert (result["status"], result["version"]) == (200, shown["version"])
        assert result.get("unclassified", False) == shown["unclassified"]
        warned = [
            {**one, "field": one["field"].replace("body.", "data.")} for one in shown["warnings"]
        ]
        assert warned
        assert result["warnings"] == warned


async def test_lines_with_nothing_on_them_count_as_lines_only(declared: Api) -> None:
    content = b"\xef\xbb\xbf" + packed([good(1), "", "  ", good(2)]).replace(b"\n", b"\r\n")
    results, summary = await send(declared, content)
    assert [(one["line"], one["status"]) for one in results] == [(1, 201), (4, 201)]
    assert summary["rows"] == 2


@pytest.mark.timeout(20)
@pytest.mark.parametrize("blank", [b"\n", b" \r\n"])
async def test_a_body_of_empty_lines_is_refused_soon(declared: Api, blank: bytes) -> None:
    """240 MB in under 250 kB took 82 s; nothing of it is a row."""
    content = gzip.compress(blank * (240_000_000 // len(blank)), compresslevel=9)
    sent = {**declared.tool, **NDJSON, **GZIP, "accept-language": "fr"}
    answer = await declared.http.post(BULK, content=content, headers=sent)
    assert (answer.status_code, answer.json()["type"]) == (413, "urn:boucle:problem:too-large")
    assert answer.json()["detail"] == "le corps contient plus de 100000 lignes"


async def test_empty_lines_after_a_row_are_counted_too(declared: Api) -> None:
    content = packed([good(1)]) + b"\n" * 100_000
    results, summary = await send(declared, content)
    assert [one["status"] for one in results] == [201]
    assert summary["why"] == "the body holds more than 100000 lines"


async def test_nothing_is_a_complete_answer(declared: Api) -> None:
    results, summary = await send(declared, b"")
    assert (results, summary["rows"], summary["complete"]) == ([], 0, True)


async def test_a_body_that_ends_in_a_row_says_so(declared: Api) -> None:
    content = packed([good(1), good(2)])
    results, summary = await send(declared, content[:-10])
    assert [one["status"] for one in results] == [201, 422]
    assert not summary["complete"]
    assert summary["why"] == "the body ends early, in the middle of a row"
    results, summary = await send(declared, content[:-1])  # whole, but for its line end
    assert [one["status"] for one in results] == [200, 201]
    assert summary["complete"]


async def test_gzip_is_taken_and_its_end_is_looked_at(declared: Api) -> None:
    rows = packed(good(number) for number in range(LIMITS.batch + 50))
    zipped = gzip.compress(rows[:1000]) + gzip.compress(rows[1000:])
    results, summary = await send(declared, zipped, GZIP)
    assert (len(results), summary["complete"]) == (300, True)
    results, summary = await send(declared, zipped + zipped[:-200], GZIP)
    assert 300 <= len(results) < 600
    assert (summary["complete"], "ends early" in summary["why"]) == (False, True)


async def test_a_damaged_body_is_refused_before_its_first_batch(declared: Api) -> None:
    """Also where its check alone, at its end, tells that it is: nothing of it is written."""
    whole = gzip.compress(packed(good(number) for number in range(3)))
    changed = whole[:-8] + bytes([whole[-8] ^ 1]) + whole[-7:]
    for content, coding, why in (
        (b"no gzip", "gzip", "the body is not gzip, or damaged"),
        (b"no zstd", "zstd", "the body is not zstd, or damaged"),
        (changed, "gzip", "the body is not gzip, or damaged"),
        (whole[:-20], "gzip", "the body ends early: it is not the whole of a gzip file"),
    ):
        sent = {**declared.tool, **NDJSON, "content-encoding": coding}
        answer = await declared.http.post(BULK, content=content, headers=sent)
        assert (answer.status_code, answer.json()["detail"]) == (400, why)
    assert await declared.fetch("SELECT FROM flow") == []


async def test_rows_are_answered_in_the_language_asked_for(declared: Api) -> None:
    wrong = packed([row("flow", "x", flow(direction="up"))])
    said = {
        "fr": ("n'est pas un mot attendu ici", "un parmi output, input"),
        "en": ("is not a word expected here", "one of output, input"),
    }
    for language, words in said.items():
        [bad], _ = await send(declared, wrong, {"accept-language": language})
        error = bad["problem"]["errors"][0]
        assert (error["message"], error["expected"]) == words
    [bad], _ = await send(declared, b'{"kind": "thing", "id": "x"}', {"accept-language": "fr"})
    # Words to send are not translated.
    assert bad["problem"]["errors"][0]["expected"] == "un parmi organisation, site, flow, sharing"
    sent = {**declared.tool, **NDJSON, **GZIP, "accept-language": "fr"}
    answer = await declared.http.post(BULK, content=b"no gzip", headers=sent)
    assert answer.json()["detail"] == "le corps n'est pas du gzip, ou est abîmé"


async def test_a_body_that_unpacks_without_end_is_left(
    declared: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = gzip.compress(packed([good(1)]) + b" " * (LIMITS.body + 1))
    results, summary = await send(declared, bomb, GZIP)
    assert [one["status"] for one in results] == [201]
    assert summary["why"].startswith("the body unpacks to more than 200 bytes for each byte sent")


async def test_more_rows_than_a_request_may_hold_are_left(
    declared: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("boucle.registry.api.sources.bulk.LIMITS", replace(LIMITS, rows=1000))
    _, summary = await send(declared, b"x\n" * 1010)
    assert (summary["rows"], summary["complete"]) == (1000, False)
    assert summary["why"] == "the body holds more than 1000 lines"


async def test_who_may_and_what_is_taken(declared: Api) -> None:
    async def status(by: dict[str, str], source: str = "tyca", **headers: str) -> int:
        sent = {**by, **NDJSON, **headers}
        path = f"/v1/sources/{source}/bulk"
        answer = await declared.http.post(path, content=packed([good(1)]), headers=sent)
        return answer.status_code

    assert await status({}) == 401
    assert await status(declared.operator) == 403
    assert await status(declared.other_tool) == 404
    assert await status(declared.tool, "nobody") == 404
    assert await status(declared.tool, **{"content-type": "application/json"}) == 415
    assert await status(declared.tool, **{"content-encoding": "br"}) == 415
    assert await declared.outbox("flow") == []


async def test_another_tool_cannot_write_at_sites_of_others(declared: Api) -> None:
    path = BULK.replace("tyca", "autre")
    sent = {**declared.other_tool, **NDJSON}
    answer = await declared.http.post(path, content=packed([good(1)]), headers=sent)
    first, _ = answer.text.splitlines()
    assert json.loads(first)["status"] == 422


async def test_nothing_more_is_written_once_the_token_is_revoked(declared: Api) -> None:
    async def is_refused() -> bool:
        answer = await declared.http.get("/v1/flows", headers=declared.tool)
        return answer.status_code == 401

    async def body() -> AsyncIterator[bytes]:
        yield packed(good(number) for number in range(LIMITS.batch))
        await declared.post(f"/v1/principals/{declared.tool_id}/secret", {}, expect=200)
        await eventually(is_refused, within=5)
        yield packed(good(number) for number in range(LIMITS.batch, 3 * LIMITS.batch))

    english = declared.tool | NDJSON | {"accept-language": "en"}
    answer = await declared.http.post(BULK, content=body(), headers=english)
    results, summary = read(answer.content)
    assert len(results) <= LIMITS.batch
    assert summary["complete"] is False
    assert summary["why"] == "the token was revoked: get another one"
    [kept] = await declared.fetch("SELECT count(*) AS flows FROM flow")
    assert kept["flows"] <= LIMITS.batch


async def test_a_wrong_row_hears_of_its_unknown_site_too(declared: Api) -> None:
    """All that is wrong is told at once; a site that the request itself declares is known."""
    results, _ = await bulk(
        declared,
        row("flow", "a", flow(direction="up", site="nowhere")),
        row("flow", "b", flow(low="99 99 99", site="nowhere")),
        row("flow", "c", flow(direction="up")),
        row("flow", "d", flow(direction="up", site=3)),
        row("site", "new", site()),
        row("flow", "e", flow(direction="up", site="new")),
        row("flow", "f", flow(site="nowhere")),
    )
    assert [fields(one) for one in results if one["status"] == 422] == [
        ["data.direction", "data.site"],
        ["data.low", "data.site"],
        ["data.direction"],
        ["data.direction", "data.site"],
        ["data.direction"],
        ["data.site"],
    ]
    assert results[0]["problem"]["detail"] == "2 fields are wrong"
    assert results[0]["problem"]["errors"][1] == results[6]["problem"]["errors"][0]
