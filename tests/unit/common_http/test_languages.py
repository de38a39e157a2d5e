"""Errors are said in the language asked for, wherever they come from."""

from typing import Annotated
from uuid import UUID

import httpx
import pytest
from fastapi import Query
from hypothesis import given
from hypothesis import strategies as st

from boucle.platform.errors import Fault, invalid, not_found, printable
from boucle.platform.http import GuardedRouter, MergePatch, RequestBody, public
from boucle.platform.http.languages import preferred
from boucle.platform.nearest import nearest_first
from boucle.platform.translating import both
from tests.unit.common_http.small import client_of

router = GuardedRouter()


class Thing(RequestBody):
    text: str
    number: int = 0


@router.post("/v1/things")
@public
async def add(body: Thing) -> int:
    return body.number


@router.patch("/v1/things")
@public
async def change(patch: MergePatch) -> int:
    return len(patch)


@router.get("/v1/things/{id}")
@public
async def read(id: UUID, limit: Annotated[int, Query(ge=1, le=9)] = 1) -> None:  # noqa: A002
    if limit == 9:
        fault = Fault("query.limit", 9, both("english", "français"), both("right", "juste"))
        raise invalid([fault])
    raise not_found("flow", id)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, None),
        ("", None),
        ("fr", "fr"),
        ("fr-FR,fr;q=0.9,en;q=0.8", "fr"),
        ("en-GB, fr", "en"),
        ("en;q=0.2, fr-CA;q=0.3", "fr"),
        ("fr;q=0, en;q=0.1", "en"),
        ("fr;q=0", None),
        ("de, *", None),
        ("de;q=1, FR ; q=0.5", "fr"),
        ("french, ;;, fr;q=x", None),
    ],
)
def test_the_language_liked_best_is_found(header: str | None, language: str | None) -> None:
    assert preferred(header) == language


@given(st.text())
def test_any_header_is_read(header: str) -> None:
    assert preferred(header) in (None, "en", "fr")


def said(answer: httpx.Response) -> list[str]:
    body = answer.json()
    return [body["title"], body.get("detail", ""), *(e["message"] for e in body.get("errors", ()))]


ID = "00000000-0000-0000-0000-000000000007"


async def test_each_language_has_one_sentence() -> None:
    async with client_of(router) as english, client_of(router, accept_language="fr") as french:
        for path, sentences in {
            f"/v1/things/{ID}": ("Not found", "Introuvable"),
            f"/v1/things/{ID}?limit=9": ("english", "français"),
            "/v1/nowhere": ("nothing is at this address", "rien n'est à cette adresse"),
            "/v1/things/x": ("The request is not valid", "La demande n'est pas valable"),
            f"/v1/things/{ID}?limit=0": ("is too small", "est trop petit"),
        }.items():
            for client, language, sentence in zip(
                (english, french), ("en", "fr"), sentences, strict=True
            ):
                answer = await client.get(path)
                assert sentence in said(answer)
                assert answer.headers["content-language"] == language
                assert "Accept-Language" in answer.headers["vary"]


async def test_english_unless_asked() -> None:
    async with client_of(router, accept_language="de, es;q=0.5") as client:
        answer = await client.get(f"/v1/things/{ID}")
    assert answer.json()["detail"] == f"no flow {ID} that you may see"
    assert answer.headers["content-language"] == "en"


async def test_what_is_wrong_in_a_body_is_said_in_french() -> None:
    async with client_of(router, accept_language="fr") as client:
        answer = await client.post("/v1/things", json={"number": "x", "txt": 1})
    errors = answer.json()["errors"]
    assert {error["field"]: (error["message"], error["expected"]) for error in errors} == {
        "body.text": ("manque", "une valeur"),
        "body.number": ("n'est pas un nombre entier", "un nombre entier"),
        "body.txt": ("n'est pas un champ d'ici", "un parmi text, number"),
    }


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_an_old_code_page_hears_that_utf8_is_expected(method: str, language: str) -> None:
    kind = "application/json" if method == "POST" else "application/merge-patch+json"
    async with client_of(router, accept_language=language) as client:
        answer = await client.request(
            method,
            "/v1/things",
            content='{"text": "boues séchées"}'.encode("cp1252"),
            headers={"content-type": kind},
        )
    [error] = answer.json()["errors"]
    assert answer.status_code == 400
    assert (error["field"], error["value"]) == ("body", '{"text": "boues séchées"}')
    assert error["expected"] == {"en": "JSON in UTF-8", "fr": "du JSON en UTF-8"}[language]
    assert ("byte 18 is 0xe9" in error["message"]) == (language == "en")


def test_names_that_are_as_near_come_in_one_order() -> None:
    names = ["zeta", "beta", "eta"]
    for known in (names, names[::-1], set(names)):
        assert nearest_first("qqqq", known) == sorted(names)


def test_no_value_is_shown_as_python_does() -> None:
    class Inner:
        """Of ours."""

    assert printable(Inner()) == "(object)"
    assert printable(Thing(text="x")) == "(object)"
    assert printable(UUID(int=7)) == ID
