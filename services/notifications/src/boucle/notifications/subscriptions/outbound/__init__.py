"""Call hosts that others named (webhooks), on the public internet only."""

from boucle.notifications.subscriptions.outbound.addresses import (
    Address,
    CallPolicy,
    Network,
    refusal,
)
from boucle.notifications.subscriptions.outbound.client import OutboundAnswer, OutboundClient
from boucle.notifications.subscriptions.outbound.connecting import Resolve
from boucle.notifications.subscriptions.outbound.refusals import AddressRefused, DeliveryFailed
from boucle.notifications.subscriptions.outbound.urls import Target, check_url

__all__ = [
    "Address",
    "AddressRefused",
    "CallPolicy",
    "DeliveryFailed",
    "Network",
    "OutboundAnswer",
    "OutboundClient",
    "Resolve",
    "Target",
    "check_url",
    "refusal",
]
