"""Hold what this service's process shares with its routes."""

from typing import Annotated

from boucle.notifications.settings import NotificationsSettings
from boucle.platform.http import resources
from boucle.platform.process.service import Resources

NotificationsResources = Resources[NotificationsSettings]
Res = Annotated[NotificationsResources, resources()]
