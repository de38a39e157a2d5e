"""Every route of notifications: of its API, and its pages."""

from typing import Final

from boucle.notifications.api import (
    changes,
    inbound,
    introductions,
    meeting_changes,
    meetings,
    persons,
    sandboxes,
    webhooks,
)
from boucle.notifications.pages import legal, reporting
from boucle.notifications.pages import router as pages

ROUTERS: Final = (
    changes.router,
    introductions.router,
    meetings.router,
    meeting_changes.router,
    webhooks.router,
    sandboxes.router,
    persons.router,
    inbound.router,
    pages.router,
    legal.router,
    reporting.router,
)
