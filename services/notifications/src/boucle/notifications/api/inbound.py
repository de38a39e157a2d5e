"""Receive mail from a mail system: calendar answers, where no mailbox is read."""

from typing import Annotated

from fastapi import Depends, Request
from pydantic import BaseModel

from boucle.notifications.directory.client import DirectoryAway
from boucle.notifications.inbound.decisions import Outcome
from boucle.notifications.inbound.use_cases import CalendarInbox
from boucle.notifications.resources import Res
from boucle.platform.errors import conflict, unavailable
from boucle.platform.http import INTERNAL, GuardedRouter, require
from boucle.platform.identity import Principal

_LARGEST = 1024 * 1024  # bytes: a larger message is received, and counted as too large
_SOON_S = 5

MailSystem = Annotated[Principal, Depends(require("operator", "service"))]

router = GuardedRouter(tags=["internal"])


class InboundOut(BaseModel):
    """What became of it: ``applied``, or why it changed nothing."""

    outcome: Outcome


@router.post("/internal/inbound-mail", max_body_size=_LARGEST, openapi_extra=INTERNAL)
async def receive_mail(request: Request, resources: Res, _principal: MailSystem) -> InboundOut:
    """A message as it came (``message/rfc822``). 503: give it again later."""
    inbox: CalendarInbox | None = resources.state.inbox
    if inbox is None:
        raise conflict(
            "set BOUCLE_CALENDAR_ADDRESS first",
            code="no-calendar-address",
            title="No calendar answers are expected",
        )
    try:
        return InboundOut(outcome=await inbox.receive(await request.body()))
    except DirectoryAway as error:
        raise unavailable(
            "registry-away",
            "Who was invited can't be looked up now",
            str(error),
            retry_after=_SOON_S,
        ) from error
