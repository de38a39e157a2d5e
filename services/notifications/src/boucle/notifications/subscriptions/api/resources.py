"""Give the process's resources to the routes of subscriptions."""

from typing import Annotated

from boucle.platform.http import resources
from boucle.platform.process.service import Resources
from boucle.platform.settings import ServiceSettings

SubscriptionsResources = Resources[ServiceSettings]
Res = Annotated[SubscriptionsResources, resources()]
