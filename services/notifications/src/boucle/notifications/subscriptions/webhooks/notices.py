"""Write the mail about a disabled webhook, to its contact and to the operator. Pure."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from boucle.notifications.subscriptions.webhooks.decisions import Addressee, Reason
from boucle.platform.ids import named

_WHY_FR: Final[dict[Reason, str]] = {
    "failing": "il ne répond plus depuis cinq jours",
    "gone": "il a répondu 410 (« Gone »)",
    "revoked": "son identifiant a été révoqué",
}
_WHY_EN: Final[dict[Reason, str]] = {
    "failing": "it has failed for five days",
    "gone": "it answered 410 (Gone)",
    "revoked": "its principal was revoked",
}
_TEXT: Final = """\
Le webhook {webhook} de {owner} (serveur {host}) est désactivé : {why_fr}.
Depuis le {since}. Rien n'est perdu : ce qui change est gardé {days} jours.
Pour reprendre où il s'est arrêté : POST {url}/v1/webhooks/{webhook}/enable

The webhook {webhook} of {owner} (server {host}) is disabled: {why_en}.
Since {since}. Nothing is lost: changes are kept for {days} days.
To go on from where it stopped: POST {url}/v1/webhooks/{webhook}/enable
"""


def notice(
    *,
    webhook: UUID,
    owner: str,
    host: str,
    reason: Reason,
    since: datetime,
    addressee: Addressee,
    sender: str,
    address: str,
    public_url: str,
    days: int,
    now: datetime,
) -> bytes:
    """Return the message. ``since`` is when it was disabled; a repeated one has the same
    ``Message-ID``."""
    id_ = named(webhook, f"{reason} {since.isoformat()} {addressee}")
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = f"Boucle <{sender}>", address
    message["Subject"] = f"Boucle : webhook désactivé / webhook disabled ({host})"
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{id_}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    text = _TEXT.format(
        webhook=webhook,
        owner=owner,
        host=host,
        why_fr=_WHY_FR[reason],
        why_en=_WHY_EN[reason],
        since=f"{since:%Y-%m-%d %H:%M} UTC",
        url=public_url,
        days=days,
    )
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def host_of(url: str) -> str:
    """Return what is shown of a URL: its path may hold a secret of the receiver's."""
    return urlsplit(url).hostname or ""
