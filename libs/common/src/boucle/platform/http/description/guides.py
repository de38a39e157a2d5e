"""Which guide says more about an operation: by its path where that has one, else by its tag."""

import re
from collections.abc import Mapping
from typing import Final

_OF_TAGS: Final[Mapping[str, str]] = {
    "identity": "principals",
    "territories": "territories",
    "organisations": "verified",
    "sites": "places",
    "flows": "writing",
    "sharings": "sharings",
    "sources": "writing",
    "imports": "bilan",
    "duplicates": "warnings",
    "possibilities": "possibilities",
    "synergies": "introductions",
    "introductions": "introductions",
    "meetings": "meetings",
    "changes": "feeds",
    "webhooks": "webhooks",
    "sandboxes": "sandbox",
    "indicators": "indicators",
    "disclosures": "disclosures",
    "accounts": "scores",
    "outlets": "outlets",
    "prospects": "outlets",
    "movements": "movements",
    "reference": "reference_lists",
    "principals": "principals",
    "persons": "persons",
}
_OF_PATHS: Final[Mapping[str, str]] = {
    r"/bulk$": "bulk",
    r"/zones$": "zones",
    r"/parties$": "parties",
    r"/carrier$": "group_lives",
    r"/refusals$|/history$": "scores",
    r"/results$": "indicators",
    r"/typical-flows$": "typical",
    r"/imports/sharings$|/offers$": "sharing_files",
    r"/occupations$": "occupations",
    r"/grants": "principals",
    r"/contact-proposals|/contacts$": "territories",
    r"/(possibilities|explain)$": "possibilities",
    r"^/v1/sources/.*/sharings/": "sharings",
}


def guide(path: str, tag: str) -> str:
    """Return the name of the guide; the tag must be a known one."""
    found = (name for pattern, name in _OF_PATHS.items() if re.search(pattern, path))
    return next(found, _OF_TAGS[tag])


def external_docs(path: str, tag: str) -> dict[str, str]:
    """Return what an operation or, without a path, a tag says of its guide."""
    return {"description": "Guide", "url": f"/docs/{guide(path, tag)}"}
