"""The pages behind the links of mails. A GET changes nothing, ever; a POST answers.

The token is the capability: no session, no cookie, so nothing for another site to ride on.
A route's name is in the API's description; its docstring would be too.
"""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from boucle.notifications.pages import introduction_routes, meeting_routes, preference_routes
from boucle.notifications.pages.routes import MailPageRoute

router = APIRouter(default_response_class=HTMLResponse, route_class=MailPageRoute)
router.include_router(introduction_routes.router)
router.include_router(meeting_routes.router)
router.include_router(preference_routes.router)
