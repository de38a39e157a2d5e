"""A flow as it was sent, from how it is kept: what follows from the rest of it (a family from its
text, a danger from its code) must follow again when a part of it is changed. Pure."""

from typing import TYPE_CHECKING, Any, Final

import msgspec

from boucle.registry.entities import FlowDraft

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

DECLARED: Final = tuple(
    name
    for name in FlowDraft.__struct_fields__
    if name not in ("base", "shares_assumed", "temperature_read", "conversion", "as_sent")
)
"""What of a draft is declared: the rest is only computed."""


def tells_the_same(one: FlowDraft, other: FlowDraft) -> bool:
    """In whatever words it was sent."""
    return one == msgspec.structs.replace(other, as_sent=one.as_sent)


def with_as_sent(draft: FlowDraft, declared: "DataclassInstance") -> FlowDraft:
    """The draft, with those fields of its declaration that it does not keep as they were sent."""
    kept = _plain(draft)
    sent = _as_json(declared)
    return msgspec.structs.replace(
        draft, as_sent={name: sent[name] for name in DECLARED if sent[name] != kept[name]}
    )


def body_of(draft: FlowDraft) -> dict[str, Any]:
    """What a PUT would send to declare it so, but for its site. Of a flow kept before it was known
    how it was sent: as it is shown."""
    body = {**_plain(draft), **(draft.as_sent or {})}
    if draft.as_sent is None and not draft.accepts:
        body["accepts"] = None
    body["valid_from"] = body.pop("since")
    return body


def _plain(draft: FlowDraft) -> dict[str, Any]:
    """Its fields that are declared, as JSON has them."""
    return _as_json({name: getattr(draft, name) for name in DECLARED})


def _as_json(value: object) -> dict[str, Any]:
    """As a row gives it back: a tuple is a list."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return plain
