"""Make secrets, and sign messages as Standard Webhooks does."""

import base64
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from standardwebhooks import Webhook as Signer

from boucle.notifications.subscriptions.webhooks.messages import message_name

_PREFIX: Final = "whsec_"
_BYTES: Final = 32
"""Standard Webhooks asks for 24 to 64."""


def new_secret(random: Callable[[int], bytes]) -> str:
    return f"{_PREFIX}{base64.b64encode(random(_BYTES)).decode()}"


def headers(
    secrets: Iterable[str], message: UUID, body: bytes, now: datetime, agent: str
) -> dict[str, str]:
    """Sign with each of these secrets: a receiver has one. ``now`` is the attempt's."""
    name, text = message_name(message), body.decode()
    signatures = [Signer(one).sign(name, now, text) for one in secrets]
    return {
        "content-type": "application/json",
        "user-agent": agent,
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
