"""Use Boucle from an exchange tool: typed calls, retries, following changes, webhooks."""

from boucle_client.bulk import NotWhole
from boucle_client.client import Boucle
from boucle_client.following import AsyncCopy, AsyncCursorStore, Change, Copy, CursorStore
from boucle_client.problems import (
    CursorGone,
    FieldProblem,
    Forbidden,
    Invalid,
    NotFound,
    NotSignedIn,
    Problem,
    Unavailable,
    VersionMoved,
    VersionNeeded,
)
from boucle_client.webhooks import NotVerified, verify_webhook

__all__ = [
    "AsyncCopy",
    "AsyncCursorStore",
    "Boucle",
    "Change",
    "Copy",
    "CursorGone",
    "CursorStore",
    "FieldProblem",
    "Forbidden",
    "Invalid",
    "NotFound",
    "NotSignedIn",
    "NotVerified",
    "NotWhole",
    "Problem",
    "Unavailable",
    "VersionMoved",
    "VersionNeeded",
    "verify_webhook",
]
