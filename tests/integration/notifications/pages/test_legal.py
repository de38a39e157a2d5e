"""What the law asks for, on pages that anybody may read: filled from what a territory has set."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest

from boucle.notifications.app import SERVICE
from tests.integration.notifications.support import CAUX, KEY, Registry
from tests.kit import ApiClient
from tests.kit.contact import CONTROLLER

PATHS = ("/confidentialite", "/mentions-legales", "/accessibilite")
NAMED = {"name": "Pays de Falaise", "animator": None}


@pytest.fixture
async def client(api_client: ApiClient, registry: Registry) -> AsyncIterator[httpx.AsyncClient]:
    settings = {"link_key": KEY.decode(), "public_url": "https://boucle.example"}
    async with api_client(
        SERVICE, registry_url=registry.url, client_id="notifications", client_secret="secret",
        **settings,
    ) as made:  # fmt: skip
        yield made


async def text_of(client: httpx.AsyncClient, path: str, status: int = 200) -> str:
    """What its reader sees, with plain spaces."""
    answer = await client.get(path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert (await client.head(path)).status_code == status
    return re.sub(r"\s+", " ", answer.text.replace("&nbsp;", " ").replace("&#39;", "'"))


async def test_each_says_all_that_a_territory_has_set(client: httpx.AsyncClient) -> None:
    privacy = await text_of(client, f"/confidentialite/{CAUX}")
    for field in ("name", "address", "rights", "host"):
        assert CONTROLLER[field].replace("'", "'") in privacy, field
    for word in ("Mission d'intérêt public", "36 mois", "CNIL", "SIRENE", "Caux Seine", "opposer"):
        assert word in privacy, word
    assert "Anne Animatrice" not in privacy
    notice = await text_of(client, f"/mentions-legales/{CAUX}")
    for field in ("name", "address", "rights", "publisher", "host"):
        assert CONTROLLER[field] in notice, field
    assert CONTROLLER["rights"] in await text_of(client, f"/accessibilite/{CAUX}")
    titles = set()
    for path in (*PATHS, *(f"{path}/{CAUX}" for path in PATHS)):
        page = await text_of(client, path)
        assert 'lang="fr"' in page
        assert page.count("<h1") == 1
        titles |= set(re.findall("<title>(.*?)</title>", page))
        assert re.findall(r"<(?:script|img|link|iframe)|url\(|@import", page) == []
    assert len(titles) == 5  # only the declaration of accessibility is the same for all


async def test_what_is_not_set_is_said_to_be_missing(
    client: httpx.AsyncClient, registry: Registry
) -> None:
    registry.territories["241400514"] = {**NAMED, "controller": None}
    assert "il manque" in await text_of(client, "/confidentialite/241400514")
    assert "il manque" in await text_of(client, "/mentions-legales/241400514")
    for path in PATHS[:2]:
        page = await text_of(client, path)
        assert "Aucun territoire" in page
        assert "Pays de Falaise" in page
    bare = {key: CONTROLLER[key] for key in ("name", "address", "rights", "basis")}
    registry.territories["241400515"] = {**NAMED, "controller": bare}
    assert (await text_of(client, "/mentions-legales/241400515")).count("Pas encore indiqué") == 2


async def test_all_are_listed_once_somebody_answers_for_one(
    client: httpx.AsyncClient, registry: Registry
) -> None:
    registry.territories["241400514"] = {**NAMED, "controller": CONTROLLER}
    registry.territories["200065597"] = {**NAMED, "name": "Caen la Mer", "controller": None}
    for path in PATHS[:2]:
        page = await text_of(client, path)
        assert f'<a href="{path}/241400514">Pays de Falaise</a>' in page
        assert f"{path}/200065597" not in page
        assert "Caen la Mer" in page


async def test_a_sandbox_shows_nothing_before_its_tool_says_who_answers(
    client: httpx.AsyncClient, registry: Registry
) -> None:
    registry.territories["000001008"] = {**NAMED, "name": "Essai-Canari", "controller": None}
    registry.territories["000002006"] = None
    for path in PATHS:
        page = await text_of(client, f"{path}/000001008")
        assert page == await text_of(client, f"{path}/000002006")
        assert "Canari" not in page
        assert (path == PATHS[2]) or "Ce territoire est un territoire d'essai" in page


async def test_who_asks_wrongly_or_too_early_gets_a_page(
    client: httpx.AsyncClient, registry: Registry
) -> None:
    registry.territories["200000000"] = None
    asked = registry.questions
    for siren in ("1", "é", "24140051x", "2414005144"):
        for path in PATHS:
            await text_of(client, f"{path}/{siren}", 404)
    assert registry.questions == asked
    await text_of(client, "/confidentialite/200000000", 404)
    registry.down = True
    answer = await client.get("/confidentialite")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "momentanément" in answer.text
    assert (await client.get("/accessibilite")).status_code == 200
