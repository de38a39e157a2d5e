"""Define the events of the topic of principals: tokens that are revoked."""

from datetime import datetime
from typing import Literal

import msgspec

RevocationReason = Literal["revoked", "secret", "holdings"]


class Revocation(msgspec.Struct, frozen=True, gc=False, kw_only=True, omit_defaults=True):
    """A token of this principal issued before ``not_before`` is worth nothing. Type:
    ``principal.revoked.v1``; the subject is the client id.

    ``reason``: it is ``revoked`` for good, has another ``secret``, or holds something else
    (``holdings``) than its tokens say.
    """

    client_id: str
    not_before: datetime
    reason: RevocationReason
