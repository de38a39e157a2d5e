"""What every service's HTTP side has in common: import from here."""

from boucle.common.http.app import create_app
from boucle.common.http.authentication import CurrentPrincipal, public, require
from boucle.common.http.bodies import Body
from boucle.common.http.fields import Day, DecimalText, Line, Lines, Siren
from boucle.common.http.health import Check, NotReady
from boucle.common.http.idempotency import Idempotency, Once
from boucle.common.http.paging import Page, Paging, page_of
from boucle.common.http.problems import Problem, wrong
from boucle.common.http.resources import resources
from boucle.common.http.versions import IfMatch, ensure_match, etag

__all__ = [
    "Body",
    "Check",
    "CurrentPrincipal",
    "Day",
    "DecimalText",
    "Idempotency",
    "IfMatch",
    "Line",
    "Lines",
    "NotReady",
    "Once",
    "Page",
    "Paging",
    "Problem",
    "Siren",
    "create_app",
    "ensure_match",
    "etag",
    "page_of",
    "public",
    "require",
    "resources",
    "wrong",
]
