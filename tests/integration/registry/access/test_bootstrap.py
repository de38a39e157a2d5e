"""The first principal: made once, kept, and given a new secret when its file is lost."""

from pathlib import Path

from boucle.registry.app import SERVICE
from boucle.registry.identity.bootstrap import bootstrap
from tests.integration.registry.conftest import FALAISE, Api, flow
from tests.kit import RunningWorker, eventually


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
