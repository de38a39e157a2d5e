"""Serve ``/.well-known/security.txt`` (RFC 9116): whom to write to about a weakness found here."""

from datetime import timedelta
from typing import Final
from urllib.parse import quote

from fastapi.responses import PlainTextResponse, Response

from boucle.notifications.resources import Res
from boucle.platform.http import INTERNAL, GuardedRouter, public

PATH: Final = "/.well-known/security.txt"
_VALID_FOR: Final = timedelta(days=180)
"""RFC 9116, 2.5.5: it must be less than a year."""

router = GuardedRouter(default_response_class=PlainTextResponse)


@router.get(PATH, openapi_extra=INTERNAL)
@router.head(PATH, include_in_schema=False)
@public
async def security_contact(resources: Res) -> Response:
    """Answer 404 as long as no contact is set."""
    settings = resources.settings
    if settings.operator_mail is None:
        return PlainTextResponse("nobody to write to: BOUCLE_OPERATOR_MAIL is not set\n", 404)
    expires = (resources.clock() + _VALID_FOR).date()
    return PlainTextResponse(
        f"Contact: mailto:{quote(settings.operator_mail, safe='@+')}\n"
        f"Expires: {expires}T00:00:00Z\n"
        "Preferred-Languages: fr, en\n"
        f"Canonical: {settings.public_url}{PATH}\n"
    )
