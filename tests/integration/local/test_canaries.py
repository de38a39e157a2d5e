"""A system in which companies declared, met, answered and were attacked: nothing of a person is in
a log, metric or topic; no secret is there, nor in clear in a database."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from pathlib import Path

import httpx
import pytest

from boucle.common.events import EVENTS
from boucle.local.services import OPERATOR
from tests.chaos.world import SOURCE, running_world
from tests.integration.restore.drill import Drill

PERSON = {"name": "Camille Canarifemme", "phone": "+33612340987", "role": "Canarichef"}
COMMENT, WRONG = "canari-commentaire", "canari-mauvais-secret-0123456789abcdef"
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"


@pytest.fixture
def home() -> Iterator[Path]:
    # Not below pytest's own folder: another session closes that one to Postgres's user.
    with tempfile.TemporaryDirectory(prefix="boucle-canaries-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"


@pytest.fixture
async def drill(home: Path) -> AsyncIterator[Drill]:
    async with running_world(home) as world:
        yield Drill(world)


@pytest.mark.timeout(300)
async def test_nothing_of_people_and_no_secret_is_where_it_should_not_be(drill: Drill) -> None:
    people = await _lived(drill)
    secrets = await _attacked(drill)
    await drill.settled()
    canaries = people | secrets

    assert len(canaries) > 12
    assert all(len(one) > 8 for one in canaries.values()), canaries
    found = [
        *_in(canaries, "log", _logs(drill)),
        *_in(canaries, "metrics", [text async for text in _metrics(drill)]),
        *_in(canaries, "topic", [text async for text in _topics(drill)]),
        *_in(secrets, "database", [text async for text in _rows(drill)]),
    ]
    assert found == []


async def test_the_search_finds_what_is_there() -> None:
    assert list(_in({"name": "Camille é"}, "log", ["a Camille é"])) == ["name in log"]
    assert list(_in({"name": "Camille"}, "log", ["\\x" + b"Camille".hex()])) == ["name in log"]


async def _lived(drill: Drill) -> dict[str, str]:
    """Two companies whose contacts have a name; one refuses, with a comment."""
    await drill.declare("a", "b")
    for name in "ab":
        contact = {**PERSON, "email": f"{name}@chaos.example"}
        body = {"name": f"Company {name}", "territory": "200010718", "example": True}
        path = f"/v1/sources/{SOURCE}/organisations/{name}"
        await drill.world.tool.put(path, {**body, "contacts": [contact]})
    await drill.introduce("a", "b")
    await drill.answer("a", consent=True)
    link = await drill.link("b")
    assert link is not None
    refusal = {"answer": "refused", "reason": "other", "comment": COMMENT}
    answer = await drill.world.http.post(link, data=refusal)
    assert answer.status_code == 303, answer.text
    addresses = {f"address of {name}": f"{name}@chaos.example" for name in "ab"}
    return {**PERSON, "comment": COMMENT, **addresses}


async def _attacked(drill: Drill) -> dict[str, str]:
    """Secrets in use, and those that were tried: by a wrong one, a cut token, a changed link."""
    world, http = drill.world, drill.world.http
    client = world.tool.credentials
    told = await http.post(
        "/oauth/token",
        data={"grant_type": "client_credentials"},
        auth=(client.client_id, client.client_secret),
    )
    token = told.json()["access_token"]
    hook = await world.tool.post("/v1/webhooks", {"url": "https://canari.example/boucle"})
    for given in (WRONG, f"{WRONG}\n"):
        refused = await http.post(
            "/oauth/token",
            data={
                "grant_type": "client_credentials",
                "client_id": OPERATOR,
                "client_secret": given,
            },
        )
        assert refused.status_code == 401, refused.text
    cut = await http.get("/v1/sites", headers={"Authorization": f"Bearer {token[:-9]}"})
    assert cut.status_code == 401
    link = await drill.link("a")
    assert link is not None
    changed = await http.post(f"{link[:-9]}AAAAAAAAA", data={"answer": "interested"})
    assert changed.status_code == 404
    files = {file.name: file for file in world.system.secrets.iterdir() if file.is_file()}
    kept = {name: file.read_text().strip() for name, file in files.items()}
    return {
        **kept,
        "secret of a tool": client.client_secret,
        "a token's seal": token.rpartition(".")[2][:40],
        "secret of a webhook": hook["secret"],
        "a wrong secret": WRONG,
        "a link": link.rpartition("/")[2][:-9],
    }


def _in(canaries: Mapping[str, str], where: str, texts: Iterable[str]) -> Iterator[str]:
    """As text, or as Postgres writes bytes."""
    all_of_it = "\n".join(texts)
    for name, canary in canaries.items():
        if canary in all_of_it or canary.encode().hex() in all_of_it:
            yield f"{name} in {where}"


def _logs(drill: Drill) -> list[str]:
    files = list((drill.home / "log").iterdir())
    assert len(files) > 8
    return [file.read_text(errors="replace") for file in files]


async def _metrics(drill: Drill) -> AsyncIterator[str]:
    at = drill.world.system.addresses()
    async with httpx.AsyncClient(trust_env=False) as client:
        for part in at.http:
            answer = await client.get(f"{at.url(part)}/metrics")
            yield answer.raise_for_status().text


async def _topics(drill: Drill) -> AsyncIterator[str]:
    topics = sorted({one.topic for one in EVENTS})
    async with drill.world.bus.reader(topics) as reader:
        ends = await reader.end_offsets()
        async for records in reader.read_to(ends, 500):
            for record in records:
                yield repr(record)


async def _rows(drill: Drill) -> AsyncIterator[str]:
    for service in drill.world.databases:
        for (table,) in await drill.rows(service, _TABLES):
            for (row,) in await drill.rows(service, f'SELECT t::text FROM "{table}" t'):
                yield row
