"""Verify that a webhook is Boucle's, by the Standard Webhooks library."""

import binascii
from collections.abc import Mapping
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError


class NotVerified(Exception):
    """It was not signed with this secret, it was changed, or it is older than five minutes."""


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes | str) -> dict[str, Any]:
    """Return the message (``type``, ``timestamp``, ``data``), once its signature is right.
    ``secret`` is ``whsec_…`` from the webhook's creation; ``body`` is the raw request body. Raise
    NotVerified: answer 400 then. Keep ``webhook-id``: a message may come twice."""
    try:
        message = Webhook(secret).verify(body, dict(headers))
    except (WebhookVerificationError, binascii.Error, ValueError) as error:
        raise NotVerified(str(error)) from error
    if not isinstance(message, dict):
        raise NotVerified("the message is no object")
    return message
