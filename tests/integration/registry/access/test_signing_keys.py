"""Signing keys: encrypted at rest, rotated while registry runs, never half readable."""

import base64
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
import structlog
from prometheus_client import CollectorRegistry

from boucle.platform.identity import InvalidToken, JwksKeys, Verifier, new_signing_key
from boucle.platform.process.exits import StartError
from boucle.platform.process.service import Resources, build_resources
from boucle.platform.settings import example_settings
from boucle.registry.app import SERVICE
from boucle.registry.identity.bootstrap import bootstrap
from boucle.registry.identity.signing import (
    add_signing_key,
    list_signing_keys,
    seal_signing_keys,
    signing_keys_kept,
)
from boucle.registry.identity.signing_keys import KEPT_FOR, SIGNS_AFTER, SigningKeys, keyring_of
from tests.kit import FrozenClock, ServiceDatabase
from tests.kit.kit import Kit

OLD, NEW = "o" * 32, "n" * 32
ROWS = "SELECT kid, jwk, sealed FROM signing_key ORDER BY created_at DESC"


@dataclass
class World:
    """Registry served over HTTP, its operator, and who verifies tokens by its key set."""

    url: str
    http: httpx.AsyncClient
    resources: Resources[Any]
    clock: FrozenClock
    verifier: Verifier
    secret: str

    async def token(self) -> str:
        form = {"grant_type": "client_credentials", "client_id": "o", "client_secret": self.secret}
        answer = await self.http.post("/oauth/token", data=form)
        return str(answer.raise_for_status().json()["access_token"])

    async def published(self) -> list[str]:
        answer = await self.http.get("/.well-known/jwks.json")
        return [key["kid"] for key in answer.raise_for_status().json()["keys"]]

    async def worker_looks(self) -> float | None:
        metrics = CollectorRegistry()
        database, clock = self.resources.database, self.clock
        keys = SigningKeys(keyring_of(self.resources.settings), clock)
        await signing_keys_kept(database, keys, clock, metrics).work()
        return metrics.get_sample_value("boucle_signing_key_created_timestamp_seconds")


def kid(token: str) -> str:
    part = token.partition(".")[0]
    found: dict[str, str] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found["kid"]


async def command(database_url: str, clock: FrozenClock, keys: str = OLD) -> Resources[Any]:
    settings = example_settings(
        SERVICE.settings, database_url=database_url, encryption_key=keys, database_pool=2
    )
    return build_resources(SERVICE, settings, clock=clock, role="command")


@pytest.fixture
async def world(
    kit: Kit, service_database: ServiceDatabase, clock: FrozenClock, tmp_path: Path
) -> AsyncIterator[World]:
    database = await service_database(SERVICE)
    # It was made by the real time.
    made_at = clock() - timedelta(days=1)
    await database.execute("UPDATE signing_key SET created_at = $1", made_at)
    resources = await command(database.url, clock)
    await bootstrap(resources, "o", "operator", tmp_path / "o")
    async with (
        kit.served(SERVICE, encryption_key=OLD) as url,
        httpx.AsyncClient(base_url=url, trust_env=False) as http,
    ):
        verifier = Verifier(JwksKeys(f"{url}/.well-known/jwks.json", clock=clock), clock=clock)
        yield World(url, http, resources, clock, verifier, (tmp_path / "o").read_text())
    await resources.close()


async def test_no_key_is_in_clear_once_registry_serves(world: World) -> None:
    [row] = await world.resources.database.fetch(ROWS)
    assert row["jwk"] is None
    [served] = await world.published()
    assert served == row["kid"]
    ring = keyring_of(world.resources.settings)
    private = json.loads(ring.opened(row["sealed"]))["d"]
    database = world.resources.database
    shown = await database.fetch("SELECT signing_key::text AS row FROM signing_key")
    assert private not in shown[0]["row"]
    assert base64.urlsafe_b64decode(private + "=").hex() not in shown[0]["row"]


async def test_a_new_key_signs_within_a_minute_and_no_token_is_refused(world: World) -> None:
    """Whoever verifies asked for an unknown key just before there was a new one, again and
    again."""
    first = await world.token()
    await world.verifier.verify(first)
    forged = first.replace(first.partition(".")[0], _header("nobody"))
    await _refused(world.verifier, forged)
    await add_signing_key(world.resources, False)
    signs = []
    for _ in range(60):
        token = await world.token()
        await world.verifier.verify(token)
        await world.verifier.verify(first)
        signs.append(kid(token))
        await _refused(world.verifier, forged)
        world.clock.advance(timedelta(seconds=1))
    new, old = await world.published()
    assert (signs[0], signs[-1]) == (old, new)
    assert signs == sorted(signs, key=[old, new].index)
    waited = timedelta(seconds=signs.index(new))
    assert SIGNS_AFTER <= waited < timedelta(minutes=1)


