"""A system in which companies declared, met, answered and were attacked: nothing of a person is in
a log, metric or topic; no secret is there, nor in clear in a database. Who is erased is nowhere,
within a minute, nor after a restore of a backup made before."""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from boucle.local.services import OPERATOR
from tests.chaos.world import SOURCE
from tests.kit import eventually
from tests.system.restore.canaries import dumps, found_in, logs, metrics, rows, topics
from tests.system.restore.drill import Drill

_log = logging.getLogger(__name__)
CAMILLE = {"name": "Camille Canarifemme", "phone": "+33612340987", "email": "camille@chaos.example"}
DOMINIQUE = {
    "name": "Dominique Canarihomme",
    "phone": "+33698765432",
    "email": "dominique@chaos.example",
}
COMMENT, WRONG = "canari-commentaire", "canari-mauvais-secret-0123456789abcdef"


@pytest.mark.timeout(600)
@pytest.mark.asyncio(loop_scope="session")
async def test_canaries_of_people_and_secrets(drill: Drill, tmp_path: Path) -> None:
    people = await _lived(drill)
    await nothing_is_where_it_should_not_be(drill, people)
    await who_is_erased_is_nowhere_nor_after_a_restore(drill, tmp_path)


async def nothing_is_where_it_should_not_be(drill: Drill, people: Mapping[str, str]) -> None:
    secrets = await _attacked(drill)
    await drill.settled()
    canaries = {**people, **secrets}

    assert len(canaries) > 12
    assert all(len(one) > 8 for one in canaries.values()), canaries
    found = [
        *found_in(canaries, "log", logs(drill)),
        *found_in(canaries, "metrics", [text async for text in metrics(drill)]),
        *found_in(canaries, "topic", [text async for text in topics(drill)]),
        *found_in(secrets, "database", [text async for text in rows(drill)]),
    ]
    assert found == []


async def who_is_erased_is_nowhere_nor_after_a_restore(drill: Drill, tmp_path: Path) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    await drill.run("backup", str(before))
    canaries = {**DOMINIQUE, "comment": COMMENT}
    assert {*await _kept(drill, canaries)} == {f"{name} in database" for name in canaries}

    begun = time.monotonic()
    await drill.world.operator.post("/v1/persons/erase", {"address": DOMINIQUE["email"]})
    await eventually(lambda: _is_nowhere(drill, canaries), within=60)
    _log.info(f"erased everywhere after {time.monotonic() - begun:.1f} s")

    await drill.run("backup", str(after))
    found = [
        *found_in(canaries, "log", logs(drill)),
        *found_in(canaries, "metrics", [text async for text in metrics(drill)]),
        *found_in(canaries, "topic", [text async for text in topics(drill)]),
        *found_in(canaries, "backup", dumps(drill, after)),
    ]
    assert found == []
    assert [*found_in(CAMILLE, "backup", dumps(drill, after))], "who is not erased stays"

    async with drill.restored(before) as said:
        assert "1 erasures" in said
    await eventually(lambda: _is_nowhere(drill, canaries), within=60)


async def _kept(drill: Drill, canaries: Mapping[str, str]) -> list[str]:
    return [*found_in(canaries, "database", [text async for text in rows(drill)])]


async def _is_nowhere(drill: Drill, canaries: Mapping[str, str]) -> bool:
    return not await _kept(drill, canaries)


async def test_the_search_finds_what_is_there() -> None:
    assert list(found_in({"name": "Camille é"}, "log", ["a Camille é"])) == ["name in log"]
    assert list(found_in({"name": "Camille"}, "log", ["\\x" + b"Camille".hex()])) == ["name in log"]


async def _lived(drill: Drill) -> dict[str, str]:
    """Two companies whose contacts have a name; one refuses, with a comment."""
    await drill.declare("camille", "dominique")
    for name, person in (("camille", CAMILLE), ("dominique", DOMINIQUE)):
        body = {"name": f"Company {name}", "territory": "200010718", "example": True}
        path = f"/v1/sources/{SOURCE}/organisations/{name}"
        await drill.world.tool.put(path, {**body, "contacts": [{**person, "role": "Canarichef"}]})
    await drill.introduce("camille", "dominique")
    await drill.answer("camille", consent=True)
    link = await drill.link("dominique")
    assert link is not None
    comment = f"{COMMENT} {DOMINIQUE['name']}"
    refusal = {"answer": "refused", "reason": "other", "comment": comment}
    answer = await drill.world.http.post(link, data=refusal)
    assert answer.status_code == 303, answer.text
    people = {f"{key} of {one['name']}": one[key] for one in (CAMILLE, DOMINIQUE) for key in one}
    return {**people, "role": "Canarichef", "comment": COMMENT}


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
    link = await drill.link("camille")
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
