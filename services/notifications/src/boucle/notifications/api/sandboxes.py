"""Serve ``/v1/sandboxes/{sandbox_id}/mails``: what a sandbox's companies would have been sent."""

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Path
from pydantic import BaseModel, ConfigDict

from boucle.contract.sandboxes import sandbox_of
from boucle.notifications.mails import sandboxed
from boucle.notifications.mails.sandboxed import SandboxMail
from boucle.notifications.resources import Res
from boucle.platform.errors import not_found
from boucle.platform.http import GuardedRouter, require
from boucle.platform.http.lists.paging import Page, Paging, page_of
from boucle.platform.http.values.fields import Siren
from boucle.platform.identity import Principal

_START: Final[tuple[object, UUID]] = (datetime(1970, 1, 1, tzinfo=UTC), UUID(int=0))

router = GuardedRouter(prefix="/v1", tags=["sandboxes"])

ToolOrStaff = Annotated[Principal, Depends(require("tool", "animator", "operator"))]


class SandboxMailOut(BaseModel):
    """One mail, not sent. ``to``: name and address; ``step``: what it is about; ``text`` and
    ``html``: the same words; its link opens the page that a company would answer on. ``calendar``:
    of a mail about a meeting, what calendars read (iCalendar)."""

    model_config = ConfigDict(frozen=True)

    mail_id: UUID
    step: str
    organisation_id: UUID
    at: datetime
    to: str
    subject: str
    text: str
    html: str
    calendar: str | None


@router.get("/sandboxes/{sandbox_id}/mails")
async def list_sandbox_mails(
    sandbox_id: Annotated[Siren, Path(description="The sandbox's id.")],
    resources: Res,
    principal: ToolOrStaff,
    paging: Paging,
) -> Page[SandboxMailOut]:
    """Mails of a sandbox, the oldest first, for 30 days: for its own credentials and the operator.
    Nobody was sent one."""
    if principal.role != "operator" and sandbox_id not in principal.territories:
        raise not_found("sandbox", sandbox_id)
    since = paging.updated_after or _START[0]
    async with resources.database.read() as session:
        rows = await sandboxed.page(
            session, sandbox_of(sandbox_id), paging.last_row() or _START, since, paging.limit + 1
        )
    return page_of(rows, paging, place=lambda mail: (mail.at, mail.mail_id), show=_mail_out)


def _mail_out(mail: SandboxMail) -> SandboxMailOut:
    message = message_from_bytes(mail.content, policy=policy.default)
    return SandboxMailOut(
        mail_id=mail.mail_id,
        step=mail.step,
        organisation_id=mail.organisation_id,
        at=mail.at,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        text=_body(message, "plain"),
        html=_body(message, "html"),
        calendar=_calendar(message),
    )


def _body(message: EmailMessage, subtype: str) -> str:
    part = message.get_body((subtype,))
    return "" if part is None else str(part.get_content())


def _calendar(message: EmailMessage) -> str | None:
    found = (one for one in message.walk() if one.get_content_type() == "text/calendar")
    return next((str(one.get_content()) for one in found), None)