async def test_older_keys_go_an_hour_after(world: World) -> None:
    old = kid(await world.token())
    made = world.clock()
    await add_signing_key(world.resources, False)
    world.clock.advance(KEPT_FOR - timedelta(seconds=1))
    assert await world.worker_looks() == made.timestamp()
    assert len(await world.published()) == 2
    world.clock.advance(timedelta(seconds=1))
    await world.worker_looks()
    [left] = await world.published()
    assert left != old
    assert kid(await world.token()) == left


async def test_a_stolen_key_goes_at_once(world: World) -> None:
    stolen = await world.token()
    await world.verifier.verify(stolen)
    world.clock.advance(timedelta(seconds=20))
    await add_signing_key(world.resources, True)
    token = await world.token()
    assert [kid(token)] == await world.published() != [kid(stolen)]
    await world.verifier.verify(token)  # it fetches keys, and the stolen one is not there
    await _refused(world.verifier, stolen)


async def test_another_encryption_key_is_named_in_one_line_that_says_what_to_do(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    [now] = await world.published()
    other = await command(world.resources.database.url, world.clock, NEW)
    wanted = (
        f"BOUCLE_ENCRYPTION_KEY: the signing key {now} cannot be decrypted with it; expected: the "
        "key that it was encrypted with, as the last line; if that is lost: python -m "
        "boucle.registry new-signing-key --at-once"
    )
    for refused in (seal_signing_keys(other), add_signing_key(other, False)):
        with pytest.raises(StartError) as caught:
            await refused
        assert str(caught.value) == wanted
    assert await world.published() == [now]
    await list_signing_keys(other)
    assert "cannot be decrypted  encryption key: unknown" in capsys.readouterr().out
    await add_signing_key(other, True)
    await seal_signing_keys(other)
    with structlog.testing.capture_logs() as logs:
        world.clock.advance(timedelta(seconds=10))
        assert await world.published() == []
        assert await world.published() == []
    errors = [one for one in logs if one["log_level"] == "error"]
    assert [one["event"] for one in errors] == ["signing_key_unreadable"]
    await other.close()


async def test_the_encryption_key_is_rotated_and_the_old_one_taken_away(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    before = await world.token()
    url = world.resources.database.url
    both = await command(url, world.clock, f"{NEW}\n{OLD}\n")
    await list_signing_keys(both)
    assert "encryption key: " in (said := capsys.readouterr().out)
    assert "(newest)" not in said
    for _ in range(2):  # done twice, it changes nothing more
        await seal_signing_keys(both)
        [row] = await both.database.fetch(ROWS)
        assert keyring_of(both.settings).is_newest(row["sealed"])
    await list_signing_keys(both)
    assert "(newest)" in capsys.readouterr().out
    # A process that has the old one only serves on until it is started again.
    assert await world.published() == [kid(before)]
    alone = await command(url, world.clock, NEW)
    await seal_signing_keys(alone)
    old = await command(url, world.clock, OLD)
    with pytest.raises(StartError):
        await seal_signing_keys(old)
    for one in (both, alone, old):
        await one.close()


async def test_whoever_writes_to_the_database_gives_no_key(world: World) -> None:
    """Neither one in clear beside encrypted ones, nor one row's key in the place of another."""
    made = new_signing_key()
    database = world.resources.database
    jwk = json.dumps(made.as_dict(private=True))
    await database.execute(
        "INSERT INTO signing_key (kid, jwk, created_at) VALUES ($1, $2::jsonb, $3)",
        *(made.kid, jwk, world.clock() + timedelta(hours=1)),
    )
    assert made.kid not in await world.published()
    with pytest.raises(StartError, match=str(made.kid)):
        await seal_signing_keys(world.resources)
    await database.execute(
        "UPDATE signing_key SET jwk = NULL, sealed = (SELECT sealed FROM signing_key "
        "WHERE kid <> $1) WHERE kid = $1",
        made.kid,
    )
    assert made.kid not in await world.published()
    with pytest.raises(StartError, match=str(made.kid)):
        await seal_signing_keys(world.resources)


def _header(named: str) -> str:
    text = json.dumps({"alg": "Ed25519", "kid": named})
    return base64.urlsafe_b64encode(text.encode()).rstrip(b"=").decode()


async def _refused(verifier: Verifier, token: str) -> None:
    with pytest.raises(InvalidToken):
        await verifier.verify(token)
