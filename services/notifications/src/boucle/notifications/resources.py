"""What this service's process holds, and its routes get."""

from typing import Annotated

from boucle.notifications.settings import NotificationsSettings
from boucle.platform.http import resources
from boucle.platform.process import Resources

NotificationsResources = Resources[NotificationsSettings]
Res = Annotated[NotificationsResources, resources()]
