"""Calls to hosts that others named: webhooks. Only the public internet is reached."""

from boucle.platform.outbound.addresses import Address, CallPolicy, Network, refusal
from boucle.platform.outbound.client import Answer, OutboundClient
from boucle.platform.outbound.connecting import Resolve
from boucle.platform.outbound.refusals import AddressRefused, DeliveryFailed
from boucle.platform.outbound.urls import Target, check_url

__all__ = [
    "Address",
    "AddressRefused",
    "Answer",
    "CallPolicy",
    "DeliveryFailed",
    "Network",
    "OutboundClient",
    "Resolve",
    "Target",
    "check_url",
    "refusal",
]
