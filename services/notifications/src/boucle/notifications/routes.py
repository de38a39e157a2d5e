"""List every route of notifications: its API and its pages."""

from typing import Final

from boucle.notifications.api import (
    inbound,
    introductions,
    leads,
    letters,
    meeting_changes,
    meetings,
    persons,
    questions,
    sandboxes,
)
from boucle.notifications.pages import (
    introduction_routes,
    legal,
    meeting_routes,
    morning_routes,
    preference_routes,
    reporting,
)
from boucle.notifications.subscriptions.api import changes, webhooks

ROUTERS: Final = (
    changes.router,
    introductions.router,
    letters.router,
    meetings.router,
    meeting_changes.router,
    webhooks.router,
    sandboxes.router,
    persons.router,
    leads.router,
    questions.router,
    inbound.router,
    introduction_routes.router,
    meeting_routes.router,
    preference_routes.router,
    morning_routes.router,
    legal.router,
    reporting.router,
)
