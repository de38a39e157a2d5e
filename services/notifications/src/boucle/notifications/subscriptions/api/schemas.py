"""Define webhooks and their deliveries in requests and answers."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
)

from boucle.notifications.subscriptions.feeds.facts import ChangeType, What, selected
from boucle.notifications.subscriptions.sealing import Sealer, Unreadable
from boucle.notifications.subscriptions.webhooks import messages
from boucle.notifications.subscriptions.webhooks.decisions import (
    DeliveryState,
    Outcome,
    Reason,
    WebhookState,
)
from boucle.notifications.subscriptions.webhooks.log import Delivery
from boucle.notifications.subscriptions.webhooks.tables import WebhookRow
from boucle.notifications.subscriptions.webhooks.use_cases import Draft
from boucle.platform.characters import MAIL_ADDRESS
from boucle.platform.http import Line, RequestBody, wrong

Url = Annotated[
    str,
    StringConstraints(strict=True, max_length=2000),
    Field(examples=["https://tool.example/boucle"]),
]


def _mail(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(MAIL_ADDRESS, value):
        raise wrong("email", "is not an e-mail address", "an address such as name@company.example")
    return value


Mail = Annotated[
    str,
    StringConstraints(strict=True, max_length=320, pattern=MAIL_ADDRESS),
    BeforeValidator(_mail),
]


def _pattern(value: str) -> str:
    if not selected([value]):
        raise wrong(
            "change_pattern",
            "matches no change",
            "flow, site, sharing, synergy, introduction, meeting or grant, or a name such as "
            "synergy.running; * stands for any letters",
        )
    return value


ChangePattern = Annotated[
    str,
    StringConstraints(max_length=40),
    AfterValidator(_pattern),
    Field(examples=["synergy", "synergy.running", "meeting.*", "*.withdrawn"]),
]


class WebhookIn(RequestBody):
    """``url``: https, on the public internet. ``types``: as in ``GET /v1/changes``; without it,
    all. ``contact``: who is written to when it is disabled."""

    url: Url
    types: Annotated[list[ChangePattern], Field(min_length=1, max_length=20)] | None = None
    description: Annotated[str, Line(200)] | None = None
    contact: Mail | None = None

    def draft(self) -> Draft:
        types = None if self.types is None else tuple(self.types)
        return Draft(self.url, types, self.description or "", self.contact)

    @classmethod
    def present(cls, row: WebhookRow, sealer: Sealer) -> Mapping[str, Any]:
        """As it would be sent to be what it is; what a patch is merged onto."""
        return {
            "url": row.url,
            "types": row.types,
            "description": row.description or None,
            "contact": _contact(row, sealer),
        }


class WebhookOut(BaseModel):
    """``reason``: why it is disabled: it failed for five days, it answered 410, its principal was
    revoked. ``failing_since``: its first failure since its last success. ``former_secret_until``:
    until then the secret before the present one signs too."""

    webhook_id: UUID
    version: int
    url: str
    types: list[str] | None
    description: str | None
    contact: str | None
    state: WebhookState
    reason: Reason | None
    failing_since: datetime | None
    former_secret_until: datetime | None
    created_at: datetime
    updated_at: datetime

    @classmethod
    def of(cls, row: WebhookRow, sealer: Sealer, **more: object) -> Self:
        values = {
            name: getattr(row, name) for name in WebhookOut.model_fields if hasattr(row, name)
        }
        return cls.model_validate(
            {
                **values,
                "description": row.description or None,
                "contact": _contact(row, sealer),
                "former_secret_until": row.former_until,
                **more,
            }
        )


class WebhookMade(WebhookOut):
    """``secret``: shown this once."""

    secret: str = Field(examples=["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])


class MissedOut(BaseModel):
    """What this webhook will not be sent."""

    code: str
    detail: str


class WebhookEnabled(WebhookOut):
    """``missed``: null where nothing is."""

    missed: MissedOut | None

    @classmethod
    def after(cls, row: WebhookRow, sealer: Sealer, *, lost: bool) -> Self:
        """Not how many: most are others'."""
        missed = None
        if lost:
            missed = MissedOut(
                code="cursor-expired",
                detail="changes older than what is kept, some perhaps yours, are not sent: "
                "read the lists whole, then apply what comes",
            )
        return cls.of(row, sealer, missed=missed)


class AttemptOut(BaseModel):
    """``answer``: the beginning of what was answered, or why nothing was."""

    at: datetime
    duration_ms: int
    outcome: Outcome
    status: int | None
    answer: str


class ChangeSentOut(BaseModel):
    """A change, as ``GET /v1/changes`` has it."""

    type: ChangeType
    id: UUID
    version: int
    change: What
    at: datetime
    href: str


class TestSentOut(BaseModel):
    """Of a test: the webhook that it is sent to."""

    webhook_id: UUID
    test: Literal[True]


class MessageOut(BaseModel):
    """The body that is sent. ``type``: the thing and what became of it (``flow.revised``)."""

    type: str
    timestamp: datetime
    data: ChangeSentOut | TestSentOut


class DeliveryOut(BaseModel):
    """``message_id``: the header ``webhook-id``. ``state``: ``waiting`` for an earlier message
    about the same thing, ``failed`` when given up. ``due_at``: when it is tried next."""

    message_id: str
    type: str
    state: DeliveryState
    due_at: datetime | None
    created_at: datetime
    finished_at: datetime | None
    body: MessageOut
    attempts: list[AttemptOut]

    @classmethod
    def of(cls, one: Delivery) -> Self:
        row = one.message
        return cls(
            message_id=messages.message_name(row.message_id),
            type=row.type,
            state=row.state,
            due_at=row.due_at if row.state == "due" else None,
            created_at=row.created_at,
            finished_at=row.finished_at,
            body=MessageOut.model_validate_json(row.body),
            attempts=[
                AttemptOut.model_validate(attempt, from_attributes=True) for attempt in one.attempts
            ],
        )


class ReplayIn(RequestBody):
    since: AwareDatetime


class ReplayOut(BaseModel):
    """How many messages were queued again."""

    queued: int


def _contact(row: WebhookRow, sealer: Sealer) -> str | None:
    try:
        return None if row.contact is None else sealer.opened(row.contact)
    except Unreadable:
        return None
