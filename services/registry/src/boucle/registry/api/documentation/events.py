"""What Boucle sends unasked, as a page: read from ``asyncapi.json``, which describes it once."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup

from boucle.registry.api.documentation.guides import in_line

DOCUMENT: Final = Path(__file__).with_name("asyncapi.json")
_WEBHOOKS: Final = "webhooks"


@dataclass(frozen=True, slots=True)
class DescribedMessage:
    """``body`` is an example, as JSON."""

    name: str
    summary: Markup
    body: str


@dataclass(frozen=True, slots=True)
class DescribedChannel:
    """Webhooks, or a topic between services."""

    address: str
    messages: Sequence[DescribedMessage]


@cache
def channels() -> Mapping[str, DescribedChannel]:
    """Return all channels by name, webhooks first."""
    document: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    known = document["components"]["messages"]
    return {
        name: DescribedChannel(
            channel["address"] or "",
            [_message(known[message]) for message in channel["messages"]],
        )
        for name, channel in sorted(
            document["channels"].items(), key=lambda one: (one[0] != _WEBHOOKS, one[0])
        )
    }


def _message(described: Mapping[str, Any]) -> DescribedMessage:
    body = described["examples"][0]["payload"]
    return DescribedMessage(
        described["name"],
        in_line(described["summary"]),
        json.dumps(body, indent=2, ensure_ascii=False),
    )
