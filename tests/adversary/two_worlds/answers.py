"""An answer as any two worlds would give it: ids by what they are of, tokens by when they were
first seen. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_PORT: Final = re.compile(r"127\.0\.0\.1:\d+")
_TOKEN: Final = re.compile(r"/([a-z]+)/[A-Za-z0-9_-]{48}")
_OPAQUE: Final = frozenset(
    {"next", "cursor", "position", "after", "etag", "hash", "secret", "client_secret", "client_id"}
)


@dataclass
class Canonical:
    """``names``: of what each id of this world is. Of one reader: what it saw first has the lowest
    number, so that a token that changes differs from one that stays."""

    names: Mapping[str, str]
    seen: dict[tuple[str, str], dict[str, int]] = field(default_factory=dict)

    def text(self, text: str) -> str:
        """Free text: mails, pages, files."""
        text = _PORT.sub("127.0.0.1", text)
        return _TOKEN.sub(r"/\1/TOKEN", _UUID.sub(self._name, text))

    def answer(self, asked: str, status: int, etag: str | None, body: str, kind: str) -> str:
        """One line of all that an answer tells."""
        is_json = kind.startswith(("application/json", "application/problem+json")) and body
        heard: Any = self._json(asked, json.loads(body)) if is_json else self.text(body)
        heard = {"status": status, "etag": self._opaque(asked, "etag", etag), "heard": heard}
        return json.dumps(heard, sort_keys=True, ensure_ascii=False)

    def _json(self, asked: str, value: Any) -> Any:
        match value:
            case dict():
                return {
                    self.text(key): self._opaque(asked, key, one)
                    if key in _OPAQUE and isinstance(one, str)
                    else self._json(asked, one)
                    for key, one in value.items()
                    if key not in ("request_id", "correlation_id")
                }
            case list():
                return [self._json(asked, one) for one in value]
            case str():
                return self.text(value)
        return value

    def _opaque(self, asked: str, key: str, value: str | None) -> str | None:
        if value is None:
            return None
        numbers = self.seen.setdefault((self.text(asked), key), {})
        return f"{key} {numbers.setdefault(value, len(numbers))}, {len(value)} letters"

    def _name(self, found: re.Match[str]) -> str:
        return self.names.get(found[0], "id")
