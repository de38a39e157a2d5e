"""A principal's secret may be given in a file, as a container gets it."""

from pathlib import Path

import pytest
import typer

from boucle.registry.app import SERVICE
from boucle.registry.identity.bootstrap import bootstrap
from tests.integration.registry.conftest import Api
from tests.kit import RunningWorker


async def _token(api: Api, secret: str) -> int:
    form = {"grant_type": "client_credentials", "client_id": "root", "client_secret": secret}
    return (await api.http.post("/oauth/token", data=form)).status_code


async def test_the_secret_of_the_file_is_taken(
    api: Api, running_worker: RunningWorker, tmp_path: Path
) -> None:
    file = tmp_path / "given"
    async with running_worker(SERVICE) as resources:
        for secret in ("a" * 40, "b" * 40):
            file.write_text(f"{secret}\n")
            await bootstrap(resources, "root", "operator", file)
            assert await _token(api, secret) == 200
        assert await _token(api, "a" * 40) == 401
        file.write_text("short")
        with pytest.raises(typer.BadParameter, match="expected 32 or more"):
            await bootstrap(resources, "root", "operator", file)
        assert await _token(api, "b" * 40) == 200
