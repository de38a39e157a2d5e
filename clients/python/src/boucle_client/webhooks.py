"""Whether a webhook is Boucle's: by the Standard Webhooks library."""

import binascii
from collections.abc import Mapping
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError


class NotVerified(Exception):
    """It was not signed with this secret, it was changed, or it is older than five minutes."""


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes | str) -> dict[str, Any]:
    """The message (``type``, ``timestamp``, ``data``), once its signature is right.

    ``secret`` is ``whsec_…`` as given when the webhook was made; ``body`` is what came, byte for
    byte. Raises NotVerified: answer 400 then. Keep ``webhook-id``: a message may come twice.
    """
    try:
        message = Webhook(secret).verify(body, dict(headers))
    except (WebhookVerificationError, binascii.Error, ValueError) as error:
        raise NotVerified(str(error)) from error
    if not isinstance(message, dict):
        raise NotVerified("the message is no object")
    return message
