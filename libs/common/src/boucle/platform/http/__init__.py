"""Hold what every service's HTTP side shares: import from here."""

from boucle.platform.conditions import etag
from boucle.platform.http.app import create_app
from boucle.platform.http.authentication import (
    CurrentPrincipal,
    public,
    require,
    still_authenticated,
)
from boucle.platform.http.bodies import RequestBody
from boucle.platform.http.description.deprecation import deprecated
from boucle.platform.http.description.openapi import INTERNAL
from boucle.platform.http.guarded import GuardedRouter
from boucle.platform.http.health import Check, NotReady
from boucle.platform.http.lists.files import (
    AsFile,
    AsMap,
    TableColumn,
    all_in_one,
    also_as_file,
    file_of,
    map_of,
)
from boucle.platform.http.lists.filters import AnyOf
from boucle.platform.http.lists.following import followed
from boucle.platform.http.lists.geojson import Feature, fields
from boucle.platform.http.lists.paging import Page, Paging, page_of, sorted_by
from boucle.platform.http.lists.selecting import Selection, selection
from boucle.platform.http.patching import MergePatch, Patch, patch_of, patched
from boucle.platform.http.problems import Problem, wrong
from boucle.platform.http.quotas import held_open
from boucle.platform.http.reading import Reading, view_version
from boucle.platform.http.resources import resources
from boucle.platform.http.values.fields import Day, DecimalText, Line, Lines, QuantityOut, Siren
from boucle.platform.http.versions import OnVersion, OnVersionOrNew

__all__ = [
    "INTERNAL",
    "AnyOf",
    "AsFile",
    "AsMap",
    "Check",
    "CurrentPrincipal",
    "Day",
    "DecimalText",
    "Feature",
    "GuardedRouter",
    "Line",
    "Lines",
    "MergePatch",
    "NotReady",
    "OnVersion",
    "OnVersionOrNew",
    "Page",
    "Paging",
    "Patch",
    "Problem",
    "QuantityOut",
    "Reading",
    "RequestBody",
    "Selection",
    "Siren",
    "TableColumn",
    "all_in_one",
    "also_as_file",
    "create_app",
    "deprecated",
    "etag",
    "fields",
    "file_of",
    "followed",
    "held_open",
    "map_of",
    "page_of",
    "patch_of",
    "patched",
    "public",
    "require",
    "resources",
    "selection",
    "sorted_by",
    "still_authenticated",
    "view_version",
    "wrong",
]
