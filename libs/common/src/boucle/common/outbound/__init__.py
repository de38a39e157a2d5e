"""Calls to hosts that others named: webhooks. Only the public internet is reached."""

from boucle.common.outbound.addresses import Address, CallPolicy, Network, refusal
from boucle.common.outbound.client import Answer, OutboundClient
from boucle.common.outbound.connecting import Resolve
from boucle.common.outbound.refusals import AddressRefused, DeliveryFailed
from boucle.common.outbound.urls import Target, check_url

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
