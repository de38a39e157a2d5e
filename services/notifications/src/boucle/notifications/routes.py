"""Every route of notifications: of its API, and its pages."""

from typing import Final

from boucle.notifications.api import (
    inbound,
    introductions,
    meeting_changes,
    meetings,
    persons,
    sandboxes,
)
from boucle.notifications.pages import legal, reporting
from boucle.notifications.pages import router as pages
from boucle.notifications.subscriptions.api import changes, webhooks

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
