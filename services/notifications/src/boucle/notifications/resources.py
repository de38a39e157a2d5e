"""What this service's process holds, and its routes get."""

from typing import Annotated

from boucle.common.http import resources
from boucle.common.process import Resources
from boucle.notifications.settings import NotificationsSettings

NotificationsResources = Resources[NotificationsSettings]
Res = Annotated[NotificationsResources, resources()]
