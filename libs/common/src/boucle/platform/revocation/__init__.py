"""Follow revoked tokens, by registry's topic ``principal``, and check each request."""

from boucle.platform.revocation.following import TOPIC, follow_revocations, take_back
from boucle.platform.revocation.revocations import Revocations

__all__ = ["TOPIC", "Revocations", "follow_revocations", "take_back"]
