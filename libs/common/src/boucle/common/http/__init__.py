"""What every service's HTTP side has in common: import from here."""

from boucle.common.conditions import etag
from boucle.common.http.app import create_app
from boucle.common.http.authentication import (
    CurrentPrincipal,
    public,
    require,
    still_authenticated,
)
from boucle.common.http.bodies import Body
from boucle.common.http.deprecation import deprecated
from boucle.common.http.fields import Day, DecimalText, Line, Lines, Siren
from boucle.common.http.filters import AnyOf
from boucle.common.http.following import followed
from boucle.common.http.health import Check, NotReady
from boucle.common.http.idempotency import Idempotency, Once
from boucle.common.http.openapi import INTERNAL
from boucle.common.http.paging import Page, Paging, page_of, sorted_by
from boucle.common.http.patching import MergePatch, Patch, patch_of, patched
from boucle.common.http.problems import Problem, wrong
from boucle.common.http.reading import Reading
from boucle.common.http.resources import resources
from boucle.common.http.selecting import Selection, selection
from boucle.common.http.versions import OnVersion, OnVersionOrNew

__all__ = [
    "INTERNAL",
    "AnyOf",
    "Body",
    "Check",
    "CurrentPrincipal",
    "Day",
    "DecimalText",
    "Idempotency",
    "Line",
    "Lines",
    "MergePatch",
    "NotReady",
    "OnVersion",
    "OnVersionOrNew",
    "Once",
    "Page",
    "Paging",
    "Patch",
    "Problem",
    "Reading",
    "Selection",
    "Siren",
    "create_app",
    "deprecated",
    "etag",
    "followed",
    "page_of",
    "patch_of",
    "patched",
    "public",
    "require",
    "resources",
    "selection",
    "sorted_by",
    "still_authenticated",
    "wrong",
]
