"""A declaration as it was sent, from how it is kept: what follows from the rest of it (a family
from its text, a danger from its code) must follow again when a part of it is changed. Pure."""

from typing import Any

import msgspec

from boucle.registry.domain.entities import D, Declaration, FlowDraft


def declared_names(kind: type[Declaration]) -> tuple[str, ...]:
    """What of it is declared: the rest is only computed."""
    return tuple(name for name in kind.__struct_fields__ if name not in kind.COMPUTED)


def with_as_sent(draft: D, declared: object) -> D:
    """The draft, with those fields of its declaration that it does not keep as they were sent."""
    kept = _plain(draft)
    sent = _as_json(declared)
    return msgspec.structs.replace(
        draft, as_sent={name: sent[name] for name in kept if sent[name] != kept[name]}
    )


def body_of(draft: Declaration) -> dict[str, Any]:
    """What a PUT would send to declare it so, but for its site. Of what was kept before it was
    known how it was sent: as it is shown."""
    body = {**_plain(draft), **(draft.as_sent or {})}
    if isinstance(draft, FlowDraft) and draft.as_sent is None and not draft.accepts:
        body["accepts"] = None
    body["valid_from"] = body.pop("since")
    return body


def _plain(draft: Declaration) -> dict[str, Any]:
    """Its fields that are declared, not only computed, as JSON has them."""
    return _as_json({name: getattr(draft, name) for name in declared_names(type(draft))})


def _as_json(value: object) -> dict[str, Any]:
    """As a row gives it back: a tuple is a list."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return plain
