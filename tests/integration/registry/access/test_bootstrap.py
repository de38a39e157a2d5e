"""The first principal: made once, kept, and given a new secret when its file is lost."""

import base64
import json
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry

from boucle.registry.access.bootstrap import bootstrap
from boucle.registry.access.signing import add_signing_key, signing_key_age
from boucle.registry.access.store import find_client
from boucle.registry.access.use_cases import Tokens as TokenIssuers
from boucle.registry.app import SERVICE
from tests.integration.registry.conftest import FALAISE, Api, flow
from tests.kit import FrozenClock, RunningWorker, eventually

FIRST_KEY_MADE = datetime(2025, 1, 1, tzinfo=UTC)


async def _token(api: Api, secret: str) -> int:
    form = {"grant_type": "client_credentials", "client_id": "root", "client_secret": secret}
    return (await api.http.post("/oauth/token", data=form)).status_code


async def test_the_first_operator(api: Api, running_worker: RunningWorker, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "secret"
    async with running_worker(SERVICE) as resources:
        await bootstrap(resources, "root", "operator", file)
        first = file.read_text()
        assert file.stat().st_mode & 0o777 == 0o600
        assert await _token(api, first) == 200
        await bootstrap(resources, "root", "operator", file)
        assert file.read_text() == first
        file.unlink()
        await bootstrap(resources, "root", "operator", file)
        assert await _token(api, first) == 401
        assert await _token(api, file.read_text()) == 200


async def test_what_is_written_is_on_the_topics(
    declared: Api, running_worker: RunningWorker
) -> None:
    made = await declared.put("/v1/sources/tyca/flows/f", flow())

    wanted = {made["flow_id"], made["site_id"], FALAISE}
    seen: set[str | None] = set()
    async with (
        running_worker(SERVICE) as resources,
        resources.bus.reader(("flow", "site", "territory")) as reader,
    ):

        async def all_published() -> bool:
            seen.update(record.key for record in await reader.poll(100, 0.2))
            return wanted <= seen

        await eventually(all_published)


async def test_a_new_signing_key_signs_and_the_old_one_still_verifies(
    api: Api, running_worker: RunningWorker, tmp_path: Path, clock: FrozenClock
) -> None:
    secret = tmp_path / "secret"
    form = {"grant_type": "client_credentials", "client_id": "root"}

    async def kids() -> list[str]:
        return [key["kid"] for key in (await api.http.get("/.well-known/jwks.json")).json()["keys"]]

    async with running_worker(SERVICE) as resources:
        await bootstrap(resources, "root", "operator", secret)
        form["client_secret"] = secret.read_text()
        before = (await api.http.post("/oauth/token", data=form)).json()["access_token"]
        [first] = await kids()
        async with resources.database.write() as writing:  # the migration has no frozen clock
            driver = await writing.driver()
            await driver.execute("UPDATE signing_key SET created_at = $1", FIRST_KEY_MADE)
        await add_signing_key(resources)
        newest, oldest = await kids()
        assert oldest == first
        issuer = TokenIssuers(resources.database, resources.clock, "boucle", "boucle")
        async with resources.database.read() as session:
            client = await find_client(session, "root")
            assert client is not None
            after, _ = await issuer.issue(session, client)  # as an API does once restarted
        assert (header(before)["kid"], header(after)["kid"]) == (first, newest)
        metrics = CollectorRegistry()
        await signing_key_age(resources.database, metrics).work()
    made_at = metrics.get_sample_value("boucle_signing_key_created_timestamp_seconds")
    assert made_at == clock().timestamp()


def header(token: str) -> dict[str, str]:
    part = token.partition(".")[0]
    decoded: dict[str, str] = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return decoded
