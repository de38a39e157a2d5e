"""What every service's HTTP side has in common: import from here."""

from boucle.common.http.app import create_app
from boucle.common.http.bodies import Body
from boucle.common.http.fields import Siren
from boucle.common.http.health import Check, NotReady
from boucle.common.http.idempotency import Idempotency, Once
from boucle.common.http.paging import Cursor, Page, PageRequest, Paging, page_of
from boucle.common.http.problems import (
    FieldError,
    Problem,
    conflict,
    forbidden,
    invalid,
    invalid_field,
    not_found,
    unauthenticated,
    wrong,
)
from boucle.common.http.versions import IfMatch, ensure_match, etag

__all__ = [
    "Body",
    "Check",
    "Cursor",
    "FieldError",
    "Idempotency",
    "IfMatch",
    "NotReady",
    "Once",
    "Page",
    "PageRequest",
    "Paging",
    "Problem",
    "Siren",
    "conflict",
    "create_app",
    "ensure_match",
    "etag",
    "forbidden",
    "invalid",
    "invalid_field",
    "not_found",
    "page_of",
    "unauthenticated",
    "wrong",
]
