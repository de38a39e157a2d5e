"""Tokens that are revoked before they end: kept in each service's database from the topic
``principal``, which registry writes, and looked at with each request."""

from boucle.platform.revocation.following import TOPIC, follow_revocations, take_back
from boucle.platform.revocation.revocations import Revocations

__all__ = ["TOPIC", "Revocations", "follow_revocations", "take_back"]
