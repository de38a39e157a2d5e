"""What people call families and qualities, as the catalogue's keys. Pure."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import structs

from boucle.catalogue import Catalogue
from boucle.registry.declarations.flows.sent import SentFlow
from boucle.registry.domain.values.words import folded


def family_key(name: str, catalogue: Catalogue) -> str:
    """Of a key, or of a label in French or English; what is neither stays as it is."""
    if catalogue.has_family(name):
        return name
    return _families(catalogue).get(folded(name), name)


def quality_key(name: str, catalogue: Catalogue) -> str:
    """The same of a quality."""
    return _qualities(catalogue).get(folded(name), name.strip())


def in_keys(sent: SentFlow, catalogue: Catalogue) -> SentFlow:
    """The same by keys: family, families, qualities; the same object where it is so already."""
    changed: dict[str, object] = {}
    if sent.family is not None and not catalogue.has_family(sent.family):
        changed["family"] = family_key(sent.family, catalogue)
    if any(not catalogue.has_family(one.family) for one in sent.families):
        changed["families"] = tuple(
            structs.replace(one, family=family_key(one.family, catalogue)) for one in sent.families
        )
    if sent.qualities and not sent.qualities.keys() <= _keys(catalogue):
        changed["qualities"] = _by_key(sent.qualities, catalogue)
    return structs.replace(sent, **changed) if changed else sent


def _by_key(known: Mapping[str, Any], catalogue: Catalogue) -> Mapping[str, Any]:
    """Of two names of one quality, the second would be lost: it stays, and is refused."""
    found: dict[str, Any] = {}
    for name, value in known.items():
        key = quality_key(name, catalogue)
        found[name if key in found or (key != name and key in known) else key] = value
    return found


@lru_cache(maxsize=4)
def _keys(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(each.key for each in catalogue.attributes)


@lru_cache(maxsize=4)
def _families(catalogue: Catalogue) -> Mapping[str, str]:
    return _named((each.key, each.label_fr, each.label_en) for each in catalogue.families)


@lru_cache(maxsize=4)
def _qualities(catalogue: Catalogue) -> Mapping[str, str]:
    return _named((each.key, each.label_fr, each.label_en) for each in catalogue.attributes)


def _named(items: Iterable[tuple[str, str, str]]) -> Mapping[str, str]:
    """The first of those that share a name."""
    known: dict[str, str] = {}
    for key, *labels in items:
        for name in (key, *map(folded, labels)):
            known.setdefault(name, key)
    return known
