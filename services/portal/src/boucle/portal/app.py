"""Composition root of portal. Nothing is built on import."""

from pathlib import Path

from boucle.common.process import Resources, Service
from boucle.common.process.restore import after_restore_command
from boucle.common.recovery.restored_log import Restored
from boucle.common.settings import ServiceSettings
from boucle.portal.api import router


async def _after_restore(_resources: Resources, _discard: bool) -> Restored:
    return Restored()


SERVICE: Service[ServiceSettings] = Service(
    name="portal",
    settings=ServiceSettings,
    migrations=Path(__file__).parent / "migrations",
    routers=lambda _resources: (router,),
    commands={"after-restore": after_restore_command(lambda: SERVICE, _after_restore)},
)
