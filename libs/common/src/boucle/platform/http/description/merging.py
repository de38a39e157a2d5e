"""Merge the OpenAPI documents of all services into one. Pure."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from boucle.platform.http.description.guides import external_docs
from boucle.platform.http.description.schemas import REFERENCE, reached

Document = Mapping[str, Any]

_TAGS: Final = {
    "identity": "Tokens: OAuth 2.0 client credentials, and the keys that verify what was issued.",
    "territories": "Territories (EPCI) and their settings, with their history.",
    "organisations": "Organisations, their contacts, which tools act for them, who vouches for "
    "who they are.",
    "sites": "Sites: where an organisation gives and needs.",
    "flows": "Flows: what a site gives (`output`) or needs (`input`).",
    "sharings": "What sites could pool, offer or need: services, equipment, workforce.",
    "sources": "The same by the ids that a tool gave: one by one, many at once, or all as of now.",
    "imports": "A *bilan entrées-sorties* as a CSV file or an XLSX workbook.",
    "duplicates": "Flows that were perhaps declared twice.",
    "possibilities": "What a flow could become, and why it has no more possibilities.",
    "synergies": "Synergies and their life: qualified, answered, studied, running.",
    "introductions": "Two companies put in touch about one synergy.",
    "meetings": "Workshops, visits and trainings, with who is invited and who came.",
    "changes": "What changed since the last reading, in order and without gaps.",
    "webhooks": "What changed, sent to your own address.",
    "sandboxes": "Closed sets of territories, to try everything in.",
    "indicators": "Figures of a territory, and of an organisation.",
    "disclosures": "Who came to know what of whom.",
    "accounts": "What was computed, from what: replay of a score, coverage, quality.",
    "outlets": "Who could take what a site offers, or give what it needs; what a text means.",
    "prospects": "Establishments of INSEE's register that could give or take something.",
    "movements": "Unusual movement of flows.",
    "reference": "Lists with labels: families, units, qualities, routes, codes, communes.",
    "principals": "Credentials of companies, tools and animators.",
    "persons": "What is kept of a person, and its erasure.",
}
_DESCRIPTION: Final = """\
Boucle closes material loops between companies of a territory: companies declare what leaves their
sites and what they need; Boucle finds who could use whose output, follows each synergy until it
runs, and measures what it brings.

- **Token**: `POST /oauth/token` with your client id and secret; send it as `Authorization: Bearer`.
- **Errors** are problems (RFC 9457): `errors` names each field at fault, what was sent, and what
  would be right.
- **Pages**: pass `next` as `cursor` until it is null.
- **Versions**: a read gives an `ETag`; a change with `If-Match` is refused (412) where somebody
  else changed the thing first.
- **Quantities** are decimals as text, like `"12.5"`; moments are ISO 8601 with their offset.

[Guides](/docs) say more. What Boucle sends unasked is [in a catalogue](/docs/events). Pages that
people open from their mails are not part of this contract.
"""
_HEAD: Final = {
    "openapi": "3.1.0",
    "externalDocs": {"description": "Guides", "url": "/docs"},
    "info": {
        "title": "Boucle",
        "version": "1",
        "summary": "Industrial symbiosis between companies, for third-party tools.",
        "description": _DESCRIPTION,
        "contact": {"name": "The Boucle authors"},
        "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    },
    "servers": [{"url": "/", "description": "The entry that serves this document."}],
}


class ContractError(ValueError):
    """The documents do not make one contract; the message says why."""


def merged(documents: Mapping[str, Document]) -> dict[str, Any]:
    """Merge the documents of the services, by name. Internal operations (``x-internal``) and
    schemas that only they use are left out. A schema whose name means another thing elsewhere gets
    its service's name as a prefix. Raises ContractError if two services share a path, an operation
    id or a component's name, or if a tag is unknown."""
    clashing = _clashing(documents)
    paths: dict[str, Any] = {}
    components: dict[str, dict[str, Any]] = {}
    for service, document in documents.items():
        new = {name: f"{service.capitalize()}{name}" for name in clashing}
        renamed = _renamed(document, new)
        for path, served in renamed["paths"].items():
            stored = {m: one for m, one in served.items() if not one.get("x-internal")}
            _add(paths, {path: stored} if stored else {}, "path")
        for kind, named in renamed["components"].items():
            if kind == "schemas":
                named = dict(_titled(name, schema, new) for name, schema in named.items())
            _add(components.setdefault(kind, {}), named, kind)
    whole = {**_HEAD, "tags": _tags(paths), "paths": paths, "components": components}
    for _, path, operation in operations(whole):
        operation["externalDocs"] = external_docs(path, operation["tags"][0])
    components["schemas"] = _used(whole)
    return whole


def operations(document: Document) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield method (in capitals), path and operation."""
    for path, known in document["paths"].items():
        for method, operation in known.items():
            yield method.upper(), path, operation


def _clashing(documents: Mapping[str, Document]) -> set[str]:
    known: dict[str, Any] = {}
    clashing = set()
    for document in documents.values():
        for name, schema in document["components"]["schemas"].items():
            if known.setdefault(name, schema) != schema:
                clashing.add(name)
    return clashing


def _renamed(node: Any, new: Mapping[str, str]) -> Any:
    """Return the node with its references renamed."""
    if isinstance(node, Mapping):
        return {
            key: REFERENCE + new.get(value.removeprefix(REFERENCE), value.removeprefix(REFERENCE))
            if key == "$ref" and value.startswith(REFERENCE)
            else _renamed(value, new)
            for key, value in node.items()
        }
    return [_renamed(each, new) for each in node] if isinstance(node, list) else node


def _titled(name: str, schema: Any, new: Mapping[str, str]) -> tuple[str, Any]:
    """Rename a schema and its title: generators name classes by it."""
    if name not in new or "title" not in schema:
        return new.get(name, name), schema
    return new[name], {**schema, "title": new[name]}


def _add(whole: dict[str, Any], part: Mapping[str, Any], kind: str) -> None:
    for name, value in part.items():
        if whole.setdefault(name, value) != value:
            raise ContractError(f"two services have another {kind} of the name {name}")


def _tags(paths: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the tags in use with their descriptions, and check that operation ids are unique."""
    used, ids = set(), set()
    for method, path, operation in operations({"paths": paths}):
        tags = operation.get("tags", [])
        if len(tags) != 1 or tags[0] not in _TAGS:
            raise ContractError(f"{method} {path} has the tags {tags}; expected: one of {[*_TAGS]}")
        if operation["operationId"] in ids:
            raise ContractError(f"two operations are called {operation['operationId']}")
        ids.add(operation["operationId"])
        used.update(tags)
    return [
        {"name": name, "description": text, "externalDocs": external_docs("", name)}
        for name, text in _TAGS.items()
        if name in used
    ]


def _used(document: Document) -> dict[str, Any]:
    """Return the schemas that operations use, directly or through other schemas."""
    schemas = document["components"]["schemas"]
    others = [named for kind, named in document["components"].items() if kind != "schemas"]
    used = reached(schemas, document["paths"], others)
    return {name: schema for name, schema in schemas.items() if name in used}
